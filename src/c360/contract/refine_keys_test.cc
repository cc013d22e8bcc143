// Keys and references of every kind that a tally of whole numbers takes or leaves.
#include <gtest/gtest.h>

#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

class RefineKeysTest : public RefineFixture {
 protected:
  static project::Contract orders(const std::string& key_type) {
    return contract_of("orders", {"id"}, {column("id", key_type), column("note")});
  }
};

TEST_F(RefineKeysTest, TheLatestRowOfAKeyStandsWhateverTypeTheKeyHas) {
  for (const char* type : {"bigint", "integer", "string", "decimal(9,0)"}) {
    const Bronze rows =
        bronze({"id", "note"}, one_file({{"1", "a"}, {"-2", "b"}, {"1", "c"}, {"-2", "b"}, {"3", "d"}}));
    const Refined refined = run(orders(type), rows);
    EXPECT_EQ(silver(orders(type), refined), (Texts{"-2|b", "1|c", "3|d"})) << type;
    EXPECT_EQ(refined.exact_duplicates, 1) << type;
    EXPECT_EQ(refined.older_versions, 1) << type;
  }
}

TEST_F(RefineKeysTest, KeysAreTheSameNumberHoweverTheyAreWritten) {
  const Bronze rows = bronze({"id", "note"}, one_file({{"7", "a"}, {" 007 ", "b"}, {"+7", "c"}}));
  const Refined refined = run(orders("bigint"), rows);
  EXPECT_EQ(silver(orders("bigint"), refined), (Texts{"7|c"}));
  EXPECT_EQ(refined.older_versions, 2);
}

TEST_F(RefineKeysTest, KeysMayLieAnywhereAmongTheNumbers) {
  const std::string lowest = "-9223372036854775808";
  const std::string highest = "9223372036854775807";
  const Bronze rows =
      bronze({"id", "note"}, one_file({{lowest, "a"}, {highest, "b"}, {"0", "c"}, {lowest, "d"}, {"NA", "e"}}));
  const Refined refined = run(orders("bigint"), rows);
  EXPECT_EQ(silver(orders("bigint"), refined), (Texts{lowest + "|d", "0|c", highest + "|b"}));
  EXPECT_EQ(quarantine(orders("bigint"), refined, {"note", kReasons}), (Texts{"e|[required(id)]"}));
}

TEST_F(RefineKeysTest, RowsWithoutAReadableKeyAreExactDuplicatesOfEachOther) {
  const Bronze rows = bronze({"id", "note"}, one_file({{"x", "a"}, {"x", "a"}, {{}, "b"}, {"y", "a"}, {"1", "c"}}));
  const Refined refined = run(orders("bigint"), rows);
  EXPECT_EQ(refined.exact_duplicates, 1);
  EXPECT_EQ(quarantine(orders("bigint"), refined, {"id", "note"}), (Texts{"NULL|b", "x|a", "y|a"}));
}

TEST_F(RefineKeysTest, ARowThatIsAloneAndARowOfManyBreakTheSameRule) {
  project::Contract contract = orders("bigint");
  contract.columns.push_back(required(column("amount", "integer")));
  const Bronze rows =
      bronze({"id", "note", "amount"}, one_file({{"1", "a", "x"}, {"2", "b", "x"}, {"2", "c", "5"}, {"3", "d", "1"}}));
  const Refined refined = run(contract, rows);
  EXPECT_EQ(silver(contract, refined), (Texts{"2|c|5", "3|d|1"}));
  EXPECT_EQ(refined.reasons.at("type(amount)"), 2);
}

TEST_F(RefineKeysTest, ReferencesAreFoundBetweenKeysOfDifferentTypes) {
  for (const char* parent_type : {"bigint", "integer", "decimal(12,0)"}) {
    const project::Contract parent = contract_of("shops", {"shop"}, {column("shop", parent_type)});
    run(parent, bronze({"shop"}, one_file({{"-1"}, {"5"}, {"70000"}})));
    const project::Contract child =
        contract_of("sales", {"id"}, {column("id", "bigint"), referring(column("shop", "bigint"), "shops", "shop")});
    const Refined refined =
        run(child, bronze({"id", "shop"}, one_file({{"1", "5"}, {"2", "6"}, {"3", "-1"}, {"4", {}}, {"5", "70000"}})));
    EXPECT_EQ(silver(child, refined), (Texts{"1|5", "3|-1", "4|NULL", "5|70000"})) << parent_type;
    EXPECT_EQ(quarantine(child, refined, {"id", kMessage}), (Texts{"2|shop 6 is not in shops"})) << parent_type;
  }
}

TEST_F(RefineKeysTest, NothingIsLeftBehindInTheEngine) {
  run(orders("bigint"), bronze({"id", "note"}, one_file({{"1", "a"}, {"1", "b"}, {"x", "c"}})));
  sql::Query tables;
  tables.user_sql = "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '\\_\\_c360%' ESCAPE '\\'";
  EXPECT_EQ(rows(tables), Texts{});
}

}  // namespace
}  // namespace c360::contract
