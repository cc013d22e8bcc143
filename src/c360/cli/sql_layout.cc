#include "c360/cli/sql_layout.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace c360::cli {
namespace {

const std::vector<std::string_view>& clauses() {
  static const std::vector<std::string_view> words = {"FROM",   "LEFT JOIN", "INNER JOIN", "WHERE",    "GROUP BY",
                                                      "HAVING", "ORDER BY",  "LIMIT",      "UNION ALL"};
  return words;
}

constexpr char kSingle = '\x27';
constexpr char kDouble = '\x22';

/// Reads a statement once and writes it again.
class Layout {
 public:
  explicit Layout(std::string_view sql) : sql_(sql) {}

  std::string write() {
    queries_.push_back(true);
    while (at_ < sql_.size()) step();
    return std::move(text_);
  }

 private:
  void step() {
    const char c = sql_[at_];
    if (c == kSingle || c == kDouble) return copy_quoted(c);
    if (sql_.substr(at_).starts_with("/*")) return skip_mark();
    if (c == '(') return open();
    if (c == ')') return close();
    if (c == '\n') return put(' ');
    for (const std::string_view clause : clauses())
      if (queries_.back() && starts_word(clause)) return begin(clause);
    if (c == ',' && queries_.back() && starts_common_table(at_ + 1)) {
      text_ += ',';
      ++at_;
      new_line();
      return skip_blanks();
    }
    put(c);
  }

  void put(char c) {
    ++at_;
    if (c == ' ' && (text_.empty() || text_.back() == ' ' || text_.back() == '\n' || text_.back() == '(')) return;
    text_ += c;
  }

  void copy_quoted(char quote) {
    const std::size_t end = sql_.find(quote, at_ + 1);
    const std::size_t next = end == std::string_view::npos ? sql_.size() : end + 1;
    text_ += sql_.substr(at_, next - at_);
    at_ = next;
  }

  void skip_mark() {
    const std::size_t end = sql_.find("*/", at_);
    at_ = end == std::string_view::npos ? sql_.size() : end + 2;
  }

  bool starts_word(std::string_view word) const {
    const std::string_view rest = sql_.substr(at_);
    const bool begins = at_ > 0 && (sql_[at_ - 1] == ' ' || sql_[at_ - 1] == ')');
    return begins && rest.starts_with(word) && rest.size() > word.size() && rest[word.size()] == ' ';
  }

  /// "name" AS (
  bool starts_common_table(std::size_t at) const {
    while (at < sql_.size() && sql_[at] == ' ') ++at;
    if (at >= sql_.size() || sql_[at] != kDouble) return false;
    const std::size_t end = sql_.find(kDouble, at + 1);
    return end != std::string_view::npos && sql_.substr(end + 1).starts_with(" AS (") && starts_query(end + 6);
  }

  bool starts_query(std::size_t at) const {
    while (at < sql_.size() && (sql_[at] == '(' || sql_[at] == ' ')) ++at;
    return sql_.substr(at).starts_with("SELECT ") || sql_.substr(at).starts_with("WITH ");
  }

  void open() {
    const bool is_query = starts_query(at_ + 1);
    text_ += '(';
    ++at_;
    queries_.push_back(is_query);
    if (!is_query) return;
    ++depth_;
    new_line();
  }

  void close() {
    const bool was_query = queries_.size() > 1 && queries_.back();
    if (queries_.size() > 1) queries_.pop_back();
    ++at_;
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    if (was_query) {
      --depth_;
      new_line();
    }
    text_ += ')';
  }

  void begin(std::string_view clause) {
    new_line();
    text_ += clause;
    at_ += clause.size();
  }

  void new_line() {
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    text_ += '\n' + std::string(2 * static_cast<std::size_t>(std::max(depth_, 0)), ' ');
  }

  void skip_blanks() {
    while (at_ < sql_.size() && sql_[at_] == ' ') ++at_;
  }

  std::string_view sql_;
  std::string text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::vector<bool> queries_;  ///< whether each open bracket holds a query
};

}  // namespace

std::string laid_out(std::string_view sql) {
  return Layout(sql).write();
}

}  // namespace c360::cli
