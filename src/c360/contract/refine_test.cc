#include "c360/contract/refine.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

project::Contract orders() {
  project::ColumnSpec amount = required(column("amount", "decimal(12,2)"));
  amount.min = "0";
  project::ColumnSpec day = column("day", "date");
  day.formats = {"%Y-%m-%d", "%d-%m-%Y"};
  project::ColumnSpec category = column("category");
  category.clean = {{project::CleanStep::Kind::kSqueeze, {}, {}, {}}, {project::CleanStep::Kind::kTitle, {}, {}, {}}};
  category.default_value = "Unknown";
  project::Contract contract = contract_of("orders", {"id"}, {column("id", "bigint"), amount, day, category});
  contract.latest_by = {"day"};
  return contract;
}

const Texts kOrderColumns = {"id", "amount", "day", "category"};

class RefineTest : public RefineFixture {
 protected:
  Refined refine_orders(const std::vector<BronzeRow>& rows) {
    contract_ = orders();
    return run(contract_, bronze(kOrderColumns, rows));
  }
  Texts silver_of(const Refined& refined) { return silver(contract_, refined); }
  Texts reasons_of(const Refined& refined) { return quarantine(contract_, refined, {"id", "_reasons"}); }

  project::Contract contract_;
};

TEST_F(RefineTest, RowsComeOutTypedAndClean) {
  const Refined refined = refine_orders(one_file({{" 1 ", "12.5", "31-05-2024", " home  &\tKITCHEN "},
                                                  {"2", "0", "NA", std::nullopt},
                                                  {"3", "7.00", "2024-01-02", "null"}}));
  EXPECT_EQ(silver_of(refined),
            (Texts{"1|12.50|2024-05-31|Home & Kitchen", "2|0.00|NULL|Unknown", "3|7.00|2024-01-02|Unknown"}));
  EXPECT_EQ(refined.quarantine.rows, 0);
  EXPECT_EQ(refined.bronze_rows, 3);
}

TEST_F(RefineTest, ARowThatBreaksThreeRulesIsOneQuarantinedRowWithThreeReasons) {
  const Refined refined = refine_orders(one_file({{"x", "-1", "31-02-2024", "a"}, {"2", "1", "", "b"}}));
  EXPECT_EQ(reasons_of(refined), (Texts{"x|[type(id), range(amount), type(day)]"}));
  EXPECT_EQ(refined.quarantine.rows, 1);
  EXPECT_EQ(refined.quarantined_for_cause, 1);
  EXPECT_EQ(refined.reasons,
            (std::map<std::string, std::int64_t>{{"range(amount)", 1}, {"type(day)", 1}, {"type(id)", 1}}));
}

TEST_F(RefineTest, ATextThatIsTooLongOnceCleanIsAReason) {
  contract_ = orders();
  contract_.columns[3].max_length = 7;
  const Refined refined = run(
      contract_, bronze(kOrderColumns,
                        one_file({{"1", "1", "", "  grö   we  "}, {"2", "1", "", "größenwahn"}, {"3", "1", "", ""}})));
  EXPECT_EQ(silver_of(refined), (Texts{"1|1.00|NULL|Grö We", "3|1.00|NULL|Unknown"}));
  EXPECT_EQ(quarantine(contract_, refined, {"id", "_reasons", "_message"}),
            (Texts{"2|[max_length(category)]|category 'größenwahn' has 10 characters, more than 7"}));
  EXPECT_EQ(refined.quarantined_for_cause, 1);
}

TEST_F(RefineTest, QuarantineKeepsTheRawTextThePlaceAndAMessage) {
  const Refined refined = refine_orders({{3, 17, {" 1 ", "1,5", "", "A"}}});
  EXPECT_EQ(quarantine(contract_, refined,
                       {"id", "amount", "day", "_message", "_source_file", "_source_row", "_file_no", "_batch_id"}),
            (Texts{" 1 |1,5||amount '1,5' is no decimal(12,2)|f3.csv|17|3|batch-3"}));
}

TEST_F(RefineTest, OfExactDuplicatesTheLastToArriveStands) {
  const Refined refined =
      refine_orders({{1, 1, {"1", "5", "", "a"}}, {2, 1, {"1", "5", "", "a"}}, {1, 9, {"1", "5", "", "a"}}});
  EXPECT_EQ(refined.exact_duplicates, 2);
  EXPECT_EQ(refined.older_versions, 0);
  EXPECT_EQ(refined.silver.rows, 1);
  const sql::Relation standing = standing_rows(lake_, contract_, refined);
  sql::Query place;
  place.from = standing;
  place.select = {{sql::column("_source_file"), ""}, {sql::column("_source_row"), ""}, {sql::column("_file_no"), ""}};
  EXPECT_EQ(rows(place), (Texts{"f2.csv|1|2"}));
}

TEST_F(RefineTest, NullsAreEqualAmongExactDuplicatesButTextsThatOnlyCleanAlikeAreNot) {
  const Refined refined = refine_orders(one_file({{"1", "5", std::nullopt, "a"},
                                                  {"1", "5", std::nullopt, "a"},
                                                  {"1", "5", "", "a"},
                                                  {"1", "5.0", std::nullopt, "a"}}));
  EXPECT_EQ(refined.exact_duplicates, 1);
  EXPECT_EQ(refined.older_versions, 2);
}

TEST_F(RefineTest, DuplicatesOfQuarantinedRowsAreDuplicates) {
  const Refined refined = refine_orders(one_file({{"x", "5", "", "a"}, {"x", "5", "", "a"}, {"y", "5", "", "a"}}));
  EXPECT_EQ(refined.exact_duplicates, 1);
  EXPECT_EQ(refined.quarantine.rows, 2);
  EXPECT_EQ(reasons_of(refined), (Texts{"x|[type(id)]", "y|[type(id)]"}));
}

TEST_F(RefineTest, TheLatestValidRowOfAKeyStands) {
  const Refined refined = refine_orders(one_file({{"1", "1", "2024-03-01", "march"},
                                                  {"1", "2", "2024-01-01", "january"},
                                                  {"1", "-9", "2024-12-01", "broken"},
                                                  {"1", "4", "", "undated"}}));
  EXPECT_EQ(silver_of(refined), (Texts{"1|1.00|2024-03-01|March"}));
  EXPECT_EQ(refined.older_versions, 2);
  EXPECT_EQ(reasons_of(refined), (Texts{"1|[range(amount)]"}));
}

TEST_F(RefineTest, AmongEquallyLateRowsArrivalDecides) {
  const Refined refined = refine_orders({{2, 1, {"1", "2", "", "second file"}}, {1, 5, {"1", "1", "", "first file"}}});
  EXPECT_EQ(silver_of(refined), (Texts{"1|2.00|NULL|Second File"}));
}

TEST_F(RefineTest, RowsWithoutAKeyAreQuarantinedOneOrMany) {
  const Refined one = refine_orders(one_file({{"", "1", "", ""}, {"7", "1", "", ""}}));
  EXPECT_EQ(reasons_of(one), (Texts{"|[required(id)]"}));
  const Refined many = refine_orders(one_file({{"", "1", "", ""}, {"", "2", "", ""}, {"7", "1", "", ""}}));
  EXPECT_EQ(many.quarantine.rows, 2);
  EXPECT_EQ(many.silver.rows, 1);
}

TEST_F(RefineTest, AnEmptyBronzeGivesEmptyTables) {
  const Refined refined = refine_orders({});
  EXPECT_EQ(refined.bronze_rows + refined.silver.rows + refined.quarantine.rows, 0);
  EXPECT_EQ(refined.silver_schema.fields.size(), 7U);
}

TEST_F(RefineTest, TheOrderOfRowsInBronzeDoesNotMatter) {
  std::vector<BronzeRow> rows = {{1, 1, {"1", "1", "2024-03-01", "a"}}, {1, 2, {"1", "2", "2024-03-01", "b"}},
                                 {2, 1, {"1", "1", "2024-03-01", "a"}}, {2, 2, {"2", "x", "", "c"}},
                                 {2, 3, {"2", "3", "", "d"}},           {3, 1, {"2", "x", "", "c"}}};
  const Refined first = refine_orders(rows);
  std::reverse(rows.begin(), rows.end());
  const Refined second = refine_orders(rows);
  EXPECT_EQ(silver_of(first), silver_of(second));
  EXPECT_EQ(reasons_of(first), reasons_of(second));
  EXPECT_EQ(first.exact_duplicates, 2);
  EXPECT_EQ(second.exact_duplicates, 2);
}

}  // namespace
}  // namespace c360::contract
