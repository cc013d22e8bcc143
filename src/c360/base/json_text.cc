#include "c360/base/json_text.h"

namespace c360 {

void append_json_text(std::string_view text, std::string& out) {
  constexpr std::string_view kShort = "\b\t\n\f\r";
  constexpr std::string_view kLetters = "btnfr";
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte >= 0x20) {
      out += c;
    } else if (const std::size_t letter = kShort.find(c); letter != std::string_view::npos) {
      out += {'\\', kLetters[letter]};
    } else {
      out += {'\\', 'u', '0', '0', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  out += '"';
}

}  // namespace c360
