// JSON that came from elsewhere, read with limits.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace c360::adf {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t kLargestFile = std::size_t{64} << 20U;  ///< bytes
inline constexpr int kDeepest = 200;                                 ///< objects and lists within one another

/// Reads a file's text, with or without a byte order mark; `file` names it. Throws Error(kData) for what is no JSON
/// (with line and column), larger than kLargestFile or deeper than kDeepest.
Json parse_json(const std::string& text, const std::string& file);

/// The member of an object; null for anything else.
const Json& member(const Json& object, const char* key);
/// The text of a member; empty where it is none.
std::string text_member(const Json& object, const char* key);

}  // namespace c360::adf
