#include "c360/storage/azure/address.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::storage::azure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// "origin account container path"
std::string parts_of(const std::string& text) {
  const Address address = parse_address(text);
  return address.endpoint.origin + " " + address.endpoint.account + " " + address.container + " " + address.path;
}

std::string refusal_of(const std::string& text) {
  try {
    return "read as " + parts_of(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage) << text;
    return error.what();
  }
}

TEST(AddressTest, ADataLakeHostBecomesThatOfTheBlobService) {
  EXPECT_EQ(parts_of("abfss://lake@shop.dfs.core.windows.net/a/b"), "https://shop.blob.core.windows.net shop lake a/b");
  EXPECT_EQ(parts_of("ABFSS://lake@Shop.DFS.core.windows.net/"), "https://shop.blob.core.windows.net shop lake ");
  EXPECT_EQ(parts_of("abfs://lake@shop.dfs.core.chinacloudapi.cn/a"),
            "https://shop.blob.core.chinacloudapi.cn shop lake a");
}

TEST(AddressTest, TheContainerMayStandInThePath) {
  EXPECT_EQ(parts_of("abfss://shop.dfs.core.windows.net/lake/a"), "https://shop.blob.core.windows.net shop lake a");
  EXPECT_EQ(parts_of("az://shop.blob.core.windows.net/lake/a"), "https://shop.blob.core.windows.net shop lake a");
  EXPECT_EQ(parts_of("https://shop.blob.core.windows.net/lake/a/"), "https://shop.blob.core.windows.net shop lake a");
}

TEST(AddressTest, TheAccountMayBeLeftToTheSettings) {
  EXPECT_EQ(parts_of("azure://lake/a/b"), "  lake a/b");
  EXPECT_EQ(parts_of("az://lake"), "  lake ");
  EXPECT_EQ(parts_of("abfss://lake/a"), "  lake a");
}

TEST(AddressTest, OneLakeHasWorkspacesForContainers) {
  EXPECT_EQ(parts_of("abfss://Sales@onelake.dfs.fabric.microsoft.com/Shop.Lakehouse/Files/c360"),
            "https://onelake.blob.fabric.microsoft.com onelake Sales Shop.Lakehouse/Files/c360");
}

TEST(AddressTest, NamesStandAsTheyAre) {
  EXPECT_EQ(parts_of("azure://lake/a b/c+d%20e#f/\xC3\xBC"), "  lake a b/c+d%20e#f/\xC3\xBC");
}

TEST(AddressTest, IsShownAsItWasWritten) {
  EXPECT_EQ(parse_address("abfss://lake@shop.dfs.core.windows.net/a/").written,
            "abfss://lake@shop.dfs.core.windows.net/a");
}

TEST(AddressTest, IsToldFromALocalFolder) {
  for (const char* text : {"abfss://c@a.dfs.core.windows.net/", "azure://lake", "AZ://lake", "abfs://lake/x",
                           "https://shop.blob.core.windows.net/lake"})
    EXPECT_TRUE(is_address(text)) << text;
  for (const char* text : {"./lakehouse", "/data/abfss", "s3://bucket/x", "https://example.com/lake", ""})
    EXPECT_FALSE(is_address(text)) << text;
}

TEST(AddressTest, SaysWhatIsWrong) {
  EXPECT_THAT(refusal_of("abfss://lake@shop.example.com/a"), HasSubstr("shop.example.com is no host of an account"));
  EXPECT_THAT(refusal_of("azure://Lake/a"), HasSubstr("'Lake' is no container's name"));
  EXPECT_THAT(refusal_of("azure://la/a"), HasSubstr("no container's name"));
  EXPECT_THAT(refusal_of("abfss://@shop.dfs.core.windows.net/a"), HasSubstr("names no container"));
  EXPECT_THAT(refusal_of("https://shop.blob.core.windows.net"), HasSubstr("names no container"));
  EXPECT_THAT(refusal_of("s3://lake/a"), HasSubstr("does not begin with abfss://"));
  EXPECT_THAT(refusal_of("azure://lake/../other"), HasSubstr(".."));
}

TEST(AddressTest, ASignatureInItIsRefusedAndNotShown) {
  const std::string words = refusal_of("https://shop.blob.core.windows.net/lake?sv=2021&sig=secret");
  EXPECT_THAT(words, HasSubstr("belongs into the settings"));
  EXPECT_THAT(words, Not(HasSubstr("secret")));
}

TEST(EndpointTest, AnEmulatorHasItsAccountInThePath) {
  const Endpoint endpoint = parse_endpoint("http://127.0.0.1:10000/devstoreaccount1/");
  EXPECT_EQ(endpoint.origin, "http://127.0.0.1:10000");
  EXPECT_EQ(endpoint.base_path, "/devstoreaccount1");
  EXPECT_EQ(endpoint.account, "devstoreaccount1");
}

TEST(EndpointTest, APrivateHostHasItInItsName) {
  const Endpoint endpoint = parse_endpoint("https://shop.blob.local.azurestack.external");
  EXPECT_EQ(endpoint.origin, "https://shop.blob.local.azurestack.external");
  EXPECT_EQ(endpoint.base_path, "");
  EXPECT_EQ(endpoint.account, "shop");
}

TEST(EndpointTest, AnythingElseIsRefused) {
  for (const char* text : {"", "127.0.0.1:10000", "ftp://host/", "https://h/?sig=x"})
    EXPECT_THROW(parse_endpoint(text), Error) << text;
}

TEST(AddressTest, APatternIsOfAContainersBlobs) {
  const BlobPattern pattern = parse_blob_pattern("abfss://raw@shop.dfs.core.windows.net/2024/*/orders?.csv");
  EXPECT_EQ(pattern.container.written, "abfss://raw@shop.dfs.core.windows.net");
  EXPECT_EQ(pattern.container.container, "raw");
  EXPECT_EQ(pattern.container.path, "");
  EXPECT_EQ(pattern.folder, "2024");
  EXPECT_EQ(pattern.pattern, "2024/*/orders?.csv");
}

TEST(AddressTest, APatternMayBeginInTheContainerItself) {
  EXPECT_EQ(parse_blob_pattern("azure://raw/*.csv").pattern, "*.csv");
  EXPECT_EQ(parse_blob_pattern("azure://raw/*.csv").container.written, "azure://raw");
  EXPECT_EQ(parse_blob_pattern("https://shop.blob.core.windows.net/raw/a/b.csv").pattern, "a/b.csv");
  EXPECT_EQ(parse_blob_pattern("https://shop.blob.core.windows.net/raw/a/b.csv").container.written,
            "https://shop.blob.core.windows.net/raw");
  EXPECT_EQ(parse_blob_pattern("abfss://w@onelake.dfs.fabric.microsoft.com/x.Lakehouse/Files/**").pattern,
            "x.Lakehouse/Files/**");
}

TEST(AddressTest, APatternWithoutFilesIsRefusedAndShowsNoSecret) {
  for (const char* text : {"azure://raw", "azure://raw/", "azure://*/a.csv", "azure://r*w/a.csv", "azure:///a.csv",
                           "azure://raw/a/", "abfss://raw@shop.example/a.csv"})
    EXPECT_THROW(parse_blob_pattern(text), Error) << text;
  try {
    parse_blob_pattern("https://shop.blob.core.windows.net/raw/a.csv?sv=1&sig=geheim");
    FAIL() << "a SAS was taken";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("geheim"), std::string::npos);
  }
}

}  // namespace
}  // namespace c360::storage::azure
