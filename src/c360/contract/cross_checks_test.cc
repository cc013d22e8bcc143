#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;
using lakehouse::Moment;
using project::Severity;

project::CheckSpec table_check(std::string name, std::string sql, Severity otherwise = Severity::kWarn) {
  return {{}, std::move(name), {}, std::move(sql), otherwise};
}

class CrossChecksTest : public RefineFixture {
 protected:
  void SetUp() override {
    orders_ = contract_of("orders", {"id"}, {column("id", "bigint"), column("placed", "date")});
    payments_ = contract_of(
        "payments", {"id", "part"},
        {column("id", "bigint"), column("part", "integer"), column("order_id", "bigint"), column("paid", "date")});
    run(orders_, bronze({"id", "placed"}, one_file({{"1", "2024-02-01"}, {"2", "2024-02-01"}})));
    run(payments_, bronze({"id", "part", "order_id", "paid"}, one_file({{"10", "1", "1", "2024-02-02"},
                                                                        {"10", "2", "1", "2024-01-01"},
                                                                        {"11", "1", "2", "2024-01-15"}})));
  }

  CrossCheckResults check_payments(const project::CheckSpec& check) {
    payments_.checks = {check};
    return run_cross_checks(connection_, {orders_, payments_}, parents_, Cancellation());
  }

  project::Contract orders_, payments_;
};

const char* const kPaidBefore =
    "SELECT p.id, p.part FROM silver.payments p JOIN silver.orders o ON o.id = p.order_id WHERE p.paid < o.placed";

TEST_F(CrossChecksTest, WarningsNameTheKeyAndThePlaceOfEachRow) {
  const CrossCheckResults results = check_payments(table_check("paid_before", kPaidBefore));
  EXPECT_EQ(results.warnings, (std::vector<Moment::Warning>{{"paid_before", "payments", "10, 2", "f1.csv", 2},
                                                            {"paid_before", "payments", "11, 1", "f1.csv", 3}}));
  EXPECT_EQ(results.warning_counts, (std::map<std::string, std::int64_t>{{"payments.paid_before", 2}}));
}

TEST_F(CrossChecksTest, ACheckWithoutRowsIsSilent) {
  const CrossCheckResults results =
      check_payments(table_check("none", "SELECT id, part FROM silver.payments WHERE false"));
  EXPECT_TRUE(results.warnings.empty());
  EXPECT_TRUE(results.warning_counts.empty());
}

TEST_F(CrossChecksTest, AKeyThatIsNotInSilverHasNoPlace) {
  const CrossCheckResults results = check_payments(table_check("made_up", "SELECT 99 AS x, 1 AS y, 'extra' AS z"));
  EXPECT_EQ(results.warnings, (std::vector<Moment::Warning>{{"made_up", "payments", "99, 1", "", 0}}));
}

TEST_F(CrossChecksTest, AFailCheckEndsTheRun) {
  try {
    check_payments(table_check("paid_before", kPaidBefore, Severity::kFail));
    FAIL() << "a fail check let rows pass";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_EQ(error.message(), "payments: 2 rows break the check 'paid_before': f1.csv row 2, f1.csv row 3");
  }
}

TEST_F(CrossChecksTest, SqlThatDoesNotCompileOrLacksTheKeyIsAMistakeInTheProject) {
  const auto code = [&](const char* sql) {
    try {
      check_payments(table_check("wrong", sql));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInternal;
  };
  EXPECT_EQ(code("SELECT id FROM silver.paymets"), ErrorCode::kProject);
  EXPECT_EQ(code("SELECT id FROM silver.payments"), ErrorCode::kProject);
}

}  // namespace
}  // namespace c360::contract
