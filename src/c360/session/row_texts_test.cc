#include "c360/session/row_texts.h"

#include <gtest/gtest.h>

namespace c360::session {
namespace {

TEST(CsvLineTest, QuotesWhatNeedsItAndTellsNoTextFromNull) {
  EXPECT_EQ(csv_line({"a,b", "say \"hi\"", "l1\nl2", "", std::nullopt, "plain"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"l1\nl2\",\"\",,plain");
}

TEST(JsonValueTest, NumbersAndTruthStandAsSuch) {
  const auto json = [](const char* type, std::optional<std::string> value) {
    return json_value({"c", type, {}, false}, value);
  };
  EXPECT_EQ(json("DECIMAL(38,2)", "12345678901234567890.10"), "12345678901234567890.10");
  EXPECT_EQ(json("BIGINT", "-1"), "-1");
  EXPECT_EQ(json("BOOLEAN", "true"), "true");
  EXPECT_EQ(json("JSON", "{\"a\":1}"), "{\"a\":1}");
  EXPECT_EQ(json("DOUBLE", "inf"), "\"inf\"");
  EXPECT_EQ(json("BIGINT[]", "[1, 2]"), "\"[1, 2]\"");
  EXPECT_EQ(json("VARCHAR", "a\"b\n"), "\"a\\\"b\\n\"");
  EXPECT_EQ(json("DATE", std::nullopt), "null");
}

}  // namespace
}  // namespace c360::session
