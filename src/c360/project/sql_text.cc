#include "c360/project/sql_text.h"

#include <algorithm>
#include <optional>

namespace c360::project {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::size_t after(std::string_view sql, std::string_view end, std::size_t from) {
  const std::size_t found = sql.find(end, std::min(from, sql.size()));
  return found == std::string_view::npos ? sql.size() : found + end.size();
}

/// Past the block comment that starts at `at`; they nest.
std::size_t after_block_comment(std::string_view sql, std::size_t at) {
  int depth = 0;
  while (at < sql.size()) {
    const std::string_view two = sql.substr(at, 2);
    if (two == "/*") ++depth;
    if (two == "*/") --depth;
    at += two == "/*" || two == "*/" ? 2 : 1;
    if (depth == 0) return at;
  }
  return at;
}

/// "$$" or "$tag$" if one starts at `at`, else empty.
std::string_view dollar_quote(std::string_view sql, std::size_t at) {
  std::size_t end = at + 1;
  while (end < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[end])) != 0 || sql[end] == '_')) ++end;
  const bool is_quote = end < sql.size() && sql[end] == '$' && (end == at + 1 || sql[at + 1] > '9');
  return is_quote ? sql.substr(at, end + 1 - at) : std::string_view{};
}

/// Where the token, comment or blank that starts at `at` ends; `is_token` tells which it was.
std::size_t step(std::string_view sql, std::size_t at, bool& is_token) {
  is_token = false;
  if (is_blank(sql[at])) return at + 1;
  if (sql.substr(at, 2) == "--") return after(sql, "\n", at);
  if (sql.substr(at, 2) == "/*") return after_block_comment(sql, at);
  is_token = true;
  if (sql[at] == '\'' || sql[at] == '"') return after(sql, sql.substr(at, 1), at + 1);
  if (sql[at] == '$') {
    const std::string_view quote = dollar_quote(sql, at);
    if (!quote.empty()) return after(sql, quote, at + quote.size());
  }
  return at + 1;
}

}  // namespace

std::vector<CommentLine> top_comments(std::string_view sql) {
  std::vector<CommentLine> comments;
  int line = 1;
  while (!sql.empty()) {
    const std::string_view text = sql.substr(0, sql.find('\n'));
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first != std::string_view::npos && text.substr(first, 2) != "--") break;
    if (first == std::string_view::npos && !comments.empty()) break;
    if (first != std::string_view::npos) {
      const std::size_t start = std::min(text.find_first_not_of(" \t\r", first + 2), text.size());
      const std::size_t last = text.find_last_not_of(" \t\r");
      const std::string_view said = start <= last ? text.substr(start, last + 1 - start) : std::string_view{};
      comments.push_back({std::string(said), line, static_cast<int>(start) + 1});
    }
    sql.remove_prefix(std::min(text.size() + 1, sql.size()));
    ++line;
  }
  return comments;
}

std::string without_final_semicolon(std::string sql) {
  std::optional<std::size_t> last;
  bool only_semicolon = true;
  for (std::size_t at = 0; at < sql.size();) {
    bool is_token = false;
    const std::size_t end = step(sql, at, is_token);
    if (is_token) {
      last = at;
      only_semicolon = only_semicolon && sql[at] == ';';
    }
    at = end;
  }
  if (only_semicolon) return {};
  if (sql[*last] == ';') sql[*last] = ' ';
  return sql;
}

}  // namespace c360::project
