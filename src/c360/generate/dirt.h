// The kinds of dirt, one function each: what turns a clean text into one that a contract cleans, or cannot read.
#pragma once

#include <cstdint>
#include <string>

#include "c360/generate/entity.h"
#include "c360/generate/random.h"

namespace c360::generate::dirt {

/// Appends something that means "no value": NA, n/a, Null, white space, nothing, …
void append_null_token(Random& random, std::string& out);

/// Blanks, tabs and no-break spaces around the text.
void pad(Random& random, std::string& text);

/// More than one white space between words.
void stretch(Random& random, std::string& text);

/// Another letter case (of ASCII letters).
void change_case(Random& random, std::string& text);

/// A line end, quotes or a comma put into a text of several words.
void disturb(Random& random, std::string& text);

/// A text of the column that cannot be read as its type.
void append_unreadable(Kind kind, std::int64_t value, Random& random, std::string& out);

/// A date, or a time, in one of the five formats; 0 is ISO.
void append_date(std::int64_t days, std::int64_t format, Random& random, std::string& out);
void append_time(std::int64_t seconds, std::int64_t format, std::string& out);

}  // namespace c360::generate::dirt
