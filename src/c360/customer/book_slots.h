// From a customer's id to the block of bytes that a book has of the customer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/customer/book_file.h"

namespace c360::customer {

/// Bytes with their length and a check before them.
std::string block_of(std::string_view bytes);
/// The bytes of the block that begins there. Throws Error(kCorrupt) where they are not what was written.
std::string_view block_at(std::string_view section, std::uint64_t offset);

/// A table of open addresses: a slot holds the place of a block and a part of its id's hash.
class SlotsWriter {
 public:
  void add(std::string_view id, std::uint64_t offset);
  void write(BookFileWriter& file) const;

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> entries_;  ///< hash and place
};

/// Places of the blocks that may be a customer's, one after another, until `is_it` says that one is. The id must be
/// looked at: two may have one hash.
template <class IsIt>
bool find_slot(const BookFile& file, std::string_view id, const IsIt& is_it);

/// How a slot is made.
struct Slot {
  static constexpr unsigned kTagBits = 16;
  static std::uint64_t of(std::uint64_t hash, std::uint64_t offset) {
    return ((offset + 1) << kTagBits) | (hash >> (64 - kTagBits));
  }
  static bool may_be(std::uint64_t slot, std::uint64_t hash) {
    return (slot & ((1U << kTagBits) - 1)) == hash >> (64 - kTagBits);
  }
  static std::uint64_t offset(std::uint64_t slot) { return (slot >> kTagBits) - 1; }
};

template <class IsIt>
bool find_slot(const BookFile& file, std::string_view id, const IsIt& is_it) {
  const std::size_t slots = file.section(BookSection::kCustomerSlots).size() / sizeof(std::uint64_t);
  const std::uint64_t hash = short_hash(id);
  for (std::size_t i = 0; i < slots; ++i) {
    const std::uint64_t slot = file.number(BookSection::kCustomerSlots, (hash + i) & (slots - 1));
    if (slot == 0) return false;
    if (Slot::may_be(slot, hash) && is_it(Slot::offset(slot))) return true;
  }
  return false;
}

}  // namespace c360::customer
