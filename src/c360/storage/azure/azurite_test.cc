// The store against Microsoft's emulator, which works signatures, conditions, leases and lists out for itself.
#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/testing/cutting_proxy.h"
#include "c360/storage/azure/azure_store.h"
#include "c360/storage/azure/container.h"
#include "c360/storage/azure/testing/azurite.h"
#include "c360/storage/testing/store_conformance.h"

namespace c360::storage::azure {
namespace {

using fetch::testing::CuttingProxy;
using ::testing::HasSubstr;

/// A folder of a new container.
struct AzuriteLake {
  std::unique_ptr<ObjectStore> open() {
    const BlobService service(parse_endpoint(server->settings().endpoint), server->settings(), Clock::system(),
                              Cancellation::never());
    Container(service, container, container).create();
    return again();
  }
  std::unique_ptr<ObjectStore> again() {
    return open_azure_store("azure://" + container + "/a b+c", server->settings(), Cancellation::never());
  }

  testing::Azurite* server = testing::Azurite::shared();
  std::string container = server->new_container();
};

class AzuriteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (server_ == nullptr) GTEST_SKIP() << "Azurite is not installed";
    name_ = server_->new_container();
    service_ = std::make_unique<BlobService>(parse_endpoint(server_->settings().endpoint), server_->settings(),
                                             Clock::system(), Cancellation::never());
    container_ = std::make_unique<Container>(*service_, name_, "azure://" + name_);
    EXPECT_TRUE(container_->create());
  }

  testing::Azurite* server_ = testing::Azurite::shared();
  std::string name_;
  TemporaryDirectory folder_;
  std::unique_ptr<BlobService> service_;
  std::unique_ptr<Container> container_;
};

TEST_F(AzuriteTest, AContainerIsMadeOnce) {
  EXPECT_FALSE(container_->create());
}

TEST_F(AzuriteTest, EveryNameGoesThereAndBack) {
  for (const char* name : {"a b", "a+b", "a%20b", "a%b", "a#b", "a?b&c=d", "\xC3\xBC/\xE2\x82\xAC", "a'\"<d>&",
                           "~a-._b", "a;b@c:d$e,f=g", "a[0]{1}|^`"}) {
    EXPECT_EQ(container_->create_blob(name, name), PutOutcome::kCreated) << name;
    EXPECT_EQ(container_->get(name), name);
    ASSERT_EQ(container_->list(name).size(), 1u) << name;
    EXPECT_EQ(container_->list(name)[0].path, name);
    EXPECT_EQ(container_->list(name)[0].etag, container_->head(name)->etag);
    container_->remove(name);
  }
}

TEST_F(AzuriteTest, ListsMoreThanAPage) {
  std::atomic<int> made{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = made++; i < 60; i = made++) container_->put("log/" + std::to_string(1000 + i), "");
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(container_->list("log/").size(), 60u);
}

TEST_F(AzuriteTest, ALargeFileGoesAndComesInPieces) {
  std::string bytes;
  for (int i = 0; i < 3'000'017; ++i) bytes += static_cast<char>('a' + i % 23);
  write_file(folder_.path() / "up", bytes);
  const Pieces pieces{500'000, 4};
  const ObjectInfo info = container_->upload("big", folder_.path() / "up", pieces);
  EXPECT_EQ(container_->head("big")->size, bytes.size());
  EXPECT_EQ(container_->head("big")->etag, info.etag);
  EXPECT_EQ(container_->download("big", folder_.path() / "down", pieces)->etag, info.etag);
  EXPECT_EQ(read_file(folder_.path() / "down"), bytes);
}

TEST_F(AzuriteTest, ReplacesTheVersionThatIsMeantAlone) {
  const std::string first = container_->put("a", "1");
  EXPECT_TRUE(container_->put_if_match("a", "2", first));
  EXPECT_FALSE(container_->put_if_match("a", "3", first));
  EXPECT_EQ(container_->get("a"), "2");
}

TEST_F(AzuriteTest, ALeaseIsOnesAlone) {
  container_->put("lock", "");
  EXPECT_FALSE(container_->is_leased("lock"));
  const auto id = container_->acquire_lease("lock", 15);
  ASSERT_TRUE(id.has_value());
  EXPECT_TRUE(container_->is_leased("lock"));
  EXPECT_EQ(container_->acquire_lease("lock", 15), std::nullopt);
  EXPECT_TRUE(container_->renew_lease("lock", *id));
  EXPECT_FALSE(container_->renew_lease("lock", "0f8fad5b-d9cb-469f-a165-70867728950e"));
  container_->release_lease("lock", *id);
  EXPECT_FALSE(container_->is_leased("lock"));
  container_->acquire_lease("lock", 60);
  container_->break_lease("lock");
  EXPECT_TRUE(container_->acquire_lease("lock", 15).has_value());
}

TEST_F(AzuriteTest, ACutAnywhereLosesNothingAndDoublesNothing) {
  CuttingProxy proxy(server_->port());
  Settings settings = server_->settings();
  settings.retries.first_wait = settings.retries.longest_wait = std::chrono::milliseconds(1);
  int number = 0;
  const auto put_through_a_cut = [&](CuttingProxy::Where where, std::uint64_t after) {
    const std::string name = "log/" + std::to_string(number++);
    proxy.cut_next(where, after);
    const BlobService service(parse_endpoint("http://127.0.0.1:" + std::to_string(proxy.port()) + "/devstoreaccount1"),
                              settings, Clock::system(), Cancellation::never());
    Container container(service, name_, "azure://" + name_);
    EXPECT_EQ(container.create_blob(name, "mine"), PutOutcome::kCreated) << after;
    EXPECT_EQ(container.create_blob(name, "mine"), PutOutcome::kAlreadyExists) << after;
    EXPECT_EQ(container_->get(name), "mine") << after;
  };
  for (std::uint64_t after = 0; after < 640; after += 64) put_through_a_cut(CuttingProxy::Where::kRequest, after);
  for (std::uint64_t after = 1; after < 400; after += 57) put_through_a_cut(CuttingProxy::Where::kAnswer, after);
  EXPECT_GT(proxy.cuts_made(), 10u);
}

TEST_F(AzuriteTest, AServerThatComesBackIsWaitedFor) {
  container_->put("a", "1");
  Settings patient = server_->settings();
  patient.retries.longest_wait = std::chrono::milliseconds(500);
  patient.retries.most_tries = 1000;
  const BlobService service(parse_endpoint(patient.endpoint), patient, Clock::system(), Cancellation::never());
  server_->halt();
  std::jthread later([&] { server_->start_again(); });
  EXPECT_EQ(Container(service, name_, name_).get("a"), "1");
}

TEST_F(AzuriteTest, AMissingContainerIsNamed) {
  Container none(*service_, "none", "azure://none");
  try {
    none.list("");
    FAIL() << "listed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_THAT(error.message(), HasSubstr("there is no container 'none'"));
  }
}

TEST_F(AzuriteTest, AWrongKeyIsRefused) {
  Settings settings = server_->settings();
  settings.credential = AccountKey{"d3JvbmcK"};
  const BlobService service(parse_endpoint(settings.endpoint), settings, Clock::system(), Cancellation::never());
  EXPECT_THROW(Container(service, name_, name_).get("a"), Error);
}

}  // namespace
}  // namespace c360::storage::azure

namespace c360::storage::testing {

/// Skips where Azurite is not installed.
struct SkippingLake {
  SkippingLake() : lake(azure::testing::Azurite::shared() == nullptr ? nullptr : new azure::AzuriteLake) {}
  std::unique_ptr<ObjectStore> open() { return lake ? lake->open() : open_local_store(folder.path()); }
  std::unique_ptr<ObjectStore> again() { return lake ? lake->again() : open_local_store(folder.path()); }

  TemporaryDirectory folder;
  std::unique_ptr<azure::AzuriteLake> lake;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Azurite, StoreConformance, SkippingLake);

}  // namespace c360::storage::testing
