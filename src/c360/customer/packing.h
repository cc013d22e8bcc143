// Numbers and texts as bytes, one after another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace c360::customer {

/// Puts values behind one another. A number takes 7 bits a byte, a text its length before it.
class Packer {
 public:
  void number(std::uint64_t value);
  void text(std::string_view value);
  void maybe(const std::optional<std::string>& value);

  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

/// Takes them out again in the same order. Throws Error(kCorrupt) at the end of the bytes, which must outlive it.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    if (!bytes_.empty() && (bytes_.front() & 0x80) == 0) {
      const auto value = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      return value;
    }
    return long_number();
  }
  std::string_view text() { return skip(number()); }
  std::optional<std::string> maybe();
  std::string_view skip(std::size_t size);
  bool at_end() const { return bytes_.empty(); }

 private:
  std::uint64_t long_number();

  std::string_view bytes_;
};

}  // namespace c360::customer
