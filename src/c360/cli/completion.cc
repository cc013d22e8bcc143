#include "c360/cli/completion.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "c360/base/letter_case.h"
#include "c360/cli/statement_end.h"

namespace c360::cli {
namespace {

using lakehouse::TableName;
using Words = std::vector<std::string>;

constexpr std::array kKeywords{
    "ALL",       "AND",      "ANY",    "AS",        "ASC",      "BETWEEN", "BY",        "CASE",   "CAST",    "COUNT",
    "CROSS",     "DATE",     "DESC",   "DESCRIBE",  "DISTINCT", "ELSE",    "END",       "EXCEPT", "EXCLUDE", "EXISTS",
    "EXPLAIN",   "FALSE",    "FILTER", "FROM",      "FULL",     "GROUP",   "HAVING",    "ILIKE",  "IN",      "INNER",
    "INTERSECT", "INTERVAL", "IS",     "JOIN",      "LEFT",     "LIKE",    "LIMIT",     "NOT",    "NULL",    "NULLS",
    "OFFSET",    "ON",       "OR",     "ORDER",     "OUTER",    "OVER",    "PARTITION", "PIVOT",  "QUALIFY", "RIGHT",
    "ROLLUP",    "SELECT",   "SEMI",   "SUMMARIZE", "TABLE",    "THEN",    "TIMESTAMP", "TRUE",   "UNION",   "UNPIVOT",
    "USING",     "VALUES",   "WHEN",   "WHERE",     "WINDOW",   "WITH"};

constexpr std::array kCommands{".exit", ".format", ".help", ".quit", ".schema", ".tables"};
constexpr std::array kFormats{"csv", "json", "markdown", "table"};

bool belongs_to_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80 || c == '_' || c == '.' || c == '"';
}

/// A name as it is compared: without quotes, whatever its case.
std::string plain(std::string_view name) {
  std::string result = to_lower(name);
  result.erase(std::remove(result.begin(), result.end(), '"'), result.end());
  return result;
}

bool is_keyword(const std::string& lower_word) {
  return std::any_of(kKeywords.begin(), kKeywords.end(),
                     [&lower_word](const char* keyword) { return to_lower(keyword) == lower_word; });
}

/// A name as it must be written.
std::string written(const std::string& name) {
  const bool simple =
      std::all_of(name.begin(), name.end(), [](char c) { return belongs_to_word(c) && c != '.' && c != '"'; });
  if (simple && !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
      !is_keyword(to_lower(name))) {
    return name;
  }
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// The words of a statement, quoted texts and comments left out; nullopt if it ends inside one of those.
std::optional<Words> words_of(std::string_view text) {
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t quoted_end = text[at] == '"' ? at : quoted_part_end(text, at);
    if (quoted_end != at) {
      if (quoted_end == kNoEnd) return std::nullopt;
      at = quoted_end;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && belongs_to_word(text[end])) {
      end = text[end] == '"' ? std::min(quoted_part_end(text, end), text.size()) : end + 1;
    }
    if (end > at) words.emplace_back(text.substr(at, end - at));
    if (end == at && std::isspace(static_cast<unsigned char>(text[at])) == 0) words.emplace_back(1, text[at]);
    at = std::max(end, at + 1);
  }
  return words;
}

/// Completes one word of a statement.
class Completer {
 public:
  Completer(const Vocabulary& vocabulary, std::string_view word, const Words& before, const Words& after)
      : vocabulary_(vocabulary), word_(word), before_(before) {
    note_tables(before);
    note_tables(after);
  }

  Words complete() {
    const auto dot = word_.rfind('.');
    if (dot != std::string_view::npos) {
      complete_after(word_.substr(0, dot));
    } else if (expects_table()) {
      offer_schemas();
    } else {
      offer_columns("", used_);
      if (!word_.empty()) offer_keywords();
      if (!word_.empty()) offer_schemas();
    }
    return {offers_.begin(), offers_.end()};
  }

 private:
  /// The tables that words name, and the aliases that stand behind them.
  void note_tables(const Words& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const TableName* table = find(plain(words[i]));
      if (table == nullptr) continue;
      used_.push_back(*table);
      aliases_[plain(table->name)] = *table;
      const std::size_t alias = i + 1 < words.size() && to_lower(words[i + 1]) == "as" ? i + 2 : i + 1;
      if (alias < words.size() && belongs_to_word(words[alias][0]) && !is_keyword(to_lower(words[alias]))) {
        aliases_[plain(words[alias])] = *table;
      }
    }
  }

  const TableName* find(const std::string& name) const {
    const auto& tables = vocabulary_.tables;
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&name](const TableName& table) { return to_lower(table.to_string()) == name; });
    return found == tables.end() ? nullptr : &*found;
  }

  bool expects_table() const {
    if (before_.empty()) return false;
    const std::string last = to_lower(before_.back());
    return last == "from" || last == "join" || last == "describe" || last == "summarize";
  }

  void complete_after(std::string_view qualifier) {
    const std::string name = plain(qualifier);
    const std::string begin = std::string(qualifier) + ".";
    for (const TableName& table : vocabulary_.tables) {
      if (to_lower(table.layer) == name) offer(begin + written(table.name));
    }
    if (const TableName* table = find(name)) offer_columns(begin, {*table});
    if (const auto alias = aliases_.find(name); alias != aliases_.end()) offer_columns(begin, {alias->second});
  }

  void offer_schemas() {
    for (const TableName& table : vocabulary_.tables) offer(written(table.layer) + ".");
  }

  void offer_columns(const std::string& begin, const std::vector<TableName>& tables) {
    for (const TableName& table : tables) {
      for (const std::string& column : vocabulary_.columns(table)) offer(begin + written(column));
    }
  }

  void offer_keywords() {
    const bool in_capitals = std::isupper(static_cast<unsigned char>(word_.front())) != 0;
    for (const char* keyword : kKeywords) offer(in_capitals ? keyword : to_lower(keyword));
  }

  void offer(const std::string& text) {
    if (plain(text).starts_with(plain(word_))) offers_.insert(text);
  }

  const Vocabulary& vocabulary_;
  std::string_view word_;
  const Words& before_;
  std::vector<TableName> used_;
  std::map<std::string, TableName> aliases_;
  std::set<std::string> offers_;
};

template <typename Texts>
Words beginning_with(const Texts& texts, std::string_view begin) {
  Words words;
  for (const auto& text : texts) {
    if (to_lower(text).starts_with(to_lower(begin))) words.emplace_back(text);
  }
  std::sort(words.begin(), words.end());
  return words;
}

Words complete_command(std::string_view line, const Vocabulary& vocabulary) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return beginning_with(kCommands, line);
  const std::string_view command = line.substr(0, blank);
  const std::string_view argument = line.substr(line.rfind(' ') + 1);
  if (command == ".format") return beginning_with(kFormats, argument);
  if (command != ".schema") return {};
  Words tables;
  for (const TableName& table : vocabulary.tables) tables.push_back(table.to_string());
  return beginning_with(tables, argument);
}

}  // namespace

std::string_view typed_word(std::string_view line) {
  std::size_t begin = line.size();
  while (begin > 0 && belongs_to_word(line[begin - 1])) --begin;
  return line.substr(begin);
}

std::vector<std::string> completions(const TypedText& typed, const Vocabulary& vocabulary) {
  if (typed.before.empty() && typed.line.starts_with('.')) return complete_command(typed.line, vocabulary);
  if (typed.line.find_first_not_of(" \t") == std::string_view::npos) return {};
  const std::string_view word = typed_word(typed.line);
  const auto before =
      words_of(std::string(typed.before) + std::string(typed.line.substr(0, typed.line.size() - word.size())));
  if (!before) return {};
  return Completer(vocabulary, word, *before, words_of(typed.after).value_or(Words())).complete();
}

}  // namespace c360::cli
