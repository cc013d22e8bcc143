// What people decided about quarantined rows, and what becomes of these rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Orders: id is the key, amount ≥ 0, state one of two, note required, code of at most three letters.
class RefineDecisionsTest : public RefineFixture {
 protected:
  RefineDecisionsTest() {
    project::ColumnSpec amount = column("amount", "decimal(8,2)");
    amount.min = "0";
    project::ColumnSpec state = column("state");
    state.accepted = {"open", "done"};
    project::ColumnSpec code = column("code");
    code.max_length = 3;
    orders_ = contract_of("orders", {"id"}, {column("id", "bigint"), amount, state, required(column("note")), code});
    orders_.checks = {row_check("not_13", "amount <> 13")};
  }

  Refined run_orders(const std::vector<std::vector<Cell>>& rows) { return run_orders(one_file(rows)); }
  Refined run_orders(const std::vector<BronzeRow>& rows) {
    return run(orders_, bronze({"id", "amount", "state", "note", "code"}, rows));
  }
  Texts decided(const Refined& refined) { return quarantine(orders_, refined, {"_source_row", "_decision"}); }

  project::Contract orders_;
};

TEST_F(RefineDecisionsTest, ReleasedRowsStandWithTheValuesThatCouldBeRead) {
  decide(orders_, {{1, "release", 1, 1}, {1, "release", 1, 2}, {1, "release", 1, 3}});
  const Refined refined = run_orders({{"1", "-5", "open", "n", "a"},
                                      {"2", "13", "lost", "n", "a"},
                                      {"3", "7", "open", "", "a"},
                                      {"4", "-1", "open", "n", "a"}});
  EXPECT_THAT(silver(orders_, refined), ElementsAre("1|-5.00|open|n|a", "2|13.00|lost|n|a", "3|7.00|open|NULL|a"));
  EXPECT_THAT(decided(refined), ElementsAre("4|NULL"));
  EXPECT_EQ(refined.released, 3);
  EXPECT_EQ(refined.held_back, 0);
  EXPECT_EQ(refined.quarantined_for_cause, 1);
}

TEST_F(RefineDecisionsTest, ARequiredColumnMayBeNullOnlyWhereAReleasedRowLacksIt) {
  const std::vector<std::vector<Cell>> rows = {{"1", "1", "open", "", "a"}, {"2", "2", "open", "n", "a"}};
  EXPECT_FALSE(run_orders(rows).silver_schema.find("note")->nullable);
  decide(orders_, {{1, "release", 1, 1}});
  EXPECT_TRUE(run_orders(rows).silver_schema.find("note")->nullable);
  EXPECT_FALSE(run_orders(rows).silver_schema.find("id")->nullable);
}

TEST_F(RefineDecisionsTest, RowsThatSilverCannotHoldAreHeldBackAndNamed) {
  decide(orders_, {{1, "release", 1, 1}, {1, "release", 1, 2}, {1, "release", 1, 3}, {1, "release", 1, 4}});
  const Refined refined = run_orders({{"", "1", "open", "n", "a"},
                                      {"x", "1", "open", "n", "a"},
                                      {"3", "1,50", "open", "n", "a"},
                                      {"4", "1", "open", "n", "abcd"}});
  EXPECT_THAT(silver(orders_, refined), IsEmpty());
  EXPECT_THAT(decided(refined), ElementsAre("1|release", "2|release", "3|release", "4|release"));
  EXPECT_EQ(refined.held_back, 4);
  ASSERT_EQ(refined.held_back_rows.size(), 3U);
  EXPECT_THAT(refined.held_back_rows[0], HasSubstr("f1.csv row 1: id"));
}

TEST_F(RefineDecisionsTest, AKeyOutOfRangeIsNeverReleased) {
  orders_.columns[0].min = "10";
  decide(orders_, {{1, "release", 1, 1}});
  EXPECT_EQ(run_orders({{"1", "1", "open", "n", "a"}}).held_back, 1);
}

TEST_F(RefineDecisionsTest, DismissedRowsStayQuarantinedAndAreCounted) {
  decide(orders_, {{1, "dismiss", 1, 1}});
  const Refined refined = run_orders({{"1", "-5", "lost", "n", "a"}, {"2", "-6", "open", "n", "a"}});
  EXPECT_THAT(decided(refined), ElementsAre("1|dismiss", "2|NULL"));
  EXPECT_EQ(refined.quarantine.rows, 2);
  EXPECT_EQ(refined.dismissed.rows, 1);
  EXPECT_EQ(refined.dismissed.reasons,
            (std::map<std::string, std::int64_t>{{"accepted(state)", 1}, {"range(amount)", 1}}));
  EXPECT_EQ(refined.reasons.at("range(amount)"), 2);
}

TEST_F(RefineDecisionsTest, TheLastDecisionAboutARecordCounts) {
  const std::vector<std::vector<Cell>> rows = {{"1", "-5", "open", "n", "a"}};
  decide(orders_, {{1, "release", 1, 1}, {2, "dismiss", 1, 1}});
  EXPECT_THAT(decided(run_orders(rows)), ElementsAre("1|dismiss"));
  decide(orders_, {{2, "dismiss", 1, 1}, {3, "release", 1, 1}, {1, "release", 1, 1}});
  EXPECT_THAT(silver(orders_, run_orders(rows)), ElementsAre("1|-5.00|open|n|a"));
  decide(orders_, {{3, "release", 1, 1}, {4, "withdraw", 1, 1}});
  EXPECT_THAT(decided(run_orders(rows)), ElementsAre("1|NULL"));
}

TEST_F(RefineDecisionsTest, AReleasedRowIsOneOfItsKeysVersions) {
  orders_.latest_by = {"amount"};
  decide(orders_, {{1, "release", 1, 2}});
  const Refined refined = run_orders({{"1", "9", "open", "n", "a"}, {"1", "13", "open", "n", "a"}});
  EXPECT_THAT(silver(orders_, refined), ElementsAre("1|13.00|open|n|a"));
  EXPECT_EQ(refined.older_versions, 1);
  EXPECT_EQ(refined.quarantine.rows, 0);
}

TEST_F(RefineDecisionsTest, ADecisionIsAboutTheRecordAndAllThatAreExactlyLikeIt) {
  const std::vector<Cell> bad = {"1", "-5", "open", "n", "a"};
  decide(orders_, {{1, "release", 1, 1}});
  EXPECT_THAT(silver(orders_, run_orders({{1, 1, bad}, {2, 8, bad}})), ElementsAre("1|-5.00|open|n|a"));
  decide(orders_, {{1, "release", 1, 1}, {2, "withdraw", 2, 8}});
  EXPECT_THAT(silver(orders_, run_orders({{1, 1, bad}, {2, 8, bad}})), IsEmpty());
}

TEST_F(RefineDecisionsTest, ARecordWithOtherTextIsAnotherRecord) {
  decide(orders_, {{1, "release", 1, 1}});
  const Refined refined = run_orders({{1, 1, {"1", "-5", "open", "n", "a"}}, {2, 1, {"1", "-6", "open", "n", "a"}}});
  EXPECT_THAT(silver(orders_, refined), ElementsAre("1|-5.00|open|n|a"));
  EXPECT_THAT(quarantine(orders_, refined, {"_file_no", "_reasons"}), ElementsAre("2|[range(amount)]"));
}

TEST_F(RefineDecisionsTest, DecisionsAboutOtherEntitiesAndValidRowsChangeNothing) {
  project::Contract others = orders_;
  others.entity = "others";
  decide(others, {{1, "release", 1, 1}});
  EXPECT_THAT(decided(run_orders({{"1", "-5", "open", "n", "a"}})), ElementsAre("1|NULL"));
  decide(orders_, {{1, "dismiss", 1, 1}});
  EXPECT_THAT(silver(orders_, run_orders({{"1", "5", "open", "n", "a"}})), ElementsAre("1|5.00|open|n|a"));
}

TEST_F(RefineDecisionsTest, ChildrenFollowTheirParentAndWaitForIt) {
  const project::Contract items =
      contract_of("items", {"id"}, {column("id", "bigint"), referring(column("order_id", "bigint"), "orders", "id")});
  const auto run_items = [&] { return run(items, bronze({"id", "order_id"}, one_file({{"7", "1"}}))); };
  run_orders({{"1", "-5", "open", "n", "a"}});
  decide(items, {{1, "release", 1, 1}});
  EXPECT_EQ(run_items().held_back, 1) << "its parent is not in silver";
  decide(orders_, {{1, "release", 1, 1}});
  run_orders({{"1", "-5", "open", "n", "a"}});
  EXPECT_THAT(silver(items, run_items()), ElementsAre("7|1"));
}

}  // namespace
}  // namespace c360::contract
