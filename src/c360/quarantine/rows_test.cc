#include "c360/quarantine/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/quarantine/testing/quarantine_fixture.h"

namespace c360::quarantine {
namespace {

using contract::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using RowsTest = testing::QuarantineFixture;

TEST_F(RowsTest, ComeInTheOrderOfTheirArrivalWithWhatWasDecided) {
  EXPECT_THAT(found({}), ElementsAre("a.csv 1.1", "a.csv 1.2", "a.csv 1.3 dismiss", "a.csv 2.3"));
}

TEST_F(RowsTest, HaveTheRecordAsItCame) {
  std::vector<Row> rows;
  for_each_row(place(), "orders", of_file("a.csv", {2}), [&](const Row& row) {
    rows.push_back(row);
    return true;
  });
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].reasons, ElementsAre("type(amount)"));
  EXPECT_EQ(rows[0].message, "wrong");
  ASSERT_EQ(rows[0].record.size(), 1U);
  EXPECT_EQ(rows[0].record[0].first, "amount");
  EXPECT_EQ(rows[0].record[0].second, "1,5");
}

TEST_F(RowsTest, AreChosenByAllThatIsGiven) {
  EXPECT_THAT(found(for_reason("range")), ElementsAre("a.csv 1.1", "a.csv 1.3 dismiss"));
  EXPECT_THAT(found(for_reason("customer")), ElementsAre("a.csv 2.3"));
  EXPECT_THAT(found(for_reason("no_such_reason")), IsEmpty());
  Filter open = for_reason("amount");
  open.decided = Decided::kNo;
  EXPECT_THAT(found(open), ElementsAre("a.csv 1.1", "a.csv 1.2"));
  open.condition = "amount LIKE '%,%'";
  EXPECT_THAT(found(open), ElementsAre("a.csv 1.2"));
}

TEST_F(RowsTest, GoOnAfterARowThatWasSeen) {
  Filter next;
  next.after = {1, 2};
  EXPECT_THAT(found(next), ElementsAre("a.csv 1.3 dismiss", "a.csv 2.3"));
  next.after = {2, 3};
  EXPECT_THAT(found(next), IsEmpty());
}

TEST_F(RowsTest, ShowDecisionsThatNoRunHasSeen) {
  decide(Verdict::kRelease, of_file("a.csv", {1}));
  decide(Verdict::kWithdraw, for_reason("id"));
  EXPECT_THAT(found({}), ElementsAre("a.csv 1.1 release (pending)", "a.csv 1.2", "a.csv 1.3 (pending)", "a.csv 2.3"));
  EXPECT_EQ(pending_decisions(place()), 2);
  see_decisions();
  EXPECT_EQ(pending_decisions(place()), 0);
  EXPECT_THAT(found({}), ElementsAre("a.csv 1.1", "a.csv 1.2", "a.csv 1.3 dismiss", "a.csv 2.3"))
      << "the run's own column counts where it has seen the decision";
}

TEST_F(RowsTest, OfASnapshotThatKnewNoDecisionsAreOpen) {
  moment_.tables[0].version = 1;
  lakehouse::LakeTable table = lake_.table({"quarantine", "orders"});
  const sql::Query old = lakehouse::testing::query_of(
      "SELECT '1' AS amount, ['range(amount)'] AS _reasons, 'wrong' AS _message, 'a.csv' AS _source_file, "
      "1::BIGINT AS _source_row, 1::BIGINT AS _file_no, 'b' AS _batch_id");
  delta::Metadata metadata = table.log().latest().metadata();
  metadata.schema = lakehouse::schema_of(connection_.describe(old));
  delta::Transaction change = table.log().begin(table.log().latest());
  change.remove_all();
  change.add(lakehouse::write_files(connection_, table, metadata.schema, old).files.at(0));
  change.set_metadata(metadata);
  change.set_operation("WRITE");
  change.commit();
  EXPECT_THAT(found({}), ElementsAre("a.csv 1.1"));
}

TEST_F(RowsTest, AnUnknownEntityOrReasonIsAskedBack) {
  try {
    check_entity(moment_, "order");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("orders"));
  }
  EXPECT_NO_THROW(check_reason(moment_, "orders", "range"));
  EXPECT_THROW(check_reason(moment_, "orders", "rang"), Error);
}

TEST_F(RowsTest, AConditionIsOneExpression) {
  Filter filter;
  filter.condition = "true) OR (SELECT 1";
  EXPECT_THROW(found(filter), Error);
  filter.condition = "1; DROP TABLE x";
  EXPECT_THROW(found(filter), Error);
  filter.condition = "no_such_column = 1";
  EXPECT_THROW(found(filter), Error);
}

}  // namespace
}  // namespace c360::quarantine
