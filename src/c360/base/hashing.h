// Content hashes. XXH3, 128 bits: two different files of one project do not meet by chance; it is no protection
// against someone who wants them to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace c360 {

/// Hashes bytes as they come. One thread at a time.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(ContentHash&&) noexcept;
  ContentHash& operator=(ContentHash&&) noexcept;

  void update(std::string_view bytes);
  /// 32 lower-case hexadecimal digits. More bytes may follow.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The hash of one piece of text or bytes.
std::string content_hash(std::string_view bytes);

/// XXH3, 64 bits: for tables of many pieces, where two of one hash are told apart by other means.
std::uint64_t short_hash(std::string_view bytes);

}  // namespace c360
