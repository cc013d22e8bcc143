#include "c360/ingest/parquet/parquet_footer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/engine/engine.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A file with so many rows as the engine writes it.
std::string parquet(int rows) {
  const TemporaryDirectory folder;
  engine::Database database({.memory_limit_bytes = 0, .spill_directory = {}, .threads = 1});
  sql::Query query;
  query.user_sql =
      "SELECT range AS id, [range, NULL] AS list, {'a': 'x'} AS s FROM range(" + std::to_string(rows) + ")";
  database.connect().copy_to_parquet(query, folder.path() / "x.parquet");
  return read_file(folder.path() / "x.parquet");
}

std::string footer_failure(const std::string& bytes) {
  try {
    parquet_row_groups(bytes, "x.parquet");
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(ParquetFooter, tells_the_rows_of_each_group) {
  EXPECT_THAT(parquet_row_groups(parquet(3), "x"), ElementsAre(3));
  EXPECT_THAT(parquet_row_groups(parquet(300'000), "x"), ElementsAre(122'880, 122'880, 54'240));
  const std::vector<std::int64_t> none = parquet_row_groups(parquet(0), "x");
  EXPECT_EQ(std::accumulate(none.begin(), none.end(), std::int64_t{0}), 0);
}

TEST(ParquetFooter, refuses_what_is_no_whole_file) {
  const std::string whole = parquet(3);
  EXPECT_EQ(footer_failure(""), "x.parquet is no whole Parquet file: it does not begin with PAR1");
  EXPECT_THAT(footer_failure("id,name\n1,a\n2,b\n"), HasSubstr("does not begin with PAR1"));
  EXPECT_THAT(footer_failure(whole.substr(0, whole.size() / 2)), HasSubstr("its end is missing"));
  EXPECT_THAT(footer_failure("PAR1" + whole.substr(whole.size() - 8)), HasSubstr("longer than the file"));
  EXPECT_THAT(footer_failure("PARE" + whole.substr(4)), HasSubstr("encrypted"));
}

TEST(ParquetFooter, survives_any_damage) {
  const std::string whole = parquet(3);
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = whole;
    for (int flip = 0; flip < 4; ++flip)
      bytes[bytes.size() - 9 - random() % (bytes.size() - 20)] = static_cast<char>(random());
    try {
      parquet_row_groups(bytes, "x");
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kData);
    }
  }
}

}  // namespace
}  // namespace c360::ingest
