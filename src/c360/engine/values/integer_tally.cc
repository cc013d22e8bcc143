#include "c360/engine/values/integer_tally.h"

#include <algorithm>

namespace c360::values {
namespace {

/// Where a number's bit stands within its page.
struct Bit {
  std::size_t word;
  std::uint64_t mask;
};

template <typename Page>
Bit bit_of(std::int64_t value, const Page& page) {
  const auto place = static_cast<std::uint64_t>(value) % (page.met.size() * 64);
  return {place / 64, std::uint64_t{1} << (place % 64)};
}

}  // namespace

IntegerTally::Region& IntegerTally::region(std::int64_t number) {
  std::unique_ptr<Region>& found = regions_[number];
  if (!found) {
    found = std::make_unique<Region>();
    take(sizeof(Region));
  }
  return *found;
}

bool IntegerTally::note_one(std::int64_t value, Cursor& cursor) {
  const std::int64_t number = value >> (kPageBits + kRegionBits);
  if (cursor.region == nullptr || cursor.number != number) cursor = {number, &region(number)};
  std::unique_ptr<Page>& page =
      (*cursor.region)[static_cast<std::uint64_t>(value) >> kPageBits & ((std::uint64_t{1} << kRegionBits) - 1)];
  if (!page) {
    page = std::make_unique<Page>();
    take(sizeof(Page));
  }
  const Bit bit = bit_of(value, *page);
  const bool before = (page->met[bit.word] & bit.mask) != 0;
  page->met[bit.word] |= bit.mask;
  if (before) page->met_again[bit.word] |= bit.mask;
  return before;
}

void IntegerTally::note(const IntegerBatch& batch, bool* before) {
  const std::lock_guard lock(mutex_);
  rows_ += static_cast<std::int64_t>(batch.size);
  std::fill_n(before, batch.size, false);
  if (gave_up_) return;
  Cursor cursor;
  for (std::size_t row = 0; row < batch.size; ++row) {
    before[row] = batch.is_null(row) ? nulls_++ > 0 : note_one(batch.values[row], cursor);
    repeats_ += before[row] ? 1 : 0;
    if (bytes_ > most_bytes_) return give_up();
  }
}

void IntegerTally::give_up() {
  gave_up_ = true;
  regions_.clear();
  bytes_ = 0;
}

const IntegerTally::Page* IntegerTally::page(std::int64_t value, Cursor& cursor) const {
  const std::int64_t number = value >> (kPageBits + kRegionBits);
  if (cursor.region == nullptr || cursor.number != number) {
    const auto found = regions_.find(number);
    if (found == regions_.end()) return nullptr;
    cursor = {number, found->second.get()};
  }
  return (*cursor.region)[static_cast<std::uint64_t>(value) >> kPageBits & ((std::uint64_t{1} << kRegionBits) - 1)]
      .get();
}

void IntegerTally::find(const IntegerBatch& batch, bool* found) const {
  Cursor cursor;
  for (std::size_t row = 0; row < batch.size; ++row) {
    found[row] = false;
    if (batch.is_null(row)) continue;
    const Page* there = page(batch.values[row], cursor);
    if (there == nullptr) continue;
    const Bit bit = bit_of(batch.values[row], *there);
    found[row] = (there->met[bit.word] & bit.mask) != 0;
  }
}

void IntegerTally::find_repeated(const IntegerBatch& batch, bool* repeated) const {
  Cursor cursor;
  for (std::size_t row = 0; row < batch.size; ++row) {
    repeated[row] = batch.is_null(row) && nulls_ > 1;
    if (batch.is_null(row)) continue;
    const Page* there = page(batch.values[row], cursor);
    if (there == nullptr) continue;
    const Bit bit = bit_of(batch.values[row], *there);
    repeated[row] = (there->met_again[bit.word] & bit.mask) != 0;
  }
}

}  // namespace c360::values
