#include "c360/cli/visible_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace c360::cli {
namespace {

/// A code point and the bytes it takes; a byte that is no UTF-8 stands for itself.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

CodePoint first_of(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || bytes > text.size()) return {lead, 1};
  char32_t value = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {value, bytes};
}

bool changes_direction(char32_t c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

std::string escaped(char32_t c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(c);
  return c < 0x100 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

/// Calls `use` with every code point and its bytes.
template <typename Use>
void for_each_code_point(std::string_view text, Use use) {
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    use(point.value, text.substr(0, point.bytes));
    text.remove_prefix(point.bytes);
  }
}

std::string visible(std::string_view text, bool keep_lines) {
  std::string shown;
  for_each_code_point(text, [&](char32_t c, std::string_view bytes) {
    const bool harmless = (!is_control(c) && !changes_direction(c)) || (keep_lines && c == '\n');
    shown += harmless ? std::string(bytes) : escaped(c);
  });
  return shown;
}

std::size_t width_of(char32_t c) {
  const int width = ::wcwidth(static_cast<wchar_t>(c));
  return width < 0 ? 1 : static_cast<std::size_t>(width);
}

}  // namespace

std::string one_line(std::string_view text) {
  return visible(text, false);
}

std::string several_lines(std::string_view text) {
  return visible(text, true);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for_each_code_point(text, [&](char32_t c, std::string_view) { width += width_of(c); });
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string kept;
  std::size_t used = 1;
  bool full = width == 0;
  for_each_code_point(text, [&](char32_t c, std::string_view bytes) {
    used += width_of(c);
    full = full || used > width;
    if (!full) kept += bytes;
  });
  return width == 0 ? "" : kept + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (display_width(line) + 1 + display_width(word) <= width) {
      line += ' ';
      line += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

void use_utf8() {
  std::setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace c360::cli
