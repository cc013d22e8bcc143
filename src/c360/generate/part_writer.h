// One raw file of an entity: part `part` of `parts`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "c360/generate/account.h"
#include "c360/generate/entity.h"
#include "c360/generate/raw_file.h"
#include "c360/generate/row_text.h"

namespace c360::generate {

/// The name of a part's file: orders.csv, or orders-003.csv where there are several; their bytes sort as their numbers.
std::string part_name(const Entity& entity, std::int64_t part, std::int64_t parts);

/// Writes the rows of its share of the keys, each key's further rows beside the first, later in the file, or in the
/// next file. The account is of these keys, wherever their rows are. Used once, by one thread.
class PartWriter {
 public:
  PartWriter(const Entity& entity, std::int64_t part, std::int64_t parts, const std::filesystem::path& directory);

  /// Writes the file. Throws Error(kNoSpace, kNotFound or kIo).
  Account write();

 private:
  /// Where a key's further rows go.
  enum class Place : std::uint8_t { kBeside, kLater, kNextFile };
  struct Waiting {
    std::int64_t due;
    std::int64_t key;
  };

  std::int64_t first_unit(std::int64_t part) const;
  Place place_of(std::int64_t key) const;
  void write_key(std::int64_t key);
  void write_further_rows(std::int64_t key);
  void write_carried(std::int64_t from_part);
  void write_waiting(std::int64_t until);
  void write_noise(std::int64_t key);
  template <class Visit>
  void each_key(std::int64_t part, Visit visit) const;

  const Entity& entity_;
  std::int64_t part_;
  std::int64_t parts_;
  RawFile file_;
  RowText text_;
  Account account_;
  std::vector<Waiting> waiting_;
};

}  // namespace c360::generate
