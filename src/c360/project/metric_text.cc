#include "c360/project/metric_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "c360/project/names.h"

namespace c360::project {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

/// Walks over SQL; tells where a byte lies outside strings, quoted names and brackets.
class TopLevel {
 public:
  explicit TopLevel(std::string_view text) : text_(text) {}

  /// The next byte that is at the top; npos after the last, or where a quote or bracket is not closed.
  std::size_t next() {
    while (at_ < text_.size()) {
      const std::size_t here = at_++;
      const char c = text_[here];
      if (c == '\'' || c == '"') {
        at_ = text_.find(c, at_);
        if (at_ == std::string_view::npos) return fail();
        ++at_;
      } else if (c == '(' || c == '[') {
        ++depth_;
      } else if (c == ')' || c == ']') {
        if (--depth_ < 0) return fail();
      } else if (depth_ == 0) {
        return here;
      }
    }
    balanced_ = balanced_ && depth_ == 0;
    return std::string_view::npos;
  }
  bool balanced() const { return balanced_; }

 private:
  std::size_t fail() {
    balanced_ = false;
    at_ = text_.size();
    return std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool balanced_ = true;
};

/// The parts between commas at the top; nothing where brackets or quotes do not match or a part is empty.
std::optional<std::vector<std::string>> split(std::string_view text) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  TopLevel walk(text);
  for (std::size_t at = walk.next(); at != std::string_view::npos; at = walk.next()) {
    if (text[at] != ',') continue;
    parts.push_back(trimmed(text.substr(start, at - start)));
    start = at + 1;
  }
  parts.push_back(trimmed(text.substr(start)));
  const bool has_empty = std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part.empty(); });
  if (!walk.balanced() || has_empty) return std::nullopt;
  return parts;
}

/// Where the word stands by itself at the top of the text; npos for nowhere.
std::size_t find_word(std::string_view text, std::string_view word) {
  TopLevel walk(text);
  for (std::size_t at = walk.next(); at != std::string_view::npos; at = walk.next()) {
    const bool is_start = at > 0 && std::isspace(static_cast<unsigned char>(text[at - 1])) != 0;
    const std::size_t end = at + word.size();
    if (!is_start || end >= text.size() || std::isspace(static_cast<unsigned char>(text[end])) == 0) continue;
    if (folded(text.substr(at, word.size())) == word) return at;
  }
  return std::string_view::npos;
}

bool is_written_number(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const auto digits = std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  const auto points = std::count(text.begin(), text.end(), '.');
  return digits > 0 && points <= 1 && digits + points == static_cast<long>(text.size());
}

bool is_share(const std::string& text) {
  return is_written_number(text) && (text.starts_with("0.") || text.starts_with(".")) &&
         text.find_first_of("123456789") != std::string::npos;
}

using Function = Aggregate::Function;

std::optional<Function> aggregate_function(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Function>, 10> kNames{{{"count", Function::kCount},
                                                                          {"sum", Function::kSum},
                                                                          {"avg", Function::kAverage},
                                                                          {"average", Function::kAverage},
                                                                          {"min", Function::kMin},
                                                                          {"max", Function::kMax},
                                                                          {"median", Function::kMedian},
                                                                          {"percentile", Function::kPercentile},
                                                                          {"first", Function::kFirst},
                                                                          {"last", Function::kLast}}};
  for (const auto& [known, function] : kNames)
    if (known == name) return function;
  return std::nullopt;
}

std::optional<Aggregate> read_count(const std::string& inside) {
  Aggregate aggregate;
  if (inside == "*") return aggregate;
  aggregate.of = inside;
  constexpr std::string_view kDistinct = "distinct";
  const bool is_distinct = folded(inside.substr(0, kDistinct.size())) == kDistinct &&
                           inside.size() > kDistinct.size() &&
                           (inside[kDistinct.size()] == ' ' || inside[kDistinct.size()] == '(');
  if (is_distinct) {
    aggregate.function = Function::kCountDistinct;
    aggregate.of = trimmed(std::string_view(inside).substr(kDistinct.size()));
  }
  const auto parts = split(aggregate.of);
  if (!parts || parts->size() != 1) return std::nullopt;
  return aggregate;
}

std::optional<Aggregate> read_percentile(const std::string& inside) {
  const auto parts = split(inside);
  if (!parts || parts->size() != 2 || !is_share(parts->back())) return std::nullopt;
  Aggregate aggregate;
  aggregate.function = Function::kPercentile;
  aggregate.of = parts->front();
  aggregate.at = parts->back();
  return aggregate;
}

std::optional<Aggregate> read_first(Function function, const std::string& inside) {
  const std::size_t by = find_word(inside, "by");
  if (by == std::string::npos) return std::nullopt;
  const auto value = split(std::string_view(inside).substr(0, by));
  auto order = split(std::string_view(inside).substr(by + 2));
  if (!value || value->size() != 1 || !order) return std::nullopt;
  Aggregate aggregate;
  aggregate.function = function;
  aggregate.of = value->front();
  aggregate.by = std::move(*order);
  return aggregate;
}

std::optional<Aggregate> read_plain(Function function, const std::string& inside) {
  const auto parts = split(inside);
  if (!parts || parts->size() != 1 || inside == "*") return std::nullopt;
  Aggregate aggregate;
  aggregate.function = function;
  aggregate.of = parts->front();
  return aggregate;
}

bool is_name_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

int strength(char operation) {
  return operation == '*' ? 2 : 1;
}

/// Reads a formula into postfix order (the shunting yard).
class FormulaReader {
 public:
  bool take(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (std::isspace(static_cast<unsigned char>(c)) != 0) {
        ++at;
      } else if (is_name_byte(c)) {
        std::size_t end = at;
        while (end < text.size() && is_name_byte(text[end])) ++end;
        if (!operand(std::string(text.substr(at, end - at)))) return false;
        at = end;
      } else if (!sign(c)) {
        return false;
      } else {
        ++at;
      }
    }
    return finish();
  }
  std::vector<FormulaStep> steps;

 private:
  bool operand(std::string word) {
    if (has_value_) return false;
    const bool number = is_written_number(word);
    if (!number && fault_of_table_name(word)) return false;
    steps.push_back({number ? FormulaStep::Kind::kNumber : FormulaStep::Kind::kMeasure, std::move(word)});
    has_value_ = true;
    return true;
  }

  bool sign(char c) {
    if (c == '(') {
      if (has_value_) return false;
      waiting_.push_back(c);
      return true;
    }
    if (!has_value_) return false;
    if (c == ')') return close();
    if (c != '+' && c != '-' && c != '*') return false;
    while (!waiting_.empty() && waiting_.back() != '(' && strength(waiting_.back()) >= strength(c)) put();
    waiting_.push_back(c);
    has_value_ = false;
    return true;
  }

  bool close() {
    while (!waiting_.empty() && waiting_.back() != '(') put();
    if (waiting_.empty()) return false;
    waiting_.pop_back();
    return true;
  }

  void put() {
    const char c = waiting_.back();
    waiting_.pop_back();
    using Kind = FormulaStep::Kind;
    steps.push_back({c == '+' ? Kind::kAdd : c == '-' ? Kind::kSubtract : Kind::kMultiply, {}});
  }

  bool finish() {
    while (!waiting_.empty() && waiting_.back() != '(') put();
    return waiting_.empty() && has_value_;
  }

  std::string waiting_;
  bool has_value_ = false;
};

}  // namespace

std::optional<Aggregate> parse_aggregate(const std::string& written) {
  const std::string text = trimmed(written);
  const std::size_t open = text.find('(');
  if (open == std::string::npos || text.back() != ')') return std::nullopt;
  const auto function = aggregate_function(folded(trimmed(std::string_view(text).substr(0, open))));
  const std::string inside = trimmed(std::string_view(text).substr(open + 1, text.size() - open - 2));
  if (!function || inside.empty()) return std::nullopt;
  switch (*function) {
    case Function::kCount:
      return read_count(inside);
    case Function::kPercentile:
      return read_percentile(inside);
    case Function::kFirst:
    case Function::kLast:
      return read_first(*function, inside);
    default:
      return read_plain(*function, inside);
  }
}

std::optional<Aggregate> parse_take(const std::string& written) {
  const std::string text = trimmed(written);
  const std::size_t blank = text.find(' ');
  const auto function = aggregate_function(folded(text.substr(0, blank)));
  if (!function || *function == Function::kFirst || *function == Function::kLast) return std::nullopt;
  Aggregate aggregate;
  aggregate.function = *function;
  if (blank != std::string::npos) aggregate.at = trimmed(std::string_view(text).substr(blank));
  const bool has_share = is_share(aggregate.at);
  if (*function == Function::kPercentile ? !has_share : !aggregate.at.empty()) return std::nullopt;
  return aggregate;
}

std::optional<std::pair<std::string, std::string>> parse_ratio(const std::string& written) {
  const std::size_t slash = written.find('/');
  if (slash == std::string::npos) return std::nullopt;
  std::string dividend = trimmed(std::string_view(written).substr(0, slash));
  std::string divisor = trimmed(std::string_view(written).substr(slash + 1));
  if (fault_of_table_name(dividend) || fault_of_table_name(divisor)) return std::nullopt;
  return std::pair(std::move(dividend), std::move(divisor));
}

std::optional<std::vector<FormulaStep>> parse_formula(const std::string& written) {
  FormulaReader reader;
  if (!reader.take(written)) return std::nullopt;
  return std::move(reader.steps);
}

std::optional<Having> parse_having(const std::string& written) {
  const std::string text = trimmed(written);
  for (const char* op : {"<>", "<=", ">=", "=", "<", ">"}) {
    if (!text.starts_with(op)) continue;
    Having having{op, trimmed(std::string_view(text).substr(std::string_view(op).size()))};
    if (!is_written_number(having.number)) return std::nullopt;
    return having;
  }
  return std::nullopt;
}

}  // namespace c360::project
