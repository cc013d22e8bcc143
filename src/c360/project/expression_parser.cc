#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "c360/base/ascii.h"
#include "c360/base/suggest.h"
#include "c360/project/expression.h"
#include "c360/project/expression_functions.h"

namespace c360::project {
namespace {

constexpr int kMostNestedValues = 50;
const std::vector<std::string> kReferences = {"item", "parameters", "variables", "run"};

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Thrown within the parser alone: the mistake stands in the problems already.
struct Stop {};

class Parser {
 public:
  Parser(std::string_view text, const Location& where, Problems& problems)
      : text_(text), where_(where), problems_(problems) {}

  Expression whole() {
    Expression result = value();
    skip_blanks();
    if (at_ < text_.size())
      fail(fmt::format("'{}' cannot stand here", text_.substr(at_, 10)),
           "functions take the place of operators: equals(a, b), concat(a, b)");
    return result;
  }

 private:
  Location place(std::size_t at) const {
    Location place = where_;
    if (place.column > 0) place.column += static_cast<int>(at);
    return place;
  }
  [[noreturn]] void fail(const std::string& message, const std::string& hint = {}) {
    problems_.add(place(at_), message, hint);
    throw Stop();
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void expect(char c) {
    if (!take(std::string_view(&c, 1)))
      fail(at_ < text_.size() ? fmt::format("expected '{}' before '{}'", c, text_.substr(at_, 10))
                              : fmt::format("the expression ends before its '{}'", c));
  }

  Expression value() {
    if (++depth_ > kMostNestedValues) fail(fmt::format("an expression is nested more than {} deep", kMostNestedValues));
    Expression result = primary();
    while (step(result)) continue;
    --depth_;
    return result;
  }

  Expression primary() {
    skip_blanks();
    if (at_ == text_.size()) fail("a value is missing", "write ${item}, ${parameters.NAME} or ${activity('NAME').KEY}");
    Expression node;
    node.where = place(at_);
    const char c = text_[at_];
    if (c == '\'') {
      node.value = text_literal();
    } else if (is_digit(c) || c == '-') {
      node.value = number();
    } else if (begins_name(c)) {
      named(node);
    } else {
      fail(fmt::format("'{}' begins no value", text_.substr(at_, 1)), c == '"'   ? "texts stand in single quotes"
                                                                      : c == '@' ? "leave the @ out: ${item}"
                                                                                 : "");
    }
    return node;
  }

  std::string text_literal() {
    std::string text;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '\'') {
        text += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '\'') {
        text += text_[at_++];
      } else {
        ++at_;
        return text;
      }
    }
    fail("a text has no end", "close it with a single quote; within it, write one as ''");
  }

  /// A '.' belongs to it only where a digit follows, so that what it prints can be read again.
  JsonValue number() {
    const char* start = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    const bool has_digit = is_digit(*start) || (start + 1 < end && is_digit(start[1]));
    double real = 0;
    auto [rest, error] = std::from_chars(start, end, real);
    if (!has_digit || error != std::errc()) fail(fmt::format("'{}' is no number", text_.substr(at_, 20)));
    if (rest[-1] == '.') --rest;
    at_ += static_cast<std::size_t>(rest - start);
    std::int64_t whole = 0;
    const auto [whole_rest, whole_error] = std::from_chars(start, rest, whole);
    if (whole_error == std::errc() && whole_rest == rest) return whole;
    return real;
  }

  std::string name() {
    const std::size_t start = at_;
    if (at_ == text_.size() || !begins_name(text_[at_])) return {};
    while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  void named(Expression& node) {
    const std::size_t start = at_;
    node.name = name();
    if (take("(")) return call(node, start);
    if (node.name == "true" || node.name == "false") {
      node.value = node.name == "true";
    } else if (node.name != "null") {
      node.kind = Expression::Kind::kReference;
      if (std::find(kReferences.begin(), kReferences.end(), node.name) != kReferences.end()) return;
      at_ = start;
      const bool is_function = find_function(node.name) != nullptr;
      fail(fmt::format("there is nothing called '{}'", node.name),
           is_function ? fmt::format("a function is called with brackets: {}(…)", node.name)
                       : did_you_mean(node.name, kReferences));
    }
    if (node.kind == Expression::Kind::kLiteral) node.name.clear();
  }

  void call(Expression& node, std::size_t start) {
    node.kind = Expression::Kind::kCall;
    if (!take(")")) {
      do node.parts.push_back(value());
      while (take(","));
      expect(')');
    }
    const std::size_t end = std::exchange(at_, start);
    check_call(node);
    at_ = end;
  }

  void check_call(const Expression& node) {
    const ExpressionFunction* function = find_function(node.name);
    if (function == nullptr)
      fail(fmt::format("there is no function '{}'", node.name), did_you_mean(node.name, function_names()));
    const auto count = static_cast<int>(node.parts.size());
    if (count < function->least || (function->most >= 0 && count > function->most))
      fail(fmt::format("{}() takes {}, not {}", node.name, arguments_of(*function), count), function->usage);
    const bool needs_name = node.name == "activity" || node.name == "error" || node.name == "status";
    if (needs_name && named_activity(node) == nullptr)
      fail(fmt::format("{}() takes an activity's name, in quotes", node.name),
           fmt::format("write {}('NAME')", node.name));
  }

  /// Goes on from a value to what is in it.
  bool step(Expression& node) {
    const std::size_t before = at_;
    Expression next;
    next.where = place(at_);
    if (take("?.") || take(".")) {
      next.kind = Expression::Kind::kMember;
      next.may_be_absent = text_[at_ - 2] == '?';
      next.name = name();
      if (next.name.empty()) fail("a key's name is missing after '.'", "write ['the key'] for a name with blanks");
      next.parts.push_back(std::move(node));
    } else if (take("[")) {
      next.kind = Expression::Kind::kIndex;
      next.parts.push_back(std::move(node));
      next.parts.push_back(value());
      expect(']');
    } else {
      at_ = before;
      return false;
    }
    node = std::move(next);
    return true;
  }

  std::string_view text_;
  Location where_;
  Problems& problems_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Expression parse_expression(std::string_view text, const Location& where, Problems& problems) {
  try {
    return Parser(text, where, problems).whole();
  } catch (const Stop&) {
    return {};
  }
}

}  // namespace c360::project
