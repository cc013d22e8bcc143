#include "c360/quarantine/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/lakehouse/scan.h"
#include "c360/quarantine/testing/quarantine_fixture.h"

namespace c360::quarantine {
namespace {

using contract::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DecideTest : public testing::QuarantineFixture {
 protected:
  std::string refusal(Verdict verdict, const Filter& rows) {
    try {
      decide(verdict, rows);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      return error.what();
    }
    return "no refusal";
  }
};

TEST_F(DecideTest, RowsAreNamedByFileAndNumber) {
  const Outcome outcome = decide(Verdict::kDismiss, of_file("a.csv", {1, 2}));
  EXPECT_EQ(outcome.decision.number, 1);
  EXPECT_EQ(outcome.decision.records, 2);
  EXPECT_THAT(found(of_file("a.csv", {1, 2})),
              ElementsAre("a.csv 1.1 dismiss (pending)", "a.csv 1.2 dismiss (pending)"));
}

TEST_F(DecideTest, ARowThatIsNotThereIsRefusedAndNothingIsDecided) {
  EXPECT_THAT(refusal(Verdict::kRelease, of_file("a.csv", {1, 99})),
              HasSubstr("record 99 of a.csv is not in quarantine.orders"));
  EXPECT_THAT(refusal(Verdict::kRelease, of_file("b.csv", {1})), HasSubstr("record 1 of b.csv"));
  EXPECT_EQ(pending_decisions(place()), 0);
}

TEST_F(DecideTest, ARowOfSeveralVersionsOfAFileIsNamedByTheVersionToo) {
  EXPECT_THAT(refusal(Verdict::kRelease, of_file("a.csv", {3})), HasSubstr("--file-no: 1, 2"));
  Filter second = of_file("a.csv", {3});
  second.file_no = 2;
  EXPECT_EQ(decide(Verdict::kDismiss, second).decision.records, 1);
  EXPECT_THAT(found(second), ElementsAre("a.csv 2.3 dismiss (pending)"));
}

TEST_F(DecideTest, OfRowsChosenByReasonThoseAlreadyDecidedAreLeftOut) {
  EXPECT_EQ(decide(Verdict::kRelease, for_reason("range(amount)")).decision.records, 1);
  EXPECT_EQ(decide(Verdict::kRelease, for_reason("range(amount)")).decision.number, 0);
}

TEST_F(DecideTest, NoRowIsReleasedForOneReasonThatHasOthers) {
  decide(Verdict::kWithdraw, for_reason("required(id)"));
  const Outcome released = decide(Verdict::kRelease, for_reason("range(amount)"));
  EXPECT_EQ(released.decision.records, 1);
  EXPECT_EQ(released.left_out, 1) << "its id is missing, too";
  Filter named = of_file("a.csv", {3});
  named.file_no = 1;
  EXPECT_EQ(decide(Verdict::kRelease, named).decision.records, 1);
  EXPECT_EQ(decide(Verdict::kDismiss, for_reason("range(amount)")).left_out, 0);
}

TEST_F(DecideTest, ItSaysAtOnceWhatKeepsReleasedRowsBack) {
  Filter all;
  all.condition = "true";
  std::vector<std::string> texts;
  for (const HeldBack& held : decide(Verdict::kRelease, all).held_back) {
    texts.push_back(held.reason + " " + std::to_string(held.rows) + ": " + held.why);
  }
  EXPECT_THAT(texts, ElementsAre("reference(customer) 1: customer is not in customers; it follows by itself once that "
                                 "row is in silver",
                                 "type(amount) 1: amount cannot be read as decimal(8,2)"));
  Filter key = of_file("a.csv", {3});
  key.file_no = 1;
  EXPECT_EQ(decide(Verdict::kRelease, key).held_back.at(0).why, "id is of the key");
  EXPECT_THAT(decide(Verdict::kDismiss, key).held_back, IsEmpty());
}

TEST_F(DecideTest, ReleasedRowsThatLeftQuarantineCanBeTakenBack) {
  Filter row = of_file("gone.csv", {7});
  contract::record_decision(place().connection, lake_, {Verdict::kRelease, "orders", "shop", "ann", "why"},
                            sql::subquery(lakehouse::testing::query_of(
                                "SELECT 'gone.csv' AS _source_file, 7::BIGINT AS _source_row, 9::BIGINT AS _file_no, "
                                "['range(amount)'] AS _reasons")));
  EXPECT_EQ(decide(Verdict::kWithdraw, row).decision.records, 1);
  EXPECT_THAT(refusal(Verdict::kWithdraw, row), HasSubstr("nothing is decided about record 7"));
}

TEST_F(DecideTest, ADismissedRowIsOpenedAgainOnce) {
  decide(Verdict::kDismiss, of_file("a.csv", {1}));
  EXPECT_EQ(decide(Verdict::kWithdraw, for_reason("range(amount)")).decision.records, 2);
  EXPECT_EQ(decide(Verdict::kWithdraw, for_reason("range(amount)")).decision.records, 0);
}

TEST_F(DecideTest, WhichRowsWhoAndWhyMustBeSaid) {
  EXPECT_THAT(refusal(Verdict::kRelease, {}), HasSubstr("which rows"));
  Filter number;
  number.rows = {1};
  EXPECT_THAT(refusal(Verdict::kRelease, number), HasSubstr("file"));
  Request request;
  request.entity = "orders";
  request.rows = of_file("a.csv", {1});
  request.who = "ann";
  EXPECT_THROW(quarantine::decide(place(), request), Error);
  request.why = "because";
  request.who.clear();
  EXPECT_THROW(quarantine::decide(place(), request), Error);
}

TEST_F(DecideTest, HostileTextsAreKeptAsTheyAre) {
  Request request;
  request.entity = "orders";
  request.rows = of_file("a.csv", {1});
  request.who = "'; DROP TABLE x; --";
  request.why = "line\nbreak \"quoted\" ' 日本";
  quarantine::decide(place(), request);
  lakehouse::LakeTable table = lake_.table(contract::decisions_table());
  sql::Query texts;
  texts.from = lakehouse::scan(table.store(), table.log().latest());
  texts.select = {{sql::column("who"), ""}, {sql::column("why"), ""}};
  EXPECT_THAT(rows(texts), ElementsAre(request.who + "|" + request.why));
}

}  // namespace
}  // namespace c360::quarantine
