// What a customer book holds of one customer: the profile and the newest events.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "c360/customer/packing.h"
#include "c360/customer/profile.h"

namespace c360::customer {

/// How many events of a customer are in a book.
inline constexpr std::size_t kEventsInBook = 50;

struct BookEntry {
  Profile profile;
  Timeline newest;  ///< at most kEventsInBook; `next` where there are more
};

/// What the entries of one book have in common.
struct BookCommon {
  std::vector<std::int64_t> place_of;  ///< of CustomerModel::figures(): how many customers have a value
  std::vector<std::string> files;      ///< of records
};

void pack(Packer& packer, const CustomerModel& model, const BookEntry& entry, BookCommon& common);
/// Throws Error(kCorrupt) for bytes that pack() with this model did not give.
BookEntry unpack(std::string_view bytes, const CustomerModel& model, const BookCommon& common);

void pack(Packer& packer, const BookCommon& common);
BookCommon unpack_common(Unpacker& unpacker);

}  // namespace c360::customer
