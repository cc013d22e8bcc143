// Commits of two writers over HTTP, with connections that break: every one becomes exactly one version.
#include <gtest/gtest.h>

#include <thread>

#include "c360/delta/testing/table_fixture.h"
#include "c360/fetch/testing/cutting_proxy.h"
#include "c360/storage/azure/azure_store.h"
#include "c360/storage/azure/testing/blob_server.h"

namespace c360::delta {
namespace {

using fetch::testing::CuttingProxy;
using testing::file_named;
using CommitKind = CommitResult::Kind;

class RemoteCommitTest : public testing::TableFixture {
 protected:
  std::unique_ptr<storage::ObjectStore> store_at(std::uint16_t port) const {
    storage::azure::Settings settings = server_.settings();
    settings.endpoint = "http://127.0.0.1:" + std::to_string(port) + "/shop";
    settings.cache = folder_.path() / "cache";
    settings.retries.most_tries = 30;
    return storage::azure::open_azure_store("azure://lake/orders", settings, Cancellation::never());
  }

  void append_ten(std::uint16_t port, const std::string& writer) {
    const auto store = store_at(port);
    Table table(*store, format_, clock_);
    for (int n = 0; n < 10; ++n) {
      Transaction change = table.begin(table.latest());
      change.set_blind_append(true);
      change.add(file_named(writer + "-" + std::to_string(n)));
      EXPECT_EQ(change.commit().kind, CommitKind::kCommitted) << writer << n;
    }
  }

  std::size_t files_and_versions() const {
    const auto store = store_at(server_.port());
    const Snapshot latest = Table(*store, format_, clock_).latest();
    EXPECT_EQ(latest.version(), static_cast<Version>(latest.files().size()));
    return latest.files().size();
  }

  storage::azure::testing::BlobServer server_;
};

TEST_F(RemoteCommitTest, EveryAppendOfTwoWritersBecomesExactlyOneVersion) {
  const auto store = store_at(server_.port());
  Table(*store, format_, clock_).create(testing::two_columns(), "CREATE TABLE");
  std::thread other([&] { append_ten(server_.port(), "other"); });
  append_ten(server_.port(), "own");
  other.join();
  EXPECT_EQ(files_and_versions(), 20u);
}

TEST_F(RemoteCommitTest, AlsoWhereConnectionsBreak) {
  const auto store = store_at(server_.port());
  Table(*store, format_, clock_).create(testing::two_columns(), "CREATE TABLE");
  for (const auto where : {CuttingProxy::Where::kRequest, CuttingProxy::Where::kAnswer}) {
    CuttingProxy proxy(server_.port());
    std::thread other([&] { append_ten(server_.port(), "other" + std::to_string(static_cast<int>(where))); });
    std::thread broken([&] { append_ten(proxy.port(), "own" + std::to_string(static_cast<int>(where))); });
    for (std::uint64_t after = 1; after < 2000; after += 41) {
      proxy.cut_next(where, after);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    proxy.cut_none();
    other.join();
    broken.join();
  }
  EXPECT_EQ(files_and_versions(), 40u);
}

}  // namespace
}  // namespace c360::delta
