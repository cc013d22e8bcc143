#include "c360/engine/values/text_cleaner.h"

#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "c360/base/error.h"
#include "c360/engine/values/contact.h"
#include "c360/engine/values/regex.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::values {
namespace {

void append_digits(std::string_view text, std::string& out) {
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_ascii_byte(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

void note_start(const std::string& token, std::array<bool, 128>& starts) {
  if (token.empty() || !is_ascii_byte(token[0])) return;
  const auto lower = static_cast<std::size_t>(token[0]);
  starts[lower] = true;
  if (token[0] >= 'a' && token[0] <= 'z') starts[lower - ('a' - 'A')] = true;
}

using Mapping = std::map<std::string, std::string, std::less<>>;

}  // namespace

class TextCleaner::Step {
 public:
  explicit Step(const CleanStep& step) : kind_(step.kind), replacement_(step.replacement) {
    if (kind_ == CleanStep::Kind::kMap) mapping_.insert(step.values.begin(), step.values.end());
    if (kind_ == CleanStep::Kind::kReplace) pattern_ = compile_replacement(step.pattern, replacement_);
  }

  void append(std::string_view text, std::string& out) const {
    switch (kind_) {
      case CleanStep::Kind::kTrim:
        out.append(trim(text));
        return;
      case CleanStep::Kind::kSqueeze:
        return append_squeezed(text, out);
      case CleanStep::Kind::kLower:
        return append_lower(text, out);
      case CleanStep::Kind::kUpper:
        return append_upper(text, out);
      case CleanStep::Kind::kTitle:
        return append_title(text, out);
      case CleanStep::Kind::kDigits:
        return append_digits(text, out);
      case CleanStep::Kind::kEmail:
        return append_email(text, out);
      case CleanStep::Kind::kPhone:
        return append_phone(text, out);
      case CleanStep::Kind::kReplace:
        return append_replaced(text, out);
      case CleanStep::Kind::kMap:
        return append_mapped(text, out);
    }
  }

 private:
  void append_replaced(std::string_view text, std::string& out) const {
    std::string changed(text);
    RE2::GlobalReplace(&changed, *pattern_, replacement_);
    out.append(changed);
  }

  void append_mapped(std::string_view text, std::string& out) const {
    const auto found = mapping_.find(text);
    out.append(found == mapping_.end() ? text : std::string_view(found->second));
  }

  CleanStep::Kind kind_;
  std::string replacement_;
  std::unique_ptr<RE2> pattern_;
  Mapping mapping_;
};

TextCleaner::TextCleaner(const std::vector<std::string>& null_tokens, const std::vector<CleanStep>& steps) {
  for (const std::string& token : null_tokens) {
    append_folded(trim(token), null_tokens_.emplace_back());
    longest_token_ = std::max(longest_token_, null_tokens_.back().size());
    note_start(null_tokens_.back(), starts_token_);
  }
  for (const CleanStep& step : steps) steps_.emplace_back(step);
}

TextCleaner::~TextCleaner() = default;
TextCleaner::TextCleaner(TextCleaner&&) noexcept = default;
TextCleaner& TextCleaner::operator=(TextCleaner&&) noexcept = default;

/// By its first character alone: an ASCII character that nothing after it can change.
bool TextCleaner::cannot_be_null_token(std::string_view text) const {
  if (text.empty() || !is_ascii_byte(text[0]) || (text.size() > 1 && !is_ascii_byte(text[1]))) return false;
  return !starts_token_[static_cast<std::size_t>(text[0])];
}

bool TextCleaner::is_null_token(std::string_view text, CleaningBuffers& buffers) const {
  if (cannot_be_null_token(text)) return false;
  constexpr std::size_t kMostFoldedGrowth = 4;  // no character's folding is shorter than a quarter of it
  if (text.size() > longest_token_ * kMostFoldedGrowth) return false;
  if (text.size() > longest_token_ && is_ascii(text)) return false;
  buffers.current.clear();
  append_folded(text, buffers.current);
  return std::find(null_tokens_.begin(), null_tokens_.end(), buffers.current) != null_tokens_.end();
}

bool TextCleaner::keeps_digits() const {
  return steps_.empty() && std::none_of(starts_token_.begin() + '0', starts_token_.begin() + '9' + 1,
                                        [](bool starts_token) { return starts_token; });
}

std::optional<std::string_view> TextCleaner::clean(std::string_view raw, CleaningBuffers& buffers) const {
  std::string_view text = trim(raw);
  if (is_null_token(text, buffers)) return std::nullopt;
  if (steps_.empty() || text.empty()) return text;
  for (const Step& step : steps_) {
    buffers.next.clear();
    step.append(text, buffers.next);
    std::swap(buffers.current, buffers.next);
    text = buffers.current;
  }
  text = trim(text);
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace c360::values
