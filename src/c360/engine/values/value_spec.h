// What one column of a contract says about its values, as a value that can travel through SQL as a text literal.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/values/number.h"
#include "c360/sql/type.h"

namespace c360::values {

/// One change of a text before it is read.
struct CleanStep {
  enum class Kind { kTrim, kSqueeze, kLower, kUpper, kTitle, kDigits, kEmail, kPhone, kReplace, kMap };
  Kind kind = Kind::kTrim;
  std::string pattern, replacement;           ///< kReplace: an RE2 pattern and what replaces every match
  std::map<std::string, std::string> values;  ///< kMap: whole values
  bool operator==(const CleanStep&) const = default;
};

/// How raw text becomes a value of a column, and which values the column allows. A value.
struct ValueSpec {
  std::string column;  ///< its name, for reasons and messages
  sql::Type type;
  bool required = false;
  std::vector<std::string> null_tokens;  ///< compared ignoring case
  std::vector<CleanStep> clean;
  std::vector<std::string> formats;
  std::optional<std::string> default_value, min, max;  ///< plain texts of the type
  std::optional<std::size_t> max_length;               ///< strings: characters of the clean text
  std::optional<std::string> pattern;                  ///< RE2, the whole text
  std::vector<std::string> accepted;                   ///< plain texts of the type
  NumberNotation notation;

  /// JSON. Equal specs give equal texts.
  std::string to_text() const;
  /// Reads what to_text() writes. Throws Error(kInternal) for anything else.
  static ValueSpec from_text(std::string_view text);
};

}  // namespace c360::values
