#include "c360/delta/stats.h"

#include <gtest/gtest.h>

namespace c360::delta {
namespace {

Schema schema_of_all() {
  Field address{"address", {DataType::Kind::kStruct, "", {{"city", DataType::of("string")}}, {}}};
  return {{{"id", DataType::of("long")},
           {"amount", DataType::of("decimal(38,2)")},
           {"rate", DataType::of("double")},
           {"day", DataType::of("date")},
           {"open", DataType::of("boolean")},
           address}};
}

TEST(StatsTest, ReadsWhatDeltaWrites) {
  const auto stats = parse_stats(R"({"numRecords":3,"minValues":{"id":-1,"day":"2024-05-31","address":{"city":"Ulm"}},)"
                                 R"("maxValues":{"id":7},"nullCount":{"id":0,"address":{"city":2}}})");
  ASSERT_TRUE(stats);
  EXPECT_EQ(stats->num_records, 3);
  EXPECT_TRUE(stats->tight_bounds);
  EXPECT_EQ(*stats->find("id"), (ColumnStats{"-1", "7", 0}));
  EXPECT_EQ(stats->find("day")->min, "2024-05-31");
  EXPECT_EQ(stats->columns.at({"address", "city"}), (ColumnStats{"Ulm", std::nullopt, 2}));
  EXPECT_EQ(stats->find("nothing"), nullptr);
}

TEST(StatsTest, LosesNoDigitOfADecimal) {
  const auto stats = parse_stats(R"({"minValues":{"amount":-123456789012345678901234567890123456.78}})");
  ASSERT_TRUE(stats);
  EXPECT_EQ(stats->find("amount")->min, "-123456789012345678901234567890123456.78");
  EXPECT_EQ(format_stats(*stats, schema_of_all()),
            R"({"minValues":{"amount":-123456789012345678901234567890123456.78}})");
}

TEST(StatsTest, ComesBackTheSame) {
  FileStats stats;
  stats.num_records = 12;
  stats.tight_bounds = false;
  stats.columns[{"id"}] = {"-9223372036854775808", "9223372036854775807", 0};
  stats.columns[{"day"}] = {"2024-01-01", "2024-12-31", 1};
  stats.columns[{"rate"}] = {"-1.5e-300", "2.0", 2};
  stats.columns[{"open"}] = {"false", "true", std::nullopt};
  stats.columns[{"address", "city"}] = {"A \"quoted\"\n", "\xC3\xBC", 3};
  EXPECT_EQ(parse_stats(format_stats(stats, schema_of_all())), stats);
}

TEST(StatsTest, LeavesOutBoundsThatAreNoNumbers) {
  FileStats stats;
  stats.columns[{"rate"}] = {"NaN", "Infinity", 1};
  stats.columns[{"id"}] = {"", "7 or so", std::nullopt};
  EXPECT_EQ(format_stats(stats, schema_of_all()), R"({"nullCount":{"rate":1}})");
}

TEST(StatsTest, LeavesOutColumnsThatTheSchemaLacks) {
  FileStats stats;
  stats.num_records = 0;
  stats.columns[{"gone"}] = {"1", "2", 0};
  EXPECT_EQ(format_stats(stats, schema_of_all()), R"({"numRecords":0})");
}

TEST(StatsTest, WithoutAnyStatisticsIsAnEmptyObject) {
  EXPECT_EQ(format_stats({}, schema_of_all()), "{}");
  EXPECT_EQ(parse_stats("{}"), FileStats{});
}

TEST(StatsTest, TextThatCannotBeReadIsNoStatistics) {
  for (const char* text : {"", "{", "nonsense", R"({"numRecords":)"})
    EXPECT_EQ(parse_stats(text), std::nullopt) << text;
}

TEST(StatsTest, IgnoresWhatItDoesNotKnow) {
  const auto stats = parse_stats(R"({"numRecords":"x","new":{"a":1},"minValues":{"list":[1,2],"id":null}})");
  EXPECT_EQ(stats, FileStats{});
}

}  // namespace
}  // namespace c360::delta
