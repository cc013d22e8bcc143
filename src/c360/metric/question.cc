#include "c360/metric/question.h"

#include <fmt/core.h>

#include <array>
#include <cctype>

#include "c360/base/error.h"
#include "c360/project/names.h"

namespace c360::metric {
namespace {

using Op = Condition::Op;

constexpr const char* kHint =
    "write a dimension, one of = <> < <= > >= in, not in, is null, is not null, and a value: channel = Online";

/// Reads a condition from left to right.
class ConditionReader {
 public:
  explicit ConditionReader(const std::string& text) : text_(text) {}

  Condition read() {
    Condition condition;
    condition.dimension = name();
    condition.op = operation();
    if (condition.op == Op::kIn || condition.op == Op::kNotIn) {
      condition.values = list();
    } else if (condition.op != Op::kIsNull && condition.op != Op::kIsNotNull) {
      condition.values = {value({})};
    }
    skip_blanks();
    if (at_ < text_.size()) fail();
    return condition;
  }

 private:
  [[noreturn]] void fail() const { throw Error(ErrorCode::kUsage, fmt::format("'{}' is no condition", text_), kHint); }

  void skip_blanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }

  std::string name() {
    skip_blanks();
    const std::size_t start = at_;
    while (at_ < text_.size() && std::string_view(" \t\r\n=<>!").find(text_[at_]) == std::string_view::npos) ++at_;
    if (at_ == start) fail();
    return text_.substr(start, at_ - start);
  }

  /// Takes words if they come next, whatever their case.
  bool take_words(std::initializer_list<std::string_view> words) {
    const std::size_t before = at_;
    for (const std::string_view word : words) {
      skip_blanks();
      const std::size_t end = at_ + word.size();
      const bool ends = end >= text_.size() || (std::isalnum(static_cast<unsigned char>(text_[end])) == 0);
      if (project::folded(text_.substr(at_, word.size())) != word || !ends) {
        at_ = before;
        return false;
      }
      at_ = end;
    }
    return true;
  }

  Op operation() {
    skip_blanks();
    constexpr std::array<std::pair<std::string_view, Op>, 8> kSigns{{{"<>", Op::kNotEqual},
                                                                     {"!=", Op::kNotEqual},
                                                                     {"<=", Op::kLessEqual},
                                                                     {">=", Op::kGreaterEqual},
                                                                     {"==", Op::kEqual},
                                                                     {"=", Op::kEqual},
                                                                     {"<", Op::kLess},
                                                                     {">", Op::kGreater}}};
    for (const auto& [sign, op] : kSigns) {
      if (text_.compare(at_, sign.size(), sign) != 0) continue;
      at_ += sign.size();
      return op;
    }
    if (take_words({"is", "not", "null"})) return Op::kIsNotNull;
    if (take_words({"is", "null"})) return Op::kIsNull;
    if (take_words({"not", "in"})) return Op::kNotIn;
    if (take_words({"in"})) return Op::kIn;
    fail();
  }

  std::string quoted() {
    std::string result;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '\'') {
        result += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '\'') {
        result += text_[at_++];
      } else {
        ++at_;
        return result;
      }
    }
    fail();
  }

  std::string value(std::string_view ends) {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '\'') return quoted();
    const std::size_t start = at_;
    while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) ++at_;
    std::size_t last = at_;
    while (last > start && std::isspace(static_cast<unsigned char>(text_[last - 1])) != 0) --last;
    if (last == start) fail();
    return text_.substr(start, last - start);
  }

  std::vector<std::string> list() {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '(') fail();
    std::vector<std::string> values;
    do {
      ++at_;
      values.push_back(value(",)"));
      skip_blanks();
    } while (at_ < text_.size() && text_[at_] == ',');
    if (at_ >= text_.size() || text_[at_] != ')') fail();
    ++at_;
    return values;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

Condition parse_condition(const std::string& text) {
  return ConditionReader(text).read();
}

OrderText parse_order(const std::string& text) {
  const std::size_t blank = text.find(' ');
  OrderText order{text.substr(0, blank), std::nullopt};
  if (blank == std::string::npos) return order;
  const std::string word = project::folded(text.substr(text.find_first_not_of(' ', blank)));
  if (order.name.empty() || (word != "asc" && word != "desc"))
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no order", text), "write a name, and asc or desc after it");
  order.descending = word == "desc";
  return order;
}

}  // namespace c360::metric
