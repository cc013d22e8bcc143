#include "c360/project/regex_syntax.h"

#include <charconv>

namespace c360::project {
namespace {

constexpr int kMostRepeats = 1000;  // RE2's own limit

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over a pattern once, token by token.
class Walker {
 public:
  explicit Walker(std::string_view pattern) : pattern_(pattern) {}

  std::optional<RegexFault> walk() {
    while (!fault_ && at_ < pattern_.size()) token();
    if (!fault_ && depth_ > 0) fail("a '(' without its ')'", pattern_.size());
    return fault_;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0'; }
  bool follows(std::string_view text) const { return pattern_.substr(at_, text.size()) == text; }
  void fail(std::string message, std::size_t offset) {
    if (!fault_) fault_ = RegexFault{std::move(message), offset};
  }
  void atom(std::size_t length) {
    at_ += length;
    can_repeat_ = true;
  }

  void token() {
    switch (peek()) {
      case '\\':
        return escape();
      case '[':
        return bracket();
      case '(':
        return open_group();
      case ')':
        return close_group();
      case '*':
      case '+':
      case '?':
        return repeat(1);
      case '{':
        return counted_repeat();
      case '|':
      case '^':
        ++at_;
        can_repeat_ = false;
        return;
      default:
        return atom(1);
    }
  }

  void escape() {
    if (at_ + 1 >= pattern_.size()) return fail("it ends with a backslash", at_);
    if (peek(1) >= '1' && peek(1) <= '9') return fail("RE2 has no back-references (\\1)", at_);
    if (peek(1) == 'Q') return quoted();
    atom(2);
  }

  /// \Q … \E: literal text.
  void quoted() {
    const std::size_t end = pattern_.find("\\E", at_ + 2);
    atom(end == std::string_view::npos ? pattern_.size() - at_ : end + 2 - at_);
  }

  void bracket() {
    const std::size_t start = at_++;
    if (peek() == '^') ++at_;
    bool is_first = true;
    while (at_ < pattern_.size() && (peek() != ']' || is_first)) {
      if (!bracket_item()) return;
      is_first = false;
    }
    if (at_ >= pattern_.size()) return fail("a '[' without its ']'", start);
    atom(1);
  }

  bool bracket_item() {
    if (follows("[:")) {
      const std::size_t end = pattern_.find(":]", at_ + 2);
      at_ = end == std::string_view::npos ? at_ + 1 : end + 2;
      return true;
    }
    const std::size_t start = at_;
    const bool is_escape = peek() == '\\';
    at_ += is_escape ? 2 : 1;
    const bool is_range = peek() == '-' && at_ + 1 < pattern_.size() && peek(1) != ']';
    if (!is_range) return true;
    const bool is_plain = !is_escape && peek(1) != '\\' && peek(1) != '[';
    if (is_plain && static_cast<unsigned char>(peek(1)) < static_cast<unsigned char>(pattern_[start])) {
      fail("a range upside down in [ ]", start);
      return false;
    }
    at_ += peek(1) == '\\' ? 3 : 2;
    return true;
  }

  void open_group() {
    for (const std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"})
      if (follows(look)) return fail("RE2 has no look-ahead or look-behind (" + std::string(look) + ")", at_);
    ++depth_;
    can_repeat_ = false;
    ++at_;
    if (peek() != '?') return;
    const std::size_t end = pattern_.find_first_of(":>)", at_);
    if (end == std::string_view::npos) return fail("a '(?' that does not end", at_);
    at_ = pattern_[end] == ')' ? end : end + 1;
  }

  void close_group() {
    if (depth_ == 0) return fail("a ')' without its '('", at_);
    --depth_;
    atom(1);
  }

  void repeat(std::size_t length) {
    if (!can_repeat_) return fail("'" + std::string(1, peek()) + "' repeats nothing", at_);
    at_ += length;
    if (peek() == '?') ++at_;
    can_repeat_ = false;
  }

  int number(std::size_t& at) const {
    int value = 0;
    const char* begin = pattern_.data() + at;
    const auto [end, error] = std::from_chars(begin, pattern_.data() + pattern_.size(), value);
    at += static_cast<std::size_t>(end - begin);
    return error == std::errc() ? value : kMostRepeats + 1;
  }

  /// {n}, {n,} or {n,m}; any other brace is a plain character.
  void counted_repeat() {
    std::size_t at = at_ + 1;
    if (!is_digit(peek(1))) return atom(1);
    const int least = number(at);
    int most = least;
    if (at < pattern_.size() && pattern_[at] == ',') {
      ++at;
      if (at < pattern_.size() && is_digit(pattern_[at])) most = number(at);
    }
    if (at >= pattern_.size() || pattern_[at] != '}') return atom(1);
    if (most < least || most > kMostRepeats) return fail("a repetition outside {0,1000} or upside down", at_);
    repeat(at + 1 - at_);
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool can_repeat_ = false;
  std::optional<RegexFault> fault_;
};

}  // namespace

std::optional<RegexFault> fault_of_regex(std::string_view pattern) {
  return Walker(pattern).walk();
}

}  // namespace c360::project
