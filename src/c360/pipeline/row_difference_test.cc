#include "c360/pipeline/row_difference.h"

#include <gtest/gtest.h>

namespace c360::pipeline {
namespace {

using Rows = std::vector<RowTexts>;

TEST(RowDifference, EqualRowsInAnyOrderAreNoDifference) {
  EXPECT_EQ(row_difference({"a"}, {}, {}), "");
  EXPECT_EQ(row_difference({"a", "b"}, Rows{{"1", "x"}, {"2", std::nullopt}}, Rows{{"2", std::nullopt}, {"1", "x"}}),
            "");
}

TEST(RowDifference, ShowsWhatOnlyOneSideHasNextToEachOther) {
  EXPECT_EQ(row_difference({"month", "revenue"}, Rows{{"2024-01", "10.00"}, {"2024-02", "7.00"}},
                           Rows{{"2024-01", "12.00"}, {"2024-02", "7.00"}}),
            "\n      month    revenue"
            "\n    - 2024-01  10.00"
            "\n    + 2024-01  12.00"
            "\n    - expected only, + there instead; 1 of 2 expected rows are as expected");
}

TEST(RowDifference, RowsCountAsOftenAsTheyOccur) {
  EXPECT_EQ(row_difference({"a"}, Rows{{"1"}, {"1"}}, Rows{{"1"}}),
            "\n      a\n    - 1\n    - expected only, + there instead; 1 of 2 expected rows are as expected");
}

TEST(RowDifference, NullIsNotTheTextNull) {
  EXPECT_NE(row_difference({"a"}, Rows{{"NULL"}}, Rows{{std::nullopt}}), "");
}

TEST(RowDifference, LinesUpByCharactersAndShortensLongTexts) {
  const std::string text = row_difference({"a", "b"}, Rows{{"Grün", "1"}, {std::string(90, 'x'), "2"}}, {});
  EXPECT_NE(text.find("- Grün" + std::string(39, ' ') + "1"), std::string::npos) << text;
  EXPECT_NE(text.find(std::string(40, 'x') + "…  2"), std::string::npos) << text;
}

TEST(RowDifference, TellsHowManyAreNotShown) {
  Rows many;
  for (int i = 0; i < 100; ++i) many.push_back({std::to_string(i)});
  EXPECT_NE(row_difference({"a"}, {}, many).find("… and 80 more"), std::string::npos);
}

TEST(RowDifference, WithoutColumnsCountsRows) {
  EXPECT_NE(row_difference({}, {}, Rows{{}}), "");
  EXPECT_EQ(row_difference({}, Rows{{}}, Rows{{}}), "");
}

}  // namespace
}  // namespace c360::pipeline
