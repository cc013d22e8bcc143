#include "c360/storage/azure/azure_store.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/azure/testing/blob_server.h"
#include "c360/storage/testing/store_conformance.h"

namespace c360::storage::azure {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kUnique = "t/part-00000-0f8fad5b-d9cb-469f-a165-70867728950e.parquet";

/// A folder of a container in memory.
struct AzureLake {
  std::unique_ptr<ObjectStore> open() { return again(); }
  std::unique_ptr<ObjectStore> again() { return open_azure_store("azure://lake/a b", settings(), cancel); }
  Settings settings() const {
    Settings settings = server.settings();
    settings.cache = folder.path() / "cache";
    return settings;
  }

  TemporaryDirectory folder;
  testing::BlobServer server;
  Cancellation cancel;
};

class AzureStoreTest : public ::testing::Test {
 protected:
  /// Requests of a method so far.
  std::ptrdiff_t count(const std::string& method) const {
    const auto requests = lake_.server.requests();
    return std::count_if(requests.begin(), requests.end(), [&](const auto& each) { return each.method == method; });
  }
  std::string refusal(const std::string& address, const Settings& settings) {
    try {
      open_azure_store(address, settings, lake_.cancel);
      return "opened";
    } catch (const Error& error) {
      return error.what();
    }
  }

  AzureLake lake_;
  std::unique_ptr<ObjectStore> store_ = lake_.open();
};

TEST_F(AzureStoreTest, LivesInItsFolderOfTheContainer) {
  store_->put("t/a", "1");
  EXPECT_EQ(lake_.server.bytes_of("a b/t/a"), "1");
  EXPECT_EQ(store_->display(), "azure://lake/a b");
  EXPECT_EQ(store_->display("t/a"), "azure://lake/a b/t/a");
  const auto whole = open_azure_store("azure://lake/", lake_.settings(), lake_.cancel);
  EXPECT_EQ(whole->get("a b/t/a"), "1");
  EXPECT_EQ(whole->list("").at(0).path, "a b/t/a");
}

TEST_F(AzureStoreTest, AFileIsReadFromTheNetworkOnce) {
  store_->put(kUnique, "rows");
  const fs::path copy = store_->local_file(kUnique);
  const auto asked = count("GET") + count("HEAD");
  EXPECT_EQ(store_->local_file(kUnique), copy);
  EXPECT_EQ(lake_.again()->local_file(kUnique), copy);
  EXPECT_EQ(count("GET") + count("HEAD"), asked);
}

TEST_F(AzureStoreTest, WhatWasWrittenHereIsNotFetched) {
  const StagedObject staged = store_->stage(kUnique);
  write_file(staged.local_path, "rows");
  store_->finish(staged);
  EXPECT_EQ(read_file(store_->local_file(kUnique)), "rows");
  EXPECT_EQ(count("GET"), 0);
  EXPECT_FALSE(fs::exists(staged.local_path.parent_path()));
}

TEST_F(AzureStoreTest, ANameThatAnotherObjectMayHaveHadIsAskedFor) {
  store_->put("t/00000000000000000010.checkpoint.parquet", "old");
  store_->local_file("t/00000000000000000010.checkpoint.parquet");
  lake_.again()->put("t/00000000000000000010.checkpoint.parquet", "new");  // of a table made anew
  EXPECT_EQ(read_file(lake_.again()->local_file("t/00000000000000000010.checkpoint.parquet")), "new");
}

TEST_F(AzureStoreTest, ManyFilesAreBroughtAtOneTime) {
  std::vector<std::string> paths;
  for (int i = 0; i < 20; ++i) {
    paths.push_back("t/" + std::to_string(i));
    store_->put(paths.back(), std::to_string(i));
  }
  store_->bring_near(paths);
  const auto asked = count("GET");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(read_file(store_->local_file(paths[i])), std::to_string(i));
  EXPECT_EQ(count("GET"), asked);
  EXPECT_THROW(store_->bring_near({"t/none"}), Error);
}

TEST_F(AzureStoreTest, AMissingFileIsNamed) {
  try {
    store_->local_file(kUnique);
    FAIL() << "found";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_THAT(error.message(), HasSubstr(std::string("azure://lake/a b/") + kUnique));
  }
}

TEST_F(AzureStoreTest, AnAddressNeedsAnAccountFromSomewhere) {
  Settings settings = lake_.settings();
  settings.endpoint.clear();
  EXPECT_THAT(refusal("azure://lake/x", settings), HasSubstr("names no account"));
  settings.account = "shop";
  EXPECT_EQ(refusal("azure://lake/x", settings), "opened");
  settings.account.clear();
  EXPECT_EQ(refusal("abfss://lake@shop.dfs.core.windows.net/x", settings), "opened");
}

TEST_F(AzureStoreTest, NoErrorShowsASecret) {
  Settings settings = lake_.settings();
  settings.retries.most_tries = 1;
  for (const Credential& credential :
       {Credential(SharedAccess{"sv=1&sig=hiddenword"}), Credential(AccountKey{"aGlkZGVud29yZA=="})}) {
    settings.credential = credential;
    const auto store = open_azure_store("azure://lake/x", settings, lake_.cancel);
    for (const int status : {400, 401, 403, 404, 409, 412, 418, 500, 503}) {
      lake_.server.answer_next({testing::refusal(status, "AuthenticationFailed", "sig=hiddenword aGlkZGVud29yZA==")});
      try {
        store->put("a", "1");
        ADD_FAILURE() << status;
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), Not(HasSubstr("hiddenword")));
        EXPECT_THAT(error.what(), Not(HasSubstr("aGlkZGVud29yZA")));
      }
    }
  }
}

}  // namespace
}  // namespace c360::storage::azure

namespace c360::storage::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Azure, StoreConformance, azure::AzureLake);
}  // namespace c360::storage::testing
