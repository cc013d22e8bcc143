#include "c360/lakehouse/statistics.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace c360::lakehouse {
namespace {

delta::Schema schema(const std::vector<std::pair<std::string, std::string>>& columns) {
  delta::Schema result;
  for (const auto& [name, type] : columns) {
    delta::Field& field = result.fields.emplace_back();
    field.name = name;
    field.type.primitive = type;
  }
  return result;
}

TEST(StatisticsTest, WritesEachTypeAsTheProtocolSays) {
  const engine::WrittenParquet written{3,
                                       {{"id", 0, "1", "3"},
                                        {"amount", 1, "-0.50", "12345678901234567890123456789.25"},
                                        {"name", 2, "a \"b\"", "z"},
                                        {"day", 0, "2024-05-31", "2024-06-01"},
                                        {"at", 0, "2024-05-31T08:15:00.123Z", "2024-05-31T08:15:01.000Z"},
                                        {"local", 0, "2024-05-31T08:15:00.123", "2024-06-01T00:00:00.000"}}};
  const delta::Schema columns = schema({{"id", "long"},
                                        {"amount", "decimal(38,2)"},
                                        {"name", "string"},
                                        {"day", "date"},
                                        {"at", "timestamp"},
                                        {"local", "timestamp_ntz"}});
  EXPECT_EQ(statistics_json(written, columns),
            R"({"numRecords":3,)"
            R"("minValues":{"id":1,"amount":-0.50,"name":"a \"b\"","day":"2024-05-31",)"
            R"("at":"2024-05-31T08:15:00.123Z","local":"2024-05-31T08:15:00.123"},)"
            R"("maxValues":{"id":3,"amount":12345678901234567890123456789.25,"name":"z","day":"2024-06-01",)"
            R"("at":"2024-05-31T08:15:01.000Z","local":"2024-06-01T00:00:00.000"},)"
            R"("nullCount":{"id":0,"amount":1,"name":2,"day":0,"at":0,"local":0}})");
}

TEST(StatisticsTest, LeavesOutBoundsThatAreNotKnown) {
  const engine::WrittenParquet written{2, {{"flag", 0, "false", "true"}, {"price", 1, std::nullopt, std::nullopt}}};
  EXPECT_EQ(statistics_json(written, schema({{"flag", "boolean"}, {"price", "double"}, {"other", "long"}})),
            R"({"numRecords":2,"nullCount":{"flag":0,"price":1}})");
}

TEST(StatisticsTest, LooksAtTheFirstColumnsOnly) {
  engine::WrittenParquet written{1, {}};
  std::vector<std::pair<std::string, std::string>> columns;
  for (std::size_t i = 0; i < kIndexedColumns + 3; ++i) {
    columns.emplace_back("c" + std::to_string(i), "long");
    written.columns.push_back({"c" + std::to_string(i), 0, "1", "1"});
  }
  const auto json = nlohmann::json::parse(statistics_json(written, schema(columns)));
  EXPECT_EQ(json.at("nullCount").size(), kIndexedColumns);
  EXPECT_EQ(json.at("minValues").size(), kIndexedColumns);
}

}  // namespace
}  // namespace c360::lakehouse
