#include "c360/contract/decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "c360/base/error.h"
#include "c360/contract/row_columns.h"
#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::contract {
namespace {

using ::testing::ElementsAre;

class DecisionsTest : public lakehouse::testing::LakeFixture {
 protected:
  /// Records of the file number 1, by their numbers.
  static sql::Relation records(const std::vector<std::int64_t>& numbers) {
    sql::Query all;
    for (const std::int64_t number : numbers) {
      sql::Query& query = all.union_all.emplace_back();
      query.select = {{sql::literal("f.csv"), kSourceFile},
                      {sql::literal(number), kSourceRow},
                      {sql::literal(std::int64_t{1}), kFileNo},
                      {sql::call("list", {sql::literal("range(amount)")}), kReasons}};
    }
    return sql::subquery(std::move(all));
  }

  RecordedDecision decide(Verdict verdict, const std::vector<std::int64_t>& numbers,
                          const std::string& entity = "orders") {
    return record_decision(connection_, lake_, {verdict, entity, "shop", "ann", "looked at it"}, records(numbers));
  }

  sql::Relation decisions() {
    lakehouse::LakeTable table = lake_.table(decisions_table());
    return lakehouse::scan(table.store(), table.log().latest());
  }

  static project::Contract orders() {
    project::Contract contract;
    contract.entity = "orders";
    contract.from = "shop";
    return contract;
  }

  std::vector<std::string> sorted(const sql::Query& query) {
    std::vector<std::string> all = rows(query);
    std::sort(all.begin(), all.end());
    return all;
  }
};

TEST_F(DecisionsTest, ADecisionIsKeptWithWhoWhenAndWhy) {
  EXPECT_EQ(decide(Verdict::kRelease, {7}).records, 1);
  sql::Query all;
  all.from = decisions();
  EXPECT_THAT(rows(all), ElementsAre("1|release|orders|shop|f.csv|7|1|[range(amount)]|ann|looked at it|"
                                     "2024-05-31 08:15:00+00"));
}

TEST_F(DecisionsTest, LaterDecisionsReplaceEarlierOnesRecordByRecord) {
  decide(Verdict::kRelease, {1, 2, 3});
  decide(Verdict::kDismiss, {2});
  decide(Verdict::kWithdraw, {3});
  decide(Verdict::kDismiss, {1}, "others");
  EXPECT_THAT(sorted(last_verdicts(decisions(), orders())),
              ElementsAre("1|1|release|1", "1|2|dismiss|2", "1|3|withdraw|3"));
}

TEST_F(DecisionsTest, AboutNoRecordNothingIsDecided) {
  sql::Query none;
  none.from = records({1});
  none.where = sql::literal(false);
  const RecordedDecision made =
      record_decision(connection_, lake_, {Verdict::kDismiss, "orders", "shop", "ann", "why"}, sql::subquery(none));
  EXPECT_EQ(made.number, 0);
  EXPECT_FALSE(lake_.table(decisions_table()).log().exists());
}

TEST_F(DecisionsTest, SilverKnowsOfDecisionsFromTheFirstReleaseOn) {
  decide(Verdict::kDismiss, {1});
  const std::pair<std::string, std::string> key{"orders", "shop"};
  EXPECT_EQ(decision_marks(connection_, decisions())[key].silver, 0);
  EXPECT_EQ(decision_marks(connection_, decisions())[key].quarantine, 1);
  decide(Verdict::kRelease, {2});
  decide(Verdict::kDismiss, {2});
  decide(Verdict::kRelease, {9}, "others");
  EXPECT_EQ(decision_marks(connection_, decisions())[key].silver, 3);
  EXPECT_EQ(decision_marks(connection_, decisions())[key].quarantine, 3);
}

TEST_F(DecisionsTest, NothingIsTakenOutOfTheTable) {
  decide(Verdict::kDismiss, {1});
  lakehouse::LakeTable table = lake_.table(decisions_table());
  delta::Transaction transaction = table.log().begin(table.log().latest());
  transaction.remove_all();
  transaction.set_operation("DELETE");
  EXPECT_THROW(transaction.commit(), Error);
}

TEST_F(DecisionsTest, ManyDecideAtOnceAndEachDecisionHasANumberOfItsOwn) {
  constexpr int kEach = 6;
  std::vector<std::thread> people;
  for (int person = 0; person < 4; ++person) {
    people.emplace_back([this, person] {
      engine::Connection own = database_.connect();
      lakehouse::Lakehouse lake(storage::open_local_store(folder_.path() / "lake"), database_, clock_);
      for (int i = 0; i < kEach; ++i) {
        record_decision(own, lake, {Verdict::kDismiss, "orders", "shop", "p", "w"}, records({person * kEach + i}));
      }
    });
  }
  for (std::thread& person : people) person.join();
  sql::Query all;
  all.from = decisions();
  all.select = {{sql::column("decision_no"), ""}, {sql::column(kSourceRow), ""}};
  std::set<std::string> numbers, records;
  for (const std::string& row : rows(all)) {
    numbers.insert(row.substr(0, row.find('|')));
    records.insert(row.substr(row.find('|')));
  }
  EXPECT_EQ(numbers.size(), 4U * kEach);
  EXPECT_EQ(records.size(), 4U * kEach);
}

TEST_F(DecisionsTest, NamesOfVerdictsAreReadBack) {
  for (const Verdict verdict : {Verdict::kRelease, Verdict::kDismiss, Verdict::kWithdraw}) {
    EXPECT_EQ(verdict_of(to_string(verdict)), verdict);
  }
  EXPECT_EQ(verdict_of("free"), std::nullopt);
}

}  // namespace
}  // namespace c360::contract
