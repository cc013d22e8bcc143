#include "c360/cli/statement_end.h"

#include <algorithm>
#include <cctype>

namespace c360::cli {
namespace {

/// The position after `end`, looked for from `from`.
std::size_t after(std::string_view text, std::string_view end, std::size_t from) {
  const std::size_t found = text.find(end, std::min(from, text.size()));
  return found == std::string_view::npos ? kNoEnd : found + end.size();
}

/// The tag of a dollar-quoted text that begins here ("$$", "$tag$"); empty if none does.
std::string_view dollar_tag(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
  return end < text.size() && text[end] == '$' ? text.substr(at, end + 1 - at) : std::string_view();
}

}  // namespace

std::size_t quoted_part_end(std::string_view text, std::size_t at) {
  const std::string_view two = text.substr(at, 2);
  if (text[at] == '\'' || text[at] == '"') return after(text, text.substr(at, 1), at + 1);
  if (two == "--") return after(text, "\n", at);
  if (two == "/*") return after(text, "*/", at + 2);
  if (text[at] != '$') return at;
  const std::string_view tag = dollar_tag(text, at);
  return tag.empty() ? at : after(text, tag, at + tag.size());
}

std::optional<std::size_t> statement_end(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = quoted_part_end(text, at);
    if (next == at && text[at] == ';') return at + 1;
    at = std::max(next, at + 1);
  }
  return std::nullopt;
}

}  // namespace c360::cli
