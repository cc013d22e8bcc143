#include "c360/project/open_lake.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

namespace azure = storage::azure;
using ::testing::HasSubstr;
using ::testing::Not;

class OpenLakeTest : public ::testing::Test {
 protected:
  OpenLakeTest() {
    ::setenv("C360_TEST_KEY", "a2V5", 1);
    ::unsetenv("C360_TEST_NONE");
  }

  /// A project in Azure with these lines under azure:.
  Project project(const std::string& azure, const std::string& lakehouse = "azure://lake/shop") {
    write_file(folder_.path() / "c360.yaml",
               "project: shop\nlakehouse: " + lakehouse + "\nsources: {}\nazure:\n  account: shop\n" + azure);
    return load(folder_.path());
  }
  azure::Settings settings(const std::string& azure) { return azure_settings(project(azure)); }
  std::string mistakes(const std::string& azure, const std::string& lakehouse = "azure://lake/shop") {
    try {
      project(azure, lakehouse);
      return "none";
    } catch (const Error& error) {
      return error.what();
    }
  }

  TemporaryDirectory folder_;
};

TEST_F(OpenLakeTest, AnAddressOpensAStoreInAzureAndAFolderOneHere) {
  EXPECT_EQ(open_lake(project("  account_key: ${env:C360_TEST_KEY}\n"))->display("a"), "azure://lake/shop/a");
  EXPECT_EQ(open_lake(project("", "./lake"))->display(), (folder_.path() / "lake").string());
}

TEST_F(OpenLakeTest, SecretsComeFromWhereTheyAreKept) {
  write_file(folder_.path() / "sas", "sv=1&sig=x\n");
  EXPECT_EQ(std::get<azure::AccountKey>(settings("  account_key: ${env:C360_TEST_KEY}\n").credential).key, "a2V5");
  EXPECT_EQ(std::get<azure::SharedAccess>(settings("  sas: ${file:sas}\n").credential).sas, "sv=1&sig=x");
}

TEST_F(OpenLakeTest, IdentitiesAreOfThreeKinds) {
  const auto application = std::get<azure::ClientSecret>(
      settings("  identity: application\n  tenant_id: t\n  client_id: c\n  client_secret: ${env:C360_TEST_KEY}\n")
          .credential);
  EXPECT_EQ(application.tenant_id + application.client_id + application.secret, "tca2V5");
  EXPECT_EQ(std::get<azure::ManagedIdentity>(settings("  identity: managed\n  client_id: c\n").credential).client_id,
            "c");
  ::setenv("AZURE_TENANT_ID", "te", 1);
  ::setenv("AZURE_FEDERATED_TOKEN_FILE", "/tokens/azure", 1);
  const auto workload =
      std::get<azure::WorkloadIdentity>(settings("  identity: workload\n  client_id: c\n").credential);
  EXPECT_EQ(workload.tenant_id + workload.client_id + workload.token_file.string(), "tec/tokens/azure");
  ::unsetenv("AZURE_TENANT_ID");
  EXPECT_THROW(settings("  identity: workload\n  client_id: c\n"), Error);
}

TEST_F(OpenLakeTest, TheRestIsTakenOver) {
  const azure::Settings all = settings(
      "  endpoint: http://127.0.0.1:10000/shop\n  authority: https://login.example\n  ca_file: ca.pem\n"
      "  identity_endpoint: http://127.0.0.1:1/token\n  cache: copies\n  cache_limit: 1GB\n");
  EXPECT_EQ(all.account, "shop");
  EXPECT_EQ(all.endpoint, "http://127.0.0.1:10000/shop");
  EXPECT_EQ(all.authority, "https://login.example");
  EXPECT_EQ(all.identity_endpoint, "http://127.0.0.1:1/token");
  EXPECT_EQ(all.client.ca_file, folder_.path() / "ca.pem");
  EXPECT_EQ(all.cache, folder_.path() / "copies");
  EXPECT_EQ(all.cache_limit, 1'000'000'000u);
  EXPECT_TRUE(std::holds_alternative<azure::Anonymous>(all.credential));
}

TEST_F(OpenLakeTest, ASecretThatIsNotThereIsAnErrorOnlyWhenItIsNeeded) {
  const Project written = project("  account_key: ${env:C360_TEST_NONE}\n");
  EXPECT_THROW(open_lake(written), Error);
}

TEST_F(OpenLakeTest, ASecretWrittenOutIsRefusedAndNotShown) {
  for (const char* line : {"  account_key: hiddenword\n", "  sas: sig=hiddenword\n"}) {
    EXPECT_THAT(mistakes(line), HasSubstr("is written out"));
    EXPECT_THAT(mistakes(line), Not(HasSubstr("hiddenword")));
  }
}

TEST_F(OpenLakeTest, WhatDoesNotGoTogetherIsTold) {
  EXPECT_THAT(mistakes("  account_key: ${env:A}\n  sas: ${env:B}\n"), HasSubstr("in several ways who asks"));
  EXPECT_THAT(mistakes("  identity: application\n  client_id: c\n"), HasSubstr("'azure' has no tenant_id"));
  EXPECT_THAT(mistakes("  identity: managed\n  tenant_id: t\n"), HasSubstr("'tenant_id' means nothing here"));
  EXPECT_THAT(mistakes("  client_id: c\n"), HasSubstr("it goes with identity"));
  EXPECT_THAT(mistakes("  acount_key: ${env:A}\n"), HasSubstr("account_key"));
  EXPECT_THAT(mistakes("  endpoint: 127.0.0.1\n"), HasSubstr("is no endpoint"));
}

TEST_F(OpenLakeTest, ALakehousesAddressIsChecked) {
  EXPECT_THAT(mistakes("", "abfss://lake@shop.example.com/a"), HasSubstr("is no host of an account"));
  EXPECT_THAT(mistakes("", "s3://lake/a"), HasSubstr("knows no address such as"));
  EXPECT_EQ(mistakes("", "abfss://lake@shop.dfs.core.windows.net/a"), "none");
  write_file(folder_.path() / "c360.yaml", "project: shop\nlakehouse: azure://lake/a\nsources: {}\n");
  EXPECT_THROW(load(folder_.path()), Error);
}

}  // namespace
}  // namespace c360::project
