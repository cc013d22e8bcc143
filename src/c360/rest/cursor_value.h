// Values of the field by which later pulls ask for what is new: times or numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "c360/base/clock.h"
#include "c360/project/rest_spec.h"

namespace c360::rest {

/// A time in ISO 8601 (a date alone too; an offset counts), or a number that is not negative. A plain value.
class CursorValue {
 public:
  /// nullopt for anything else.
  static std::optional<CursorValue> parse(const std::string& text);

  bool is_time() const { return form_ != Form::kNumber; }
  /// Throws Error(kData) if one is a time and the other a number.
  bool operator<(const CursorValue& other) const;
  /// So much lower, not below 0. Throws Error(kData) for a span of time off a number, and the other way round; 0 is
  /// both.
  CursorValue minus(const project::RestOverlap& overlap) const;
  /// A time later than this instant becomes it: one record from the future must not hide all others until then.
  CursorValue at_most(Micros now) const;
  /// In the form it was written in; with an offset as UTC, with a Z.
  std::string text() const;

 private:
  enum class Form { kNumber, kDate, kTimeOfZone, kTimeWithoutZone };

  Form form_ = Form::kNumber;
  std::int64_t whole_ = 0;  ///< of a number, or microseconds
  std::string decimals_;    ///< of a number, as written
  char separator_ = 'T';    ///< between date and time
};

}  // namespace c360::rest
