// The structure of JSON text, found 64 bytes at a time: brackets and commas outside of texts. Knows no grammar; a value
// that is no JSON within still has its beginning and end.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "c360/ingest/byte_masks.h"

namespace c360::ingest {

/// Calls visit(at, c) for each bracket, brace and comma outside of texts, from `at` (which is outside of a text) on,
/// until it says false. The place of that last one; npos at the end of the text. A backslash counts within texts only.
template <typename Visit>
std::uint64_t walk_structure(std::string_view text, std::uint64_t at, Visit&& visit) {
  bool in_text = false;
  bool escaped = false;
  const auto is_mark = [](char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == ','; };
  for (; at < text.size(); at += kBlockBytes) {
    const Block block(text.data() + at, text.data() + text.size());
    if (escaped || block.equal('\\') != 0) {
      const std::uint64_t end = std::min<std::uint64_t>(text.size(), at + kBlockBytes);
      for (std::uint64_t byte = at; byte < end; ++byte) {
        const char c = text[byte];
        if (in_text) {
          const bool ends = c == '"' && !escaped;
          escaped = c == '\\' && !escaped;
          in_text = !ends;
        } else if (c == '"') {
          in_text = true;
        } else if (is_mark(c) && !visit(byte, c)) {
          return byte;
        }
      }
      continue;
    }
    std::uint64_t inside = block.equal('"');
    for (unsigned shift = 1; shift < 64; shift *= 2) inside ^= inside << shift;
    if (in_text) inside = ~inside;
    in_text = (inside >> 63) != 0;
    std::uint64_t marks = block.equal('{') | block.equal('}') | block.equal('[') | block.equal(']') | block.equal(',');
    for (marks &= ~inside; marks != 0; marks &= marks - 1) {
      const std::uint64_t place = at + static_cast<unsigned>(std::countr_zero(marks));
      if (!visit(place, text[place])) return place;
    }
  }
  return std::string_view::npos;
}

inline bool is_json_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Without the white space around it.
inline std::string_view json_trimmed(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace c360::ingest
