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

  std::uint64_t number();
  std::string_view text();
  std::optional<std::string> maybe();
  std::string_view skip(std::size_t size);
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace c360::customer
