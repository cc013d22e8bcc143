// What type a column has, guessed from its values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "c360/ingest/sniff.h"

namespace c360::ingest {

/// Looks at one column's values. One thread at a time.
class ColumnGuess {
 public:
  ColumnGuess();
  void see(std::string_view raw);
  /// All but the name.
  SniffedColumn sniffed() const;

 private:
  void see_number(std::string_view value);
  void see_time(std::string_view value);
  std::optional<sql::Type> number_type() const;

  std::int64_t values_ = 0;
  std::int64_t empty_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t leading_zeros_ = 0;  ///< "007" is a code and no number
  int whole_digits_ = 0;
  int decimals_ = 0;
  std::int64_t booleans_ = 0;
  std::int64_t times_ = 0;
  std::int64_t times_of_day_ = 0;
  std::int64_t zones_ = 0;
  std::vector<std::int64_t> format_uses_;
  std::unordered_set<std::size_t> hashes_;
  bool repeated_ = false;
};

}  // namespace c360::ingest
