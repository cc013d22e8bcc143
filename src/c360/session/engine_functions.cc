#include "c360/session/engine_functions.h"

#include <algorithm>
#include <array>

namespace c360::session {
namespace {

constexpr std::array<std::string_view, 22> kNames = {"can_cast_implicitly",
                                                     "col_description",
                                                     "create_sort_key",
                                                     "current_connection_id",
                                                     "current_query",
                                                     "current_setting",
                                                     "currval",
                                                     "get_block_size",
                                                     "getenv",
                                                     "getvariable",
                                                     "is_known_key",
                                                     "is_repeated_key",
                                                     "json_serialize_plan",
                                                     "nextval",
                                                     "note_key",
                                                     "obj_description",
                                                     "parse_duckdb_log_message",
                                                     "setseed",
                                                     "shobj_description",
                                                     "sleep_ms",
                                                     "stats",
                                                     "write_log"};
constexpr std::array<std::string_view, 4> kBeginnings = {"__internal_", "c360_", "inet_", "pg_"};
/// Of those, what says nothing but its argument's type.
constexpr std::array<std::string_view, 2> kFine = {"pg_size_pretty", "pg_typeof"};

constexpr std::array<std::string_view, 5> kRowMakers = {"generate_series", "range", "repeat", "repeat_row", "unnest"};

}  // namespace

bool makes_rows_of_nothing(std::string_view name) {
  return std::find(kRowMakers.begin(), kRowMakers.end(), name) != kRowMakers.end();
}

bool is_private_function(std::string_view name) {
  if (std::find(kFine.begin(), kFine.end(), name) != kFine.end()) return false;
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](auto each) { return name.starts_with(each); });
}

}  // namespace c360::session
