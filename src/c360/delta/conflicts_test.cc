#include "c360/delta/conflicts.h"

#include <gtest/gtest.h>

#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::removal_of;

/// What a change like `intent` says to this one commit of others: the reason, or "" if it goes well with it.
std::string verdict(const Intent& intent, const std::vector<Action>& theirs) {
  ConflictCheck check(intent);
  check.see(5, theirs);
  return check.conflict().value_or("");
}

Intent append() {
  Intent intent;
  intent.reads_table = false;
  intent.added_keys = {"ours"};
  return intent;
}

Intent overwrite() {
  Intent intent;
  intent.added_keys = {"ours"};
  intent.removed_keys = {"old"};
  return intent;
}

TEST(ConflictsTest, TwoAppendsGoTogether) {
  EXPECT_EQ(verdict(append(), {file_named("theirs")}), "");
}

TEST(ConflictsTest, AnAppendGoesTogetherWithRemovals) {
  EXPECT_EQ(verdict(append(), {removal_of("old")}), "");
}

TEST(ConflictsTest, NobodyAddsTheSameFileTwice) {
  EXPECT_EQ(verdict(append(), {file_named("ours")}), "version 5, committed meanwhile, adds the same file 'ours'");
}

TEST(ConflictsTest, WhoReadTheTableMissesTheirRows) {
  EXPECT_EQ(verdict(overwrite(), {file_named("theirs")}),
            "version 5, committed meanwhile, adds 'theirs', which this change should have read");
}

TEST(ConflictsTest, RewrittenFilesWithoutNewRowsAreNoNewRows) {
  AddFile compacted = file_named("compacted");
  compacted.data_change = false;
  EXPECT_EQ(verdict(overwrite(), {compacted}), "");
}

TEST(ConflictsTest, TwoCannotRemoveTheSameFile) {
  Intent intent = overwrite();
  intent.reads_table = false;
  EXPECT_EQ(verdict(intent, {removal_of("old")}), "version 5, committed meanwhile, removes the same file 'old'");
  EXPECT_EQ(verdict(intent, {removal_of("another")}), "");
}

TEST(ConflictsTest, WhoReadTheTableHasReadWhatTheyRemove) {
  EXPECT_EQ(verdict(overwrite(), {removal_of("another")}),
            "version 5, committed meanwhile, removes 'another', which this change has read");
}

TEST(ConflictsTest, NothingFollowsOnNewMetadataOrANewProtocol) {
  EXPECT_EQ(verdict(append(), {Metadata()}), "version 5, committed meanwhile, changes the table's metadata");
  EXPECT_EQ(verdict(append(), {Protocol()}), "version 5, committed meanwhile, changes the table's protocol");
}

TEST(ConflictsTest, OthersApplicationsDoNotMatter) {
  Intent intent = append();
  intent.transactions = {{"ours", 3}};
  EXPECT_EQ(verdict(intent, {Txn{"theirs", 3}, CommitInfo()}), "");
}

TEST(ConflictsTest, OurOwnTransactionIsThereAlready) {
  Intent intent = append();
  intent.transactions = {{"ours", 3}};
  ConflictCheck check(intent);
  check.see(5, {Txn{"ours", 2}});
  EXPECT_EQ(check.already_applied(), std::nullopt);
  EXPECT_TRUE(check.conflict().has_value());
  check.see(6, {Txn{"ours", 3}});
  EXPECT_EQ(check.already_applied(), 6);
}

TEST(ConflictsTest, OneOfOurTransactionsIsNotAllOfThem) {
  Intent intent = append();
  intent.transactions = {{"a", 1}, {"b", 1}};
  ConflictCheck check(intent);
  check.see(5, {Txn{"a", 1}});
  EXPECT_EQ(check.already_applied(), std::nullopt);
  EXPECT_EQ(check.conflict(),
            "version 5, committed meanwhile, is version 1 of the application transaction 'a', of which this is 1");
}

TEST(ConflictsTest, TheFirstCollisionIsTold) {
  const Intent intent = append();
  ConflictCheck check(intent);
  check.see(5, {file_named("x")});
  check.see(6, {Metadata()});
  check.see(7, {Protocol()});
  EXPECT_EQ(check.conflict(), "version 6, committed meanwhile, changes the table's metadata");
}

}  // namespace
}  // namespace c360::delta
