// Commits of two writers over HTTP, with connections that break: every one becomes exactly one version.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
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
  std::unique_ptr<storage::ObjectStore> store_at(std::uint16_t port, const std::string& table = "orders") const {
    storage::azure::Settings settings = server_.settings();
    settings.endpoint = "http://127.0.0.1:" + std::to_string(port) + "/shop";
    settings.cache = folder_.path() / "cache";
    settings.retries.most_tries = 30;
    return storage::azure::open_azure_store("azure://lake/" + table, settings, Cancellation::never());
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

/// One commit through a connection that is cut once, at a byte of a commit's own bytes. `is_late`: another writer has
/// made the version first, so that the commit becomes the one after it. Every byte is tried where C360_EVERY_BYTE is
/// set (./dev prove), else each 23rd.
class CutCommitTest : public RemoteCommitTest, public ::testing::WithParamInterface<bool> {
 protected:
  /// A new table with one version, and the snapshot that the commit begins from.
  void begin() {
    table_name_ = "t" + std::to_string(++tables_);
    direct_ = store_at(server_.port(), table_name_);
    Table table(*direct_, format_, clock_);
    table.create(testing::two_columns(), "CREATE TABLE");
    snapshot_.emplace(table.latest());
    if (GetParam()) append(table, "theirs");
  }

  static CommitResult append(Table& table, const std::string& file) { return commit(table, table.latest(), file); }
  static CommitResult commit(Table& table, const Snapshot& read, const std::string& file) {
    Transaction change = table.begin(read);
    change.set_blind_append(true);
    change.add(file_named(file));
    return change.commit();
  }

  /// The commit through the proxy, by a store that has no connection yet.
  CommitResult commit_through(CuttingProxy& proxy) {
    const auto store = store_at(proxy.port(), table_name_);
    Table table(*store, format_, clock_);
    return commit(table, *snapshot_, "ours");
  }

  void expect_once(const CommitResult& result, const std::string& when) {
    EXPECT_EQ(result.kind, CommitKind::kCommitted) << when;
    Table table(*direct_, format_, clock_);
    const Snapshot latest = table.latest();
    EXPECT_EQ(latest.version(), GetParam() ? 2 : 1) << when;
    EXPECT_EQ(result.version, latest.version()) << when;
    std::vector<std::string> expected = {"ours"};
    if (GetParam()) expected.push_back("theirs");
    std::vector<std::string> files = testing::paths_of(latest.files());
    std::sort(files.begin(), files.end());
    EXPECT_EQ(files, expected) << when;
  }

  std::string table_name_;
  std::unique_ptr<storage::ObjectStore> direct_;  ///< of the table at hand, through no proxy
  std::optional<Snapshot> snapshot_;
  int tables_ = 0;
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

TEST_P(CutCommitTest, IsThereOnceWhereverTheConnectionIsCut) {
  const std::uint64_t step = std::getenv("C360_EVERY_BYTE") != nullptr ? 1 : 23;
  for (const auto where : {CuttingProxy::Where::kRequest, CuttingProxy::Where::kAnswer}) {
    begin();
    CuttingProxy whole(server_.port());
    expect_once(commit_through(whole), "uncut");
    const std::uint64_t bytes = whole.passed(where);
    ASSERT_GT(bytes, 100U);
    CuttingProxy proxy(server_.port());
    std::vector<std::uint64_t> places;
    for (std::uint64_t at = 1; at < bytes; at += step) places.push_back(at);
    if (where == CuttingProxy::Where::kRequest) places.push_back(bytes);  // done, and the answer lost
    for (std::size_t cut = 0; cut < places.size(); ++cut) {
      begin();
      proxy.cut_next(where, places[cut]);
      const std::string when = where == CuttingProxy::Where::kRequest ? "request cut at " : "answer cut at ";
      expect_once(commit_through(proxy), when + std::to_string(places[cut]));
      ASSERT_EQ(proxy.cuts_made(), cut + 1) << when << places[cut];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AloneAndLate, CutCommitTest, ::testing::Bool(),
                         [](const auto& of) { return of.param ? "late" : "alone"; });

}  // namespace
}  // namespace c360::delta
