#include "c360/generate/figures.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "c360/generate/calendar.h"

namespace c360::generate {
namespace {

TEST(Figures, DivideOnceAndRoundHalfAwayFromZero) {
  EXPECT_EQ(ratio_text(1, 3, 4), "0.3333");
  EXPECT_EQ(ratio_text(2, 3, 4), "0.6667");
  EXPECT_EQ(ratio_text(1, 20'000, 4), "0.0001");
  EXPECT_EQ(ratio_text(-1, 20'000, 4), "-0.0001");
  EXPECT_EQ(ratio_text(-1, 30'000, 4), "0.0000");
  EXPECT_EQ(ratio_text(5, 2, 0), "3");
  EXPECT_EQ(ratio_text(1, 0, 4), "");
}

TEST(Figures, AreExactBeyondWhatFloatingPointHolds) {
  EXPECT_EQ(ratio_text(static_cast<Wide>(900'719'925'474'099'301), 100, 2), "9007199254740993.01");
  EXPECT_EQ(wide_text(-(static_cast<Wide>(1) << 100)), "-1267650600228229401496703205376");
}

TEST(Figures, AverageAndRateAreNullWithoutAnythingToDivideBy) {
  EXPECT_TRUE(average(0, 0).is_null());
  EXPECT_TRUE(rate(0, 0).is_null());
  EXPECT_EQ(average(3001, 3), "10.0033");
  EXPECT_EQ(rate(2, 3), "0.666667");
}

TEST(Figures, TotalsByWordAreSortedByNameWithTheUnknownAmongThem) {
  TotalsByWord totals(words::kTiers);
  totals.add(place_of("Silver", words::kTiers), 150);
  totals.add(std::numeric_limits<std::int64_t>::min(), 5);
  TotalsByWord more(words::kTiers);
  more.add(place_of("Gold", words::kTiers), 100);
  more.add(place_of("Silver", words::kTiers), 50);
  totals += more;
  EXPECT_EQ(totals.rows("tier", "revenue", "sales").dump(),
            R"([{"tier":"Gold","revenue":"1.00","sales":1},{"tier":"Silver","revenue":"2.00","sales":2},)"
            R"({"tier":"Unknown","revenue":"0.05","sales":1}])");
}

TEST(Figures, TotalsByMonthStandUnderTheFirstDay) {
  TotalsByMonth totals;
  totals.add(days_of({2024, 2, 29}), 100);
  TotalsByMonth more;
  more.add(days_of({2024, 2, 1}), 23);
  totals += more;
  EXPECT_EQ(totals.rows().dump(), R"([{"month":"2024-02-01","revenue":"1.23","orders":2}])");
}

}  // namespace
}  // namespace c360::generate
