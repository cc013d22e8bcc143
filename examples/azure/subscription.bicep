// From an empty subscription to what a c360 project needs in Azure: a resource group with an account and an identity.
//
//   az deployment sub create --location westeurope --template-file subscription.bicep --parameters account=shopdata
//
// docs/azure.md says what comes next.
targetScope = 'subscription'

@description('The resource group, which is made.')
param group string = 'c360'

@description('The region of everything.')
param location string = deployment().location

@description('The storage account: 3 to 24 lower-case letters and digits, of nobody else in all of Azure.')
@minLength(3)
@maxLength(24)
param account string

@description('Object ids of people and applications that may read and write the data, besides the identity made here.')
param principals array = []

resource resourceGroup 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: group
  location: location
}

module storage 'storage.bicep' = {
  name: 'c360-storage'
  scope: resourceGroup
  params: {
    location: location
    account: account
    principals: principals
  }
}

output lakehouse string = storage.outputs.lakehouse
output raw string = storage.outputs.raw
output identityId string = storage.outputs.identityId
output clientId string = storage.outputs.clientId
