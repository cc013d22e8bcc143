// Whether a column's values are numbers in one way of writing them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "c360/sql/type.h"

namespace c360::ingest {

/// How numbers are written: what stands before the decimals, and between groups of three digits ('\0': nothing).
struct NumberStyle {
  char point = '.';
  char group = '\0';
};

/// Looks at one column's values. One thread at a time.
class NumberGuess {
 public:
  explicit NumberGuess(NumberStyle style) : style_(style) {}
  /// A value without white space around it; not an empty one.
  void see(std::string_view value);
  /// The narrowest type of all values seen; nullopt if one of them was no number, or a code such as "007".
  std::optional<sql::Type> type() const;
  NumberStyle style() const { return style_; }

 private:
  NumberStyle style_;
  bool failed_ = false;
  std::int64_t values_ = 0;
  int whole_digits_ = 0;
  int decimals_ = 0;
};

}  // namespace c360::ingest
