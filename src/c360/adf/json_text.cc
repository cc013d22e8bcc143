#include "c360/adf/json_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "c360/base/error.h"

namespace c360::adf {
namespace {

/// The parser is not asked before: what is too deep would overflow the stack of whoever walks through it.
void refuse_deep(std::string_view text, const std::string& file) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_text && c == '\\') ++at;
    if (c == '"') in_text = !in_text;
    if (in_text) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > kDeepest)
      throw Error(ErrorCode::kData, fmt::format("{} is nested more than {} deep", file, kDeepest),
                  "no pipeline's definition is: is it the right file?", {file});
  }
}

Location place_in(std::string_view text, std::size_t byte, const std::string& file) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  return {file, static_cast<int>(line) + 1,
          static_cast<int>(before.size() - (start == std::string_view::npos ? 0 : start + 1)) + 1};
}

}  // namespace

Json parse_json(const std::string& written, const std::string& file) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  std::string_view text = written;
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (text.size() > kLargestFile)
    throw Error(ErrorCode::kData, fmt::format("{} is larger than {} MiB", file, kLargestFile >> 20U),
                "no pipeline's definition is: is it the right file?", {file});
  refuse_deep(text, file);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorCode::kData, "this is no JSON",  // the parser's message would repeat what stands there
                "export the pipeline again, or give its folder", place_in(text, error.byte, file));
  }
}

const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::string text_member(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace c360::adf
