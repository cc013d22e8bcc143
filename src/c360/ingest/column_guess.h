// What type a column has, guessed from its values.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "c360/ingest/number_guess.h"
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
  void see_time(std::string_view value);
  bool are_times() const;
  void tell_times(SniffedColumn& column) const;
  bool tell_numbers(SniffedColumn& column) const;

  std::int64_t values_ = 0;
  std::int64_t empty_ = 0;
  NumberGuess plain_{{'.', '\0'}};
  NumberGuess english_{{'.', ','}};
  NumberGuess continental_{{',', '.'}};
  std::int64_t booleans_ = 0;
  std::int64_t times_ = 0;
  std::int64_t times_of_day_ = 0;
  std::int64_t zones_ = 0;
  std::vector<std::int64_t> format_uses_;
  std::set<std::string> null_tokens_;
  std::unordered_set<std::size_t> hashes_;
  bool repeated_ = false;
};

}  // namespace c360::ingest
