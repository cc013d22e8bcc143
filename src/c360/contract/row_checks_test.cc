#include "c360/contract/row_checks.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;
using project::Severity;

class RowChecksTest : public RefineFixture {
 protected:
  Refined refine_sales(std::vector<project::CheckSpec> checks, const std::vector<std::vector<Cell>>& rows) {
    project::ColumnSpec price = column("price", "decimal(8,2)");
    price.max = "1000";
    contract_ = contract_of("sales", {"id"}, {column("id", "bigint"), price, column("paid", "decimal(8,2)")});
    contract_.checks = std::move(checks);
    return run(contract_, bronze({"id", "price", "paid"}, one_file(rows)));
  }

  std::string error_of(std::vector<project::CheckSpec> checks, const std::vector<std::vector<Cell>>& rows) {
    try {
      refine_sales(std::move(checks), rows);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  project::Contract contract_;
};

TEST_F(RowChecksTest, ARowThatBreaksACheckIsQuarantinedUnderTheChecksName) {
  const Refined refined =
      refine_sales({row_check("not_overpaid", "paid <= price")}, {{"1", "10", "10"}, {"2", "10", "11"}});
  EXPECT_EQ(silver(contract_, refined), (Texts{"1|10.00|10.00"}));
  EXPECT_EQ(quarantine(contract_, refined, {"id", "_reasons", "_message"}),
            (Texts{"2|[not_overpaid]|not_overpaid: not paid <= price"}));
  EXPECT_EQ(refined.quarantined_for_cause, 1);
}

TEST_F(RowChecksTest, ACheckThatIsNeitherTrueNorFalsePasses) {
  const Refined refined =
      refine_sales({row_check("not_overpaid", "paid <= price")}, {{"1", "", "5"}, {"2", "5", "NA"}});
  EXPECT_EQ(refined.silver.rows, 2);
}

TEST_F(RowChecksTest, ACheckWithOrInItStaysOneCondition) {
  const Refined refined = refine_sales({row_check("either", "price > 100 OR paid > 100"), row_check("small", "id < 3")},
                                       {{"1", "200", "1"}, {"2", "1", "1"}, {"3", "1", "200"}, {"4", "1", "1"}});
  EXPECT_EQ(silver(contract_, refined), (Texts{"1|200.00|1.00"}));
  EXPECT_EQ(quarantine(contract_, refined, {"id", "_reasons"}),
            (Texts{"2|[either]", "3|[small]", "4|[either, small]"}));
}

TEST_F(RowChecksTest, AValueOutOfItsRangeIsStillSeenByChecks) {
  const Refined refined = refine_sales({row_check("fair", "paid >= price")}, {{"1", "2000", "5"}, {"2", "x", "5"}});
  EXPECT_EQ(quarantine(contract_, refined, {"id", "_reasons"}), (Texts{"1|[range(price), fair]", "2|[type(price)]"}));
}

TEST_F(RowChecksTest, AWarningLeavesTheRowAndSaysWhereItIs) {
  const Refined refined = refine_sales({row_check("round_price", "price % 10 = 0", Severity::kWarn)},
                                       {{"1", "10", ""}, {"2", "11", ""}, {"3", "12", ""}, {"4", "", ""}});
  EXPECT_EQ(refined.silver.rows, 4);
  EXPECT_EQ(refined.warning_counts, (std::map<std::string, std::int64_t>{{"sales.round_price", 2}}));
  ASSERT_EQ(refined.warnings.size(), 2U);
  EXPECT_EQ(refined.warnings[0], (lakehouse::Moment::Warning{"round_price", "sales", "2", "f1.csv", 2}));
  EXPECT_EQ(refined.warnings[1].row, 3);
}

TEST_F(RowChecksTest, WarningsAreOnlyAboutRowsThatStand) {
  const Refined refined = refine_sales({row_check("round_price", "price % 10 = 0", Severity::kWarn)},
                                       {{"1", "11", ""}, {"1", "20", ""}, {"2", "1001", ""}});
  EXPECT_EQ(refined.silver.rows, 1);
  EXPECT_TRUE(refined.warnings.empty());
  EXPECT_TRUE(refined.warning_counts.empty());
}

TEST_F(RowChecksTest, AFailCheckEndsTheRunNamingRows) {
  const std::string error =
      error_of({row_check("has_price", "price IS NOT NULL", Severity::kFail)}, {{"1", "1", ""}, {"2", "", ""}});
  EXPECT_NE(error.find("sales: 1 row breaks the check 'has_price': f1.csv row 2"), std::string::npos) << error;
  EXPECT_EQ(error_of({row_check("has_price", "price IS NOT NULL", Severity::kFail)}, {{"1", "1", ""}}), "no error");
}

TEST_F(RowChecksTest, NativeFunctionsCanBeUsedInChecks) {
  project::Contract people = contract_of("people", {"id"}, {column("id", "bigint"), column("email")});
  people.checks = {row_check("plausible", "is_email(email)", Severity::kWarn)};
  const Refined refined =
      run(people, bronze({"id", "email"}, one_file({{"1", "a@b.org"}, {"2", "sophie@gmail"}, {"3", ""}})));
  EXPECT_EQ(refined.warning_counts, (std::map<std::string, std::int64_t>{{"people.plausible", 1}}));
}

TEST_F(RowChecksTest, TooManyQuarantinedRowsEndTheRunWithTheirReasonsAndTheFirstOfThem) {
  project::Contract items = contract_of("items", {"id"}, {column("id", "bigint")});
  items.max_quarantined = 0.25;
  const auto rows_with_bad = [](int bad) {
    std::vector<std::vector<Cell>> rows;
    for (int i = 0; i < 8; ++i) rows.push_back({i < bad ? "x" + std::to_string(i) : std::to_string(i)});
    return one_file(rows);
  };
  EXPECT_EQ(run(items, bronze({"id"}, rows_with_bad(2))).quarantine.rows, 2);
  try {
    run(items, bronze({"id"}, rows_with_bad(4)));
    FAIL() << "four of eight are more than a quarter";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_EQ(error.message(),
              "items: 4 of 8 rows (50.0 %) break a rule, more than max_quarantined (25.0 %) allows: type(id) 4\n"
              "    f1.csv row 1: id 'x0' is no bigint\n"
              "    f1.csv row 2: id 'x1' is no bigint\n"
              "    f1.csv row 3: id 'x2' is no bigint");
  }
}

TEST_F(RowChecksTest, MissingParentsDoNotCountAsTooManyQuarantined) {
  const project::Contract parents = contract_of("parents", {"id"}, {column("id", "bigint")});
  run(parents, bronze({"id"}, {}));
  project::Contract children = contract_of("children", {"id"}, {referring(column("id", "bigint"), "parents", "id")});
  children.max_quarantined = 0;
  EXPECT_EQ(run(children, bronze({"id"}, one_file({{"1"}, {"2"}}))).quarantine.rows, 2);
}

}  // namespace
}  // namespace c360::contract
