// Random secrets, and fingerprints that do not give them away.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace c360 {

/// Bytes that nobody can guess. Throws Error(kInternal) where the machine has none to give. Any thread may call.
std::string random_bytes(std::size_t count);

/// Bytes as text without '+', '/' and '=' (RFC 4648, section 5).
std::string base64url(std::string_view bytes);

/// Bytes as text with '+', '/' and '=' (RFC 4648, section 4).
std::string base64(std::string_view bytes);

/// The bytes of such a text; nullopt where it is none.
std::optional<std::string> bytes_of_base64(std::string_view text);

/// HMAC with SHA-256 (RFC 2104): 32 bytes. Any thread may call.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// SHA-256: 64 lower-case hexadecimal digits. Any thread may call.
std::string sha256_hex(std::string_view bytes);

/// Whether two texts are equal, in a time that does not tell where they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// A number for each text that only who has the key can work out (SipHash-2-4). Any thread may call.
class KeyedHash {
 public:
  static constexpr std::size_t kKeyBytes = 16;

  /// Throws Error(kCorrupt) for a key of another length.
  explicit KeyedHash(std::string_view key);
  std::uint64_t of(std::string_view text) const;

 private:
  std::array<std::uint64_t, 2> key_{};
};

}  // namespace c360
