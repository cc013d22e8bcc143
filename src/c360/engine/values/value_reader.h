// Raw text to a value, and which rules of its column it breaks: the one place where values are read and judged.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "c360/engine/values/text_cleaner.h"
#include "c360/engine/values/value_spec.h"

namespace c360::values {

/// The rules of a column, in the order in which they are told.
enum class Rule : std::uint8_t { kRequired = 1, kType = 2, kRange = 4, kMaxLength = 8, kPattern = 16, kAccepted = 32 };

inline constexpr std::array<Rule, 6> kAllRules = {Rule::kRequired,  Rule::kType,    Rule::kRange,
                                                  Rule::kMaxLength, Rule::kPattern, Rule::kAccepted};

/// "required", "type", "range", "max_length", "pattern", "accepted".
std::string_view to_string(Rule rule);
/// Throws Error(kInternal) for another name.
Rule rule_of(std::string_view name);

/// A set of rules.
using Rules = std::uint8_t;
inline bool breaks(Rules broken, Rule rule) {
  return (broken & static_cast<Rules>(rule)) != 0;
}

/// A clean value of any type. Which member counts follows from the column's type.
struct Value {
  Int128 number = 0;      ///< bigint, integer; decimals unscaled; booleans 0, 1; dates in days, times in microseconds
  double real = 0;        ///< double
  std::string_view text;  ///< string
};

/// What became of a raw text.
struct Reading {
  bool present = false;  ///< false: there is no value, or none that can be read
  Rules broken = 0;
  Value value;

  /// Whether the column takes the value: it is there and breaks no rule.
  bool good() const { return present && broken == 0; }
};

/// A column's spec, compiled. Immutable; any thread may use it, each with buffers of its own.
class ValueReader {
 public:
  /// Throws Error(kProject) for a pattern, format, default, bound or accepted value that makes no sense.
  explicit ValueReader(ValueSpec spec);
  ~ValueReader();

  const ValueSpec& spec() const;

  /// nullopt stands for NULL. The text is valid as long as `raw` and until the buffers are used again.
  Reading read(std::optional<std::string_view> raw, CleaningBuffers& buffers) const;

  /// Whether a value can break this rule at all.
  bool can_break(Rule rule) const;

  /// What is wrong, as people read it: "order_amount -5 is below 0". Empty where nothing is.
  std::string explain(std::optional<std::string_view> raw, CleaningBuffers& buffers) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace c360::values
