#include "c360/delta/path_encoding.h"

#include <optional>

namespace c360::delta {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kFileScheme = "file:";

bool must_encode(char c) {
  constexpr std::string_view kIllegal = " \"#%<>?[\\]^`{|}";
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || kIllegal.find(c) != std::string_view::npos;
}

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

/// The byte that "%XX" at `at` stands for.
std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return std::nullopt;
  const auto high = hex_value(text[at + 1]);
  const auto low = hex_value(text[at + 2]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(static_cast<unsigned char>(*high * 16 + *low));
}

}  // namespace

std::string encode_path(std::string_view path) {
  std::string encoded;
  encoded.reserve(path.size());
  for (const char c : path) {
    if (!must_encode(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 0xF]};
  }
  return encoded;
}

std::string decode_path(std::string_view encoded) {
  std::string path;
  path.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const std::optional<char> byte = escaped_byte(encoded, i);
    path += byte.value_or(encoded[i]);
    if (byte) i += 2;
  }
  return path;
}

std::string canonical_path(std::string_view path) {
  if (!path.starts_with(kFileScheme)) return std::string(path);
  path.remove_prefix(kFileScheme.size());
  while (path.starts_with("//")) path.remove_prefix(1);
  return std::string(path);
}

}  // namespace c360::delta
