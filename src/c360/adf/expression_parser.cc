#include "c360/adf/expression_parser.h"

#include <fmt/core.h>

#include <charconv>

#include "c360/adf/finding.h"
#include "c360/base/ascii.h"

namespace c360::adf {
namespace {

using Kind = Expression::Kind;

constexpr int kMostNested = 50;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Expression literal(project::JsonValue value) {
  Expression node;
  node.value = std::move(value);
  return node;
}

class Parser {
 public:
  explicit Parser(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  Expression whole() {
    Expression result = value();
    skip_blanks();
    if (at_ < text_.size()) fail("something follows its end");
    return result;
  }

  /// Up to the '}' that ends it, which is taken.
  Expression in_braces() {
    Expression result = value();
    if (!take('}')) fail("its '}' is missing");
    return result;
  }

  std::size_t position() const { return at_; }

 private:
  /// Never with the text: a secret might stand in it.
  [[noreturn]] void fail(const std::string& why) const {
    throw NoCounterpart{fmt::format("this is no expression: at character {} {}", at_ + 1, why)};
  }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  Expression value() {
    if (++depth_ > kMostNested) throw NoCounterpart{fmt::format("it is nested more than {} deep", kMostNested)};
    Expression result = primary();
    while (step(result)) continue;
    --depth_;
    return result;
  }

  Expression primary() {
    skip_blanks();
    if (at_ == text_.size()) fail("a value is missing");
    const char c = text_[at_];
    if (c == '@') {  // tolerated within expressions, as the designer does
      ++at_;
      return primary();
    }
    if (c == '\'') return literal(quoted());
    if (is_digit(c) || c == '-' || c == '+') return literal(number());
    if (!is_letter(c)) fail("no value begins");
    return named();
  }

  std::string quoted() {
    std::string text;
    for (++at_; at_ < text_.size(); ++at_) {
      const bool is_quote = text_[at_] == '\'';
      if (is_quote && (at_ + 1 == text_.size() || text_[at_ + 1] != '\'')) {
        ++at_;
        return text;
      }
      text += text_[at_];
      if (is_quote) ++at_;
    }
    fail("a text has no end");
  }

  project::JsonValue number() {
    const std::size_t start = at_ + (text_[at_] == '+' ? 1 : 0);
    std::size_t end = start + (start < text_.size() && text_[start] == '-' ? 1 : 0);
    while (end < text_.size() &&
           (is_digit(text_[end]) || (text_[end] == '.' && end + 1 < text_.size() && is_digit(text_[end + 1]))))
      ++end;
    std::int64_t whole = 0;
    double real = 0;
    const char* from = text_.data() + start;
    const char* to = text_.data() + end;
    const auto as_whole = std::from_chars(from, to, whole);
    const auto as_real = std::from_chars(from, to, real);
    if (as_real.ec != std::errc() || as_real.ptr != to) fail("a number is none");
    at_ = end;
    if (as_whole.ec == std::errc() && as_whole.ptr == to) return whole;
    return real;
  }

  std::string name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || (text_[at_] == '-' && at_ > start)))
      ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  Expression named() {
    Expression node;
    node.name = name();
    if (!take('(')) {
      if (node.name == "true" || node.name == "false") return literal(node.name == "true");
      if (node.name == "null") return literal(nullptr);
      fail(fmt::format("'{}' is neither called nor known", node.name.substr(0, 40)));
    }
    node.kind = Kind::kCall;
    if (take(')')) return node;
    do node.parts.push_back(value());
    while (take(','));
    if (!take(')')) fail("a ')' is missing");
    return node;
  }

  /// Goes on from a value to what is in it.
  bool step(Expression& node) {
    skip_blanks();
    Expression next;
    if (at_ + 1 < text_.size() && text_[at_] == '?' && (text_[at_ + 1] == '.' || text_[at_ + 1] == '[')) {
      next.may_be_absent = true;
      ++at_;
    }
    if (take('.')) {
      next.kind = Kind::kMember;
      next.name = name();
      if (next.name.empty()) fail("a name is missing after '.'");
      next.parts.push_back(std::move(node));
    } else if (take('[')) {
      next.kind = Kind::kIndex;
      next.parts.push_back(std::move(node));
      next.parts.push_back(value());
      if (!take(']')) fail("a ']' is missing");
    } else {
      return false;
    }
    node = std::move(next);
    return true;
  }

  std::string_view text_;
  std::size_t at_;
  int depth_ = 0;
};

}  // namespace

bool has_expression(std::string_view text) {
  return text.starts_with('@') || text.find("@{") != std::string_view::npos;
}

Expression parse_expression(std::string_view text) {
  return Parser(text).whole();
}

TextParts parse_text(std::string_view text) {
  TextParts result;
  if (text.starts_with('@') && !text.starts_with("@@") && !text.starts_with("@{")) {
    result.parts.push_back(parse_expression(text.substr(1)));
    result.is_one_expression = true;
    return result;
  }
  std::string plain;
  std::size_t at = 0;
  if (text.starts_with("@@") && !text.starts_with("@@{")) {
    plain = "@";
    at = 2;
  }
  while (at < text.size()) {
    const bool escaped = text.substr(at).starts_with("@@{");
    if (escaped || !text.substr(at).starts_with("@{")) {
      plain += escaped ? "@{" : std::string(1, text[at]);
      at += escaped ? 3 : 1;
      continue;
    }
    if (!plain.empty()) result.parts.push_back(literal(std::exchange(plain, {})));
    Parser parser(text, at + 2);
    result.parts.push_back(parser.in_braces());
    at = parser.position();
  }
  if (!plain.empty() || result.parts.empty()) result.parts.push_back(literal(plain));
  return result;
}

}  // namespace c360::adf
