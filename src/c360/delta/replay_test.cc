#include "c360/delta/replay.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "c360/base/error.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::paths_of;
using testing::removal_of;
using Paths = std::vector<std::string>;

AddFile with_vector(AddFile file, const std::string& id) {
  file.deletion_vector = DeletionVectorDescriptor{"u", id, 1, 2, 3};
  return file;
}

Replay with_table() {
  Replay replay;
  replay.apply(Protocol{});
  replay.apply(testing::two_columns());
  return replay;
}

TEST(ReplayTest, TheLastWordStands) {
  Replay replay = with_table();
  Metadata second = testing::two_columns();
  second.description = "second";
  replay.apply(second);
  replay.apply(Protocol{1, 3});
  replay.apply(Txn{"app", 1});
  replay.apply(Txn{"app", 7});
  replay.apply(Txn{"another", 2});
  const TableState state = replay.take_state();
  EXPECT_EQ(state.metadata.description, "second");
  EXPECT_EQ(state.protocol.min_writer_version, 3);
  EXPECT_EQ(state.transactions, (std::vector<Txn>{{"another", 2}, {"app", 7}}));
}

TEST(ReplayTest, FilesComeAndGo) {
  Replay replay = with_table();
  for (const char* path : {"c", "a", "b"}) replay.apply(file_named(path));
  replay.apply(removal_of("b"));
  const TableState state = replay.take_state();
  EXPECT_EQ(paths_of(state.files), (Paths{"a", "c"}));
  ASSERT_EQ(state.tombstones.size(), 1u);
  EXPECT_EQ(state.tombstones[0].path, "b");
}

TEST(ReplayTest, AFileThatComesBackIsLiveAndNoTombstone) {
  Replay replay = with_table();
  replay.apply(file_named("a"));
  replay.apply(removal_of("a"));
  AddFile again = file_named("a");
  again.modification_time = 2;
  replay.apply(again);
  const TableState state = replay.take_state();
  EXPECT_EQ(state.files, std::vector<AddFile>{again});
  EXPECT_TRUE(state.tombstones.empty());
}

TEST(ReplayTest, AFileIsKnownByItsPathAndItsDeletionVector) {
  Replay replay = with_table();
  const AddFile plain = file_named("a");
  const AddFile first = with_vector(plain, "1");
  replay.apply(plain);
  replay.apply(first);
  replay.apply(removal_of("a"));
  EXPECT_EQ(replay.take_state().files, std::vector<AddFile>{first});
}

TEST(ReplayTest, ARemovalFindsItsFileUnderAnySpelling) {
  for (const char* spelling : {"/some/path", "file:/some/path", "file:///some/path"}) {
    Replay replay = with_table();
    replay.apply(file_named("/some/path"));
    replay.apply(removal_of(spelling));
    EXPECT_TRUE(replay.take_files().empty()) << spelling;
  }
}

TEST(ReplayTest, SaysWhatTheLogLacks) {
  const auto failure = [](Replay replay) {
    try {
      replay.take_state();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
      return error.message();
    }
    return std::string("none");
  };
  Replay without_metadata, without_protocol;
  without_metadata.apply(Protocol{});
  without_protocol.apply(testing::two_columns());
  EXPECT_EQ(failure(without_metadata), "the table's log has no metaData action");
  EXPECT_EQ(failure(without_protocol), "the table's log has no protocol action");
}

TEST(ReplayTest, ReadsLinesAndNamesTheBrokenOne) {
  Replay replay;
  replay.apply_lines("{\"add\":{\"path\":\"a\"}}\r\n\n{\"add\":{\"path\":\"b\"}}");
  EXPECT_EQ(paths_of(replay.take_files()), (Paths{"a", "b"}));
  try {
    replay.apply_lines("{\"add\":{\"path\":\"a\"}}\n{\"add\":\n");
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "line 2: a line of the log is not JSON");
  }
}

/// A model that does the same with a set: whatever the order of changes, the live files are the same, in one go and in
/// two.
TEST(ReplayTest, AgreesWithAPlainSetOverManyRandomLogs) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::set<std::string> model;
    Replay whole = with_table(), first_half = with_table();
    std::vector<Action> actions;
    for (int step = 0; step < 60; ++step) {
      const std::string path = "f" + std::to_string(random() % 12);
      const bool adds = random() % 3 != 0;
      adds ? static_cast<void>(model.insert(path)) : static_cast<void>(model.erase(path));
      actions.push_back(adds ? Action(file_named(path)) : Action(removal_of(path)));
    }
    for (const Action& action : actions) whole.apply(action);
    for (std::size_t i = 0; i < 30; ++i) first_half.apply(actions[i]);
    Replay rest(Snapshot(first_half.take_state()));
    for (std::size_t i = 30; i < actions.size(); ++i) rest.apply(actions[i]);
    const TableState state = whole.take_state();
    EXPECT_EQ(paths_of(state.files), Paths(model.begin(), model.end()));
    const TableState halves = rest.take_state();
    EXPECT_EQ(halves.files, state.files);
    EXPECT_EQ(halves.tombstones, state.tombstones);
  }
}

}  // namespace
}  // namespace c360::delta
