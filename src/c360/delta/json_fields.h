// Reading the log's JSON as leniently as its real writers differ: numbers as strings, scalars where text is due, null
// for what is absent.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360::delta {

/// Throws Error(kCorrupt) that names `what` if the text is not JSON.
nlohmann::json parse_json(std::string_view text, std::string_view what);

/// One line of JSON. Throws Error(kCorrupt) for text that is not UTF-8.
std::string write_json(const nlohmann::ordered_json& value);

/// A member of an object, or nullptr where it is absent or null.
const nlohmann::json* find_field(const nlohmann::json& object, const char* key);

/// Each gives nullopt where the member is absent or null and throws Error(kCorrupt) where it is of another kind.
std::optional<std::string> text_field(const nlohmann::json& object, const char* key);
std::optional<std::int64_t> integer_field(const nlohmann::json& object, const char* key);
std::optional<bool> flag_field(const nlohmann::json& object, const char* key);
std::optional<std::vector<std::string>> text_list_field(const nlohmann::json& object, const char* key);

/// As above, but absence is an Error(kCorrupt) too.
std::string required_text(const nlohmann::json& object, const char* key);
std::int64_t required_integer(const nlohmann::json& object, const char* key);

/// The members of an object as text (nested values as JSON); null members are left out. Empty where it is absent.
std::map<std::string, std::string> text_map_field(const nlohmann::json& object, const char* key);

/// The same, with null members kept.
std::map<std::string, std::optional<std::string>> nullable_text_map_field(const nlohmann::json& object,
                                                                          const char* key);

}  // namespace c360::delta
