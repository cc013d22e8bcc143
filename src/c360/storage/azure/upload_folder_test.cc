#include "c360/storage/azure/upload_folder.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/azure/testing/blob_server.h"

namespace c360::storage::azure {
namespace {

using ::testing::UnorderedElementsAre;

class UploadFolderTest : public ::testing::Test {
 protected:
  void write(const std::string& path, const std::string& bytes) {
    std::filesystem::create_directories((folder_.path() / path).parent_path());
    write_file(folder_.path() / path, bytes);
  }
  Uploaded upload(const std::string& address = "azure://lake/raw") {
    told_.clear();
    const auto tell = [&](const std::string& path) { told_.push_back(path); };
    return upload_folder(folder_.path(), address, server_.settings(), tell, cancel_);
  }

  TemporaryDirectory folder_;
  testing::BlobServer server_;
  Cancellation cancel_;
  std::vector<std::string> told_;
};

TEST_F(UploadFolderTest, EveryFileGoesUnderItsOwnPath) {
  write("crm/customers 1.csv", "id\n1\n");
  write("shop/2024/orders#1.csv", std::string(5000, 'x'));
  write("empty.csv", "");
  const Uploaded uploaded = upload();
  EXPECT_EQ(uploaded.files, 3u);
  EXPECT_EQ(uploaded.bytes, 5005u);
  EXPECT_FALSE(uploaded.made_container);
  EXPECT_EQ(server_.bytes_of("raw/crm/customers 1.csv"), "id\n1\n");
  EXPECT_EQ(server_.bytes_of("raw/shop/2024/orders#1.csv"), std::string(5000, 'x'));
  EXPECT_THAT(told_, UnorderedElementsAre("crm/customers 1.csv", "shop/2024/orders#1.csv", "empty.csv"));
}

TEST_F(UploadFolderTest, WhatIsThereIsReplaced) {
  write("a.csv", "old");
  upload("azure://lake");
  write("a.csv", "new");
  upload("azure://lake");
  EXPECT_EQ(server_.bytes_of("a.csv"), "new");
}

TEST_F(UploadFolderTest, HiddenFilesStay) {
  write(".env", "secret");
  write(".git/config", "x");
  write("a.csv", "1");
  EXPECT_EQ(upload().files, 1u);
  EXPECT_EQ(server_.bytes_of("raw/.env"), std::nullopt);
}

TEST_F(UploadFolderTest, TheContainerIsMadeIfItIsNotThere) {
  server_.answer_next({fetch::testing::answer(201)});
  EXPECT_TRUE(upload().made_container);
}

TEST_F(UploadFolderTest, WhatCannotBeUploadedIsAnErrorBeforeAnythingIsSent) {
  write("a\nb.csv", "1");
  EXPECT_THROW(upload(), Error);
  EXPECT_THROW(upload("s3://lake"), Error);
  EXPECT_TRUE(server_.requests().empty());
  EXPECT_THROW(upload_folder(folder_.path() / "none", "azure://lake", server_.settings(), {}, cancel_), Error);
}

}  // namespace
}  // namespace c360::storage::azure
