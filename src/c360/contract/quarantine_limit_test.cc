#include "c360/contract/quarantine_limit.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::contract {
namespace {

/// "" where the rows are let through, else the message.
std::string refusal(double max_quarantined, std::int64_t bad, std::int64_t all) {
  project::Contract contract;
  contract.entity = "orders";
  contract.max_quarantined = max_quarantined;
  Refined refined;
  refined.bronze_rows = all;
  refined.quarantined_for_cause = bad;
  refined.reasons = {{"type(day)", bad}, {"reference(customer_id)", all}};
  try {
    refuse_too_many_quarantined(contract, refined, [] { return std::vector<std::string>{"a.csv row 1: no date"}; });
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    return error.message();
  }
  return "";
}

TEST(QuarantineLimitTest, TheShareItselfIsStillAllowedHoweverItIsWritten) {
  for (int per_cent = 1; per_cent < 100; ++per_cent) {
    const double share = std::stod((per_cent < 10 ? "0.0" : "0.") + std::to_string(per_cent));
    EXPECT_EQ(refusal(share, per_cent, 100), "") << per_cent;
    EXPECT_EQ(refusal(share, per_cent * 10, 1000), "") << per_cent;
    EXPECT_NE(refusal(share, per_cent + 1, 100), "") << per_cent;
  }
}

TEST(QuarantineLimitTest, OneRowBeyondIsTooMany) {
  EXPECT_EQ(refusal(0.25, 1, 4), "");
  EXPECT_NE(refusal(0.25, 2, 7), "");
  EXPECT_NE(refusal(0.25, 250'000'001, 1'000'000'000), "");
  EXPECT_EQ(refusal(0.25, 250'000'000, 1'000'000'000), "");
}

TEST(QuarantineLimitTest, NoRowsBreakNoLimit) {
  EXPECT_EQ(refusal(0, 0, 0), "");
  EXPECT_EQ(refusal(0, 0, 5), "");
  EXPECT_NE(refusal(0, 1, 5), "");
}

TEST(QuarantineLimitTest, TellsHowManyAndWhyTheMostFrequentReasonFirst) {
  EXPECT_EQ(refusal(0.25, 3, 4),
            "orders: 3 of 4 rows (75.0 %) break a rule, more than max_quarantined (25.0 %) allows: "
            "reference(customer_id) 4, type(day) 3\n    a.csv row 1: no date");
}

}  // namespace
}  // namespace c360::contract
