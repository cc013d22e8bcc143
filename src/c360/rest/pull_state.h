// How far the pulls of a source are: all that the next request needs to know, of a size that does not grow.
#pragma once

#include <cstdint>
#include <string>

#include "c360/base/clock.h"
#include "c360/rest/json_document.h"

namespace c360::rest {

/// The place of the next page in a sequence of pages.
struct PagePlace {
  std::int64_t pages = 0;    ///< that came before it
  std::int64_t records = 0;  ///< in those
  Json mark;                 ///< that the page before gave; null: none
  std::string address;       ///< that the page before gave, secrets marked; empty: none
};

/// A plain value. JSON is its only form outside of this process.
struct PullState {
  std::string asked;       ///< a fingerprint of what the source asks for: another one begins anew
  Micros begun = 0;        ///< of the pull that is open, or of the last; no two pulls have the same
  Micros before = 0;       ///< begun of the pull before it
  bool is_open = false;    ///< has not come to its end
  bool is_full = true;     ///< asks for everything
  std::string since;       ///< what it asks from; empty: everything
  std::string highest;     ///< value of the cursor so far in it; empty: none
  std::int64_t nulls = 0;  ///< records without a value so far in it
  bool has_nulls = false;  ///< the last full pull had records without a value
  std::string newest;      ///< highest value of all finished pulls
  Micros last_full = 0;    ///< when the last full pull began that finished
  std::string parent;      ///< whose pages are asked for
  PagePlace place;

  std::string to_json() const;
  /// The state before the first pull for an empty text. Throws Error(kCorrupt) for one that is none.
  static PullState from_json(const std::string& text);
};

}  // namespace c360::rest
