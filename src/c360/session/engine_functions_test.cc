#include "c360/session/engine_functions.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "c360/base/local_files.h"
#include "c360/engine/engine.h"

namespace c360::session {
namespace {

/// Every scalar function, aggregate and macro of the engine, whose names are words.
std::set<std::string> functions_of_engine() {
  engine::Database database;
  engine::Connection connection = database.connect();
  engine::Result result = connection.query_user_sql(
      "SELECT DISTINCT function_name FROM duckdb_functions() "
      "WHERE function_type IN ('scalar', 'macro', 'aggregate') AND regexp_full_match(function_name, '[a-z_].*')");
  std::set<std::string> names;
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) names.emplace(chunk->text(0, row));
  }
  return names;
}

std::set<std::string> lines_of(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::set<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.insert(line);
  return lines;
}

/// What a new version of the engine brings must be looked at before anyone may call it: reviewed_functions.txt lists
/// what was found to read nothing but its arguments.
TEST(EngineFunctionsTest, EveryFunctionThatMayBeCalledWasLookedAt) {
  const auto reviewed = lines_of(std::filesystem::path(__FILE__).parent_path() / "testing" / "reviewed_functions.txt");
  const auto there = functions_of_engine();
  EXPECT_GT(there.size(), 400U);
  for (const std::string& name : there) EXPECT_NE(reviewed.contains(name), is_private_function(name)) << name;
}

TEST(EngineFunctionsTest, OurOwnAreForViewsAlone) {
  EXPECT_TRUE(is_private_function("c360_mask"));
  EXPECT_TRUE(is_private_function("c360_mask_number"));
  EXPECT_FALSE(is_private_function("lower"));
}

}  // namespace
}  // namespace c360::session
