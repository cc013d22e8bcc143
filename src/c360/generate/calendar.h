// Days, and how busy they are.
#pragma once

#include <cstdint>
#include <vector>

namespace c360::generate {

/// A day of the proleptic Gregorian calendar.
struct Civil {
  int year = 1970, month = 1, day = 1;
};

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_of(Civil date);
Civil civil_of(std::int64_t days);

/// A span of days of which some are busier: weekends, the weeks before Christmas, each year more than the last.
/// Immutable; any thread may use it.
class BusyDays {
 public:
  /// From `first` to `last`, both included.
  BusyDays(Civil first, Civil last);

  std::int64_t first() const { return first_; }
  std::int64_t length() const { return static_cast<std::int64_t>(until_.size()); }

  /// The day of event `index` of `count`, where events are numbered in the order in which they happen.
  std::int64_t day_of_event(std::int64_t index, std::int64_t count) const;

 private:
  std::int64_t first_;
  std::vector<std::int64_t> until_;  ///< the weights of all days up to each
};

}  // namespace c360::generate
