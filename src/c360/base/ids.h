// Names for runs, batches and files that no two processes ever share.
#pragma once

#include <string>

#include "c360/base/clock.h"

namespace c360 {

/// A random UUID (version 4, RFC 9562) in lower-case text. Safe to call from any thread.
std::string random_uuid();

/// An id for a run or batch that sorts by time: "20240531T081500-3f9c2ab1", the second, its microsecond (five digits)
/// and three random digits.
std::string time_ordered_id(Micros now);

}  // namespace c360
