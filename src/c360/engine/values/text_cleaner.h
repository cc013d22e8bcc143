// The way from a column's raw text to its clean text: trim, null tokens, clean steps.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/values/value_spec.h"

namespace c360::values {

/// Memory that a thread's cleaning works in; used again for every value, so that cleaning does not allocate.
struct CleaningBuffers {
  std::string current, next;
};

/// Compiled null tokens and clean steps. Immutable; any thread may use it, each with buffers of its own.
class TextCleaner {
 public:
  /// Throws Error(kProject) for a pattern that is no regular expression.
  TextCleaner(const std::vector<std::string>& null_tokens, const std::vector<CleanStep>& steps);
  ~TextCleaner();
  TextCleaner(TextCleaner&&) noexcept;
  TextCleaner& operator=(TextCleaner&&) noexcept;

  /// The clean text, without white space around it; nullopt for a null token and for a text that the steps emptied.
  /// Valid as long as `raw` and until the buffers are used again.
  std::optional<std::string_view> clean(std::string_view raw, CleaningBuffers& buffers) const;
  /// Whether every text of digits alone is its own clean text.
  bool keeps_digits() const;

 private:
  class Step;
  bool is_null_token(std::string_view text, CleaningBuffers& buffers) const;
  bool cannot_be_null_token(std::string_view text) const;

  std::vector<std::string> null_tokens_;  // folded
  std::array<bool, 128> starts_token_{};  // ASCII characters, of either case, that a token begins with
  std::size_t longest_token_ = 0;
  std::vector<Step> steps_;
};

}  // namespace c360::values
