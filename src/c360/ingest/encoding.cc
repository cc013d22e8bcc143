#include "c360/ingest/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

/// The least second byte that a three- or four-byte character may have after `lead`, and the greatest.
std::pair<unsigned, unsigned> second_byte_range(unsigned lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {0x80, 0xBF};
  }
}

std::size_t length_by_lead(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Bytes of the character at `at` that are well-formed, up to its whole length.
std::size_t formed_bytes(std::string_view text, std::size_t at, std::size_t length) {
  if (!continues(text, at + 1)) return 1;
  const auto [low, high] = second_byte_range(byte_at(text, at));
  if (byte_at(text, at + 1) < low || byte_at(text, at + 1) > high) return 1;
  std::size_t formed = 2;
  while (formed < length && continues(text, at + formed)) ++formed;
  return formed;
}

/// The length of the well-formed character at `at`, or 0.
std::size_t character_length(std::string_view text, std::size_t at) {
  const std::size_t length = length_by_lead(byte_at(text, at));
  if (length <= 1) return length;
  return formed_bytes(text, at, length) == length ? length : 0;
}

bool begins_cut_character(std::string_view text, std::size_t at) {
  const std::size_t length = length_by_lead(byte_at(text, at));
  return length > 1 && at + formed_bytes(text, at, length) == text.size();
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

void append_utf8(char32_t code, std::string& out) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

char32_t unit_at(std::string_view bytes, std::size_t at, bool big_endian) {
  const char32_t first = byte_at(bytes, at);
  const char32_t second = byte_at(bytes, at + 1);
  return big_endian ? (first << 8 | second) : (second << 8 | first);
}

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

std::size_t decode_utf16(std::string_view bytes, bool big_endian, bool last, std::string& out) {
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    const char32_t unit = unit_at(bytes, at, big_endian);
    if (is_high_surrogate(unit)) {
      if (at + 4 > bytes.size() && !last) return at;
      const char32_t next = at + 4 <= bytes.size() ? unit_at(bytes, at + 2, big_endian) : 0;
      if (is_low_surrogate(next)) {
        append_utf8(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00), out);
        at += 4;
        continue;
      }
    }
    append_utf8(unit, out);
    at += 2;
  }
  if (!last || at == bytes.size()) return at;
  out.push_back('\xFF');
  return bytes.size();
}

/// Code points of the bytes 0x80 to 0x9F in Windows-1252; 0 for the five that it leaves undefined.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void decode_single_byte(std::string_view bytes, bool windows, std::string& out) {
  for (const char raw : bytes) {
    const auto byte = static_cast<unsigned char>(raw);
    const bool special = windows && byte >= 0x80 && byte < 0xA0;
    const char32_t code = special ? kWindows1252[byte - 0x80U] : byte;
    if (special && code == 0) {
      out.push_back(raw);
    } else {
      append_utf8(code, out);
    }
  }
}

struct ZeroBytes {
  std::size_t even = 0;
  std::size_t odd = 0;
};

ZeroBytes count_zero_bytes(std::string_view head) {
  ZeroBytes zeros;
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (head[at] == '\0') ++(at % 2 == 0 ? zeros.even : zeros.odd);
  }
  return zeros;
}

std::optional<Encoding> utf16_by_pattern(std::string_view head) {
  const ZeroBytes zeros = count_zero_bytes(head);
  const std::size_t enough = std::max<std::size_t>(2, head.size() / 4);
  if (head.size() < 4 || (zeros.even > 0) == (zeros.odd > 0)) return std::nullopt;
  if (zeros.even + zeros.odd < enough) return std::nullopt;
  const Encoding guess = zeros.odd > 0 ? Encoding::kUtf16Le : Encoding::kUtf16Be;
  std::string decoded;
  decode(head.substr(0, head.size() / 2 * 2), guess, false, decoded);
  if (!check_utf8(decoded).valid()) return std::nullopt;
  return guess;
}

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == ' ') continue;
    plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return plain;
}

}  // namespace

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "utf-8";
    case Encoding::kUtf16Le:
      return "utf-16le";
    case Encoding::kUtf16Be:
      return "utf-16be";
    case Encoding::kLatin1:
      return "latin-1";
    case Encoding::kWindows1252:
      return "windows-1252";
  }
  return "utf-8";
}

Encoding parse_encoding(std::string_view name) {
  const std::string plain = plain_name(name);
  if (plain == "utf8") return Encoding::kUtf8;
  if (plain == "utf16le") return Encoding::kUtf16Le;
  if (plain == "utf16be") return Encoding::kUtf16Be;
  if (plain == "latin1" || plain == "iso88591") return Encoding::kLatin1;
  if (plain == "windows1252" || plain == "cp1252") return Encoding::kWindows1252;
  throw Error(ErrorCode::kProject, "there is no encoding '" + std::string(name) + "'",
              "write one of utf-8, utf-16le, utf-16be, latin-1, windows-1252");
}

HeadEncoding detect_head(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("\0\0\xFE\xFF"sv)) {
    throw Error(ErrorCode::kUnsupported, "the file is UTF-32, which c360 does not read", "save it as UTF-8");
  }
  if (head.starts_with("\xEF\xBB\xBF"sv)) return {Encoding::kUtf8, 3};
  if (head.starts_with("\xFF\xFE"sv)) return {Encoding::kUtf16Le, 2};
  if (head.starts_with("\xFE\xFF"sv)) return {Encoding::kUtf16Be, 2};
  return {utf16_by_pattern(head), 0};
}

Utf8Check check_utf8(std::string_view text) {
  Utf8Check check;
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const std::size_t length = character_length(text, at);
    if (length > 0) {
      check.multibyte += length > 1 ? 1 : 0;
      at += length;
    } else {
      check.cut_at_end |= check.invalid == 0 && begins_cut_character(text, at);
      ++check.invalid;
      ++at;
    }
    if (at < text.size() && byte_at(text, at) < 0x80) at = skip_ascii(text, at);
  }
  return check;
}

bool looks_like_windows_1252(std::string_view text, const Utf8Check& check) {
  if (check.valid() || check.multibyte > 0 || check.cut_at_end) return false;
  for (const char raw : text) {
    const auto byte = static_cast<unsigned char>(raw);
    if (byte == 0) return false;
    if (byte >= 0x80 && byte < 0xA0 && kWindows1252[byte - 0x80U] == 0) return false;
  }
  return true;
}

std::size_t decode(std::string_view bytes, Encoding encoding, bool last, std::string& out) {
  switch (encoding) {
    case Encoding::kUtf16Le:
      return decode_utf16(bytes, false, last, out);
    case Encoding::kUtf16Be:
      return decode_utf16(bytes, true, last, out);
    case Encoding::kLatin1:
      decode_single_byte(bytes, false, out);
      return bytes.size();
    case Encoding::kWindows1252:
      decode_single_byte(bytes, true, out);
      return bytes.size();
    case Encoding::kUtf8:
      out.append(bytes);
      return bytes.size();
  }
  return bytes.size();
}

std::string visible_text(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = bytes[at] == '\0' ? 0 : character_length(bytes, at);
    if (length > 0) {
      text.append(bytes.substr(at, length));
      at += length;
      continue;
    }
    const unsigned byte = byte_at(bytes, at++);
    text += "\\x";
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

}  // namespace c360::ingest
