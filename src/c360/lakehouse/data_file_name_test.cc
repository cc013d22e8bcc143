#include "c360/lakehouse/data_file_name.h"

#include <gtest/gtest.h>

namespace c360::lakehouse {
namespace {

TEST(DataFileNameTest, KnowsTheNamesItGives) {
  const std::string name = new_data_file_name();
  EXPECT_NE(name, new_data_file_name());
  EXPECT_TRUE(is_data_file(name));
  EXPECT_TRUE(is_data_file("gold/kpi/" + name));
  EXPECT_TRUE(is_data_file("gold/kpi/month=2024-05/" + name));
}

TEST(DataFileNameTest, KnowsNoOthers) {
  const std::string uuid = "0b8f9d2e-1c3a-4e5f-8a7b-9c0d1e2f3a4b";
  for (const std::string& name :
       {std::string(), std::string("part-.snappy.parquet"), std::string("part-0.snappy.parquet"),
        "part-" + uuid + ".parquet", "part-" + uuid + ".snappy.parquet.bak", "Part-" + uuid + ".snappy.parquet",
        "part-" + uuid + "0.snappy.parquet", "part-00000-" + uuid + "-c000.snappy.parquet", uuid + ".snappy.parquet",
        "part-" + uuid + ".snappy.parquet/data.csv", std::string("part-.snappy.parquet.snappy.parquet")}) {
    EXPECT_FALSE(is_data_file(name)) << name;
  }
}

}  // namespace
}  // namespace c360::lakehouse
