// A storage account for one c360 project: a hierarchical namespace, a container for raw files and one for the lakehouse,
// no keys, and an identity that may read and write both.
//
//   az deployment group create --resource-group c360 --template-file storage.bicep --parameters account=shopdata

@description('The region of everything.')
param location string = resourceGroup().location

@description('The storage account: 3 to 24 lower-case letters and digits, of nobody else in all of Azure.')
@minLength(3)
@maxLength(24)
param account string

@description('The container of raw files.')
param rawContainer string = 'raw'

@description('The container of the lakehouse.')
param lakeContainer string = 'lake'

@description('The identity that a machine or a pod asks as.')
param identity string = 'c360'

@description('Object ids of people and applications that may read and write the data, besides the identity made here.')
param principals array = []

@description('Days that a deleted blob can be brought back.')
@minValue(1)
@maxValue(365)
param keepDeletedDays int = 7

// Storage Blob Data Contributor
var contributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')

resource storage 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: account
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    isHnsEnabled: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-01-01' = {
  parent: storage
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: keepDeletedDays
    }
  }
}

resource raw 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01' = {
  parent: blobs
  name: rawContainer
}

resource lake 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-01-01' = {
  parent: blobs
  name: lakeContainer
}

resource runner 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identity
  location: location
}

resource runnerMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, runner.id, contributor)
  scope: storage
  properties: {
    roleDefinitionId: contributor
    principalId: runner.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource othersMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principal in principals: {
  name: guid(storage.id, principal, contributor)
  scope: storage
  properties: {
    roleDefinitionId: contributor
    principalId: principal
  }
}]

output lakehouse string = 'abfss://${lake.name}@${account}.dfs.${environment().suffixes.storage}/c360'
output raw string = 'abfss://${raw.name}@${account}.dfs.${environment().suffixes.storage}'
output identityId string = runner.id
output clientId string = runner.properties.clientId
