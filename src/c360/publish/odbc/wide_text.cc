#include "c360/publish/odbc/wide_text.h"

namespace c360::publish::odbc {
namespace {

constexpr char32_t kUnknown = 0xFFFD;
constexpr char32_t kFirstPair = 0x10000;
constexpr char32_t kLast = 0x10FFFF;
constexpr char32_t kHigh = 0xD800;
constexpr char32_t kLow = 0xDC00;
constexpr char32_t kAfterLow = 0xE000;

struct Character {
  char32_t code;
  std::size_t bytes;
};

/// The character that a text begins with; one byte of kUnknown for what is none.
Character first_of(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0x80U   ? 1
                            : lead < 0xC2U ? 0
                            : lead < 0xE0U ? 2
                            : lead < 0xF0U ? 3
                            : lead < 0xF5U ? 4
                                           : 0;
  if (bytes == 0 || bytes > text.size()) return {kUnknown, 1};
  if (bytes == 1) return {lead, 1};
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return {kUnknown, 1};
    code = (code << 6U) | (next & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, kFirstPair};
  if (code < kLeast[bytes] || code > kLast || (code >= kHigh && code < kAfterLow)) return {kUnknown, 1};
  return {code, bytes};
}

void append_utf8(char32_t code, std::string& to) {
  const auto tail = [&](unsigned shift) { to += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    to += static_cast<char>(code);
  } else if (code < 0x800) {
    to += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < kFirstPair) {
    to += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    to += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

void append_wide(std::string_view text, WideText& to) {
  while (!text.empty()) {
    const Character character = first_of(text);
    text.remove_prefix(character.bytes);
    if (character.code < kFirstPair) {
      to.push_back(static_cast<std::uint16_t>(character.code));
      continue;
    }
    const char32_t rest = character.code - kFirstPair;
    to.push_back(static_cast<std::uint16_t>(kHigh + (rest >> 10U)));
    to.push_back(static_cast<std::uint16_t>(kLow + (rest & 0x3FFU)));
  }
}

WideText wide(std::string_view text) {
  WideText units;
  units.reserve(text.size());
  append_wide(text, units);
  return units;
}

std::string narrow(const std::uint16_t* units, std::size_t count) {
  std::string text;
  text.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    char32_t code = units[i];
    const bool is_high = code >= kHigh && code < kLow;
    if (is_high && i + 1 < count && units[i + 1] >= kLow && units[i + 1] < kAfterLow)
      code = kFirstPair + ((code - kHigh) << 10U) + (units[++i] - kLow);
    else if (code >= kHigh && code < kAfterLow)
      code = kUnknown;
    append_utf8(code, text);
  }
  return text;
}

}  // namespace c360::publish::odbc
