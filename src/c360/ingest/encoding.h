// What bytes mean as text. Everything behind this door is UTF-8; what cannot be text in a file's encoding comes out as
// bytes that are no UTF-8 either, so that one check finds it. Pure functions, for any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace c360::ingest {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kLatin1, kWindows1252 };

/// "utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252".
std::string_view to_string(Encoding encoding);
/// Reads what to_string writes, ignoring case, '-' and '_', and the usual other names ("cp1252", "iso-8859-1").
/// Throws Error(kProject) naming the encodings there are.
Encoding parse_encoding(std::string_view name);

/// What the first bytes of a file say about its encoding: a byte order mark, or the pattern of UTF-16 without one
/// (zero bytes on one side only, in at least half of the units). nullopt: eight-bit text of some kind.
struct HeadEncoding {
  std::optional<Encoding> encoding;
  std::size_t mark_bytes = 0;  ///< length of the byte order mark
};
/// Throws Error(kUnsupported) for UTF-32, by its mark.
HeadEncoding detect_head(std::string_view head);

/// How far bytes are UTF-8 (RFC 3629: shortest forms, no surrogates, up to U+10FFFF).
struct Utf8Check {
  std::uint64_t multibyte = 0;  ///< well-formed characters of two to four bytes
  std::uint64_t invalid = 0;    ///< bytes that belong to no well-formed character
  bool cut_at_end = false;      ///< the only invalid bytes begin a character that the end cuts off
  bool valid() const { return invalid == 0; }
};
Utf8Check check_utf8(std::string_view text);

/// Whether text that is not UTF-8 can safely be taken for Windows-1252: it holds no character that is well-formed
/// UTF-8 (else it is UTF-8 with broken places), no byte that Windows-1252 leaves undefined and no NUL.
bool looks_like_windows_1252(std::string_view text, const Utf8Check& check);

/// Appends UTF-8. For UTF-16 a lone surrogate becomes its three-byte form and an odd last byte stays as 0xFF, for
/// Windows-1252 an undefined byte stays itself: none of them is UTF-8. `bytes` must be whole units except at the end
/// of the file (`last`); returns how many bytes were used (a surrogate pair is never cut).
std::size_t decode(std::string_view bytes, Encoding encoding, bool last, std::string& out);

/// Text for people of bytes that may be no UTF-8: each byte that is none, and NUL, as \xNN.
std::string visible_text(std::string_view bytes);

}  // namespace c360::ingest
