#include "c360/engine/values/unicode_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace c360::values {
namespace {

unsigned char byte_at(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

bool is_ascii_space(unsigned char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_three_byte_space(unsigned char first, unsigned char second, unsigned char third) {
  if (first == 0xE1) return second == 0x9A && third == 0x80;
  if (first == 0xE3) return second == 0x80 && third == 0x80;
  if (first != 0xE2) return false;
  if (second == 0x81) return third == 0x9F;
  return second == 0x80 && (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF);
}

std::size_t wide_space_at(std::string_view text, std::size_t position) {
  const std::size_t left = text.size() - position;
  const unsigned char first = byte_at(text, position);
  if (first == 0xC2 && left >= 2) {
    const unsigned char second = byte_at(text, position + 1);
    return second == 0x85 || second == 0xA0 ? 2 : 0;
  }
  if (left < 3) return 0;
  return is_three_byte_space(first, byte_at(text, position + 1), byte_at(text, position + 2)) ? 3 : 0;
}

/// The bytes of the White_Space character that ends the text; 0 if none does.
std::size_t white_space_before_end(std::string_view text) {
  const unsigned char last = byte_at(text, text.size() - 1);
  if (last < 0x80) return is_ascii_space(last) ? 1 : 0;
  for (std::size_t length = 2; length <= 3 && length <= text.size(); ++length) {
    if (wide_space_at(text, text.size() - length) == length) return length;
  }
  return 0;
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
char ascii_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

void append_code_point(utf8proc_int32_t code_point, std::string& out) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(code_point, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

/// Calls `change` for every code point in turn and appends what it gives; bytes that are not UTF-8 are copied.
template <typename Change>
void append_changed(std::string_view text, std::string& out, Change change) {
  std::size_t position = 0;
  while (position < text.size()) {
    utf8proc_int32_t code_point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
                                         static_cast<utf8proc_ssize_t>(text.size() - position), &code_point);
    if (length <= 0) {
      out.push_back(text[position++]);
    } else {
      append_code_point(change(code_point), out);
      position += static_cast<std::size_t>(length);
    }
  }
}

bool is_white_space(utf8proc_int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

void append_ascii_title(std::string_view text, std::string& out) {
  bool starts_word = true;
  for (const char c : text) {
    out.push_back(starts_word ? ascii_upper(c) : ascii_lower(c));
    starts_word = is_ascii_space(static_cast<unsigned char>(c));
  }
}

/// Letters that no mark makes of others, written with two or without the stroke.
void append_unligated(std::string_view text, std::string& out) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kLetters = {{{"ß", "ss"},
                                                                                              {"æ", "ae"},
                                                                                              {"Æ", "Ae"},
                                                                                              {"œ", "oe"},
                                                                                              {"Œ", "Oe"},
                                                                                              {"ø", "o"},
                                                                                              {"Ø", "O"},
                                                                                              {"ł", "l"},
                                                                                              {"Ł", "L"},
                                                                                              {"đ", "d"},
                                                                                              {"Đ", "D"}}};
  while (!text.empty()) {
    const auto letter = std::find_if(kLetters.begin(), kLetters.end(),
                                     [&](const auto& pair) { return text.substr(0, 2) == pair.first; });
    out.append(letter == kLetters.end() ? text.substr(0, 1) : letter->second);
    text.remove_prefix(letter == kLetters.end() ? 1 : 2);
  }
}

}  // namespace

std::size_t white_space_at(std::string_view text, std::size_t position) {
  const unsigned char first = byte_at(text, position);
  if (first < 0x80) return is_ascii_space(first) ? 1 : 0;
  return wide_space_at(text, position);
}

std::string_view trim_white_space(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = white_space_at(text, 0);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    const std::size_t length = white_space_before_end(text);
    if (length == 0) break;
    text.remove_suffix(length);
  }
  return text;
}

std::size_t count_characters(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t characters = 0;
  for (std::size_t position = 0; position < text.size(); ++characters) {
    utf8proc_int32_t ignored = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
                                         static_cast<utf8proc_ssize_t>(text.size() - position), &ignored);
    position += length > 0 ? static_cast<std::size_t>(length) : 1;
  }
  return characters;
}

bool is_ascii(std::string_view text) {
  std::size_t position = 0;
  for (; position + 8 <= text.size(); position += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + position, 8);
    if ((word & 0x8080808080808080ULL) != 0) return false;
  }
  for (; position < text.size(); ++position) {
    if (byte_at(text, position) >= 0x80) return false;
  }
  return true;
}

void append_lower(std::string_view text, std::string& out) {
  if (!is_ascii(text)) return append_changed(text, out, utf8proc_tolower);
  const std::size_t start = out.size();
  out.append(text);
  std::transform(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
                 out.begin() + static_cast<std::ptrdiff_t>(start), ascii_lower);
}

void append_upper(std::string_view text, std::string& out) {
  if (!is_ascii(text)) return append_changed(text, out, utf8proc_toupper);
  const std::size_t start = out.size();
  out.append(text);
  std::transform(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
                 out.begin() + static_cast<std::ptrdiff_t>(start), ascii_upper);
}

void append_title(std::string_view text, std::string& out) {
  if (is_ascii(text)) return append_ascii_title(text, out);
  bool starts_word = true;
  append_changed(text, out, [&starts_word](utf8proc_int32_t c) {
    const utf8proc_int32_t changed = starts_word ? utf8proc_totitle(c) : utf8proc_tolower(c);
    starts_word = is_white_space(c);
    return changed;
  });
}

void append_squeezed(std::string_view text, std::string& out) {
  text = trim(text);
  std::size_t position = 0;
  while (position < text.size()) {
    std::size_t length = white_space_at(text, position);
    if (length == 0) {
      out.push_back(text[position++]);
      continue;
    }
    out.push_back(' ');
    while (length != 0) {
      position += length;
      length = white_space_at(text, position);
    }
  }
}

void append_folded(std::string_view text, std::string& out) {
  if (is_ascii(text)) return append_lower(text, out);
  utf8proc_uint8_t* folded = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &folded, static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return append_lower(text, out);
  out.append(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
  std::free(folded);
}

void append_without_marks(std::string_view text, std::string& out) {
  utf8proc_uint8_t* bare = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &bare, static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE));
  if (length < 0) {
    out.append(text);
    return;
  }
  append_unligated({reinterpret_cast<const char*>(bare), static_cast<std::size_t>(length)}, out);
  std::free(bare);
}

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace c360::values
