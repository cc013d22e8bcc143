#include "c360/customer/book_slots.h"

#include <bit>
#include <cstring>

#include "c360/base/error.h"

namespace c360::customer {
namespace {

struct BlockHead {
  std::uint32_t size = 0, check = 0;
};

}  // namespace

std::string block_of(std::string_view bytes) {
  const BlockHead head{static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(short_hash(bytes))};
  std::string block(sizeof head, '\0');
  std::memcpy(block.data(), &head, sizeof head);
  block += bytes;
  return block;
}

std::string_view block_at(std::string_view section, std::uint64_t offset) {
  BlockHead head;
  const bool has_head = offset <= section.size() && section.size() - offset >= sizeof head;
  if (has_head) std::memcpy(&head, section.data() + offset, sizeof head);
  if (!has_head || section.size() - offset - sizeof head < head.size)
    throw Error(ErrorCode::kCorrupt, "a customer book points beyond its end");
  const std::string_view bytes = section.substr(offset + sizeof head, head.size);
  if (static_cast<std::uint32_t>(short_hash(bytes)) != head.check)
    throw Error(ErrorCode::kCorrupt, "bytes of a customer book have changed");
  return bytes;
}

void SlotsWriter::add(std::string_view id, std::uint64_t offset) {
  entries_.emplace_back(short_hash(id), offset);
}

/// Between a half and a quarter of the slots are taken.
void SlotsWriter::write(BookFileWriter& file) const {
  std::vector<std::uint64_t> slots(std::bit_ceil(entries_.size() * 2 + 1));
  for (const auto& [hash, offset] : entries_) {
    std::size_t at = hash & (slots.size() - 1);
    while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = Slot::of(hash, offset);
  }
  for (const std::uint64_t slot : slots) file.write(number_bytes(slot));
}

}  // namespace c360::customer
