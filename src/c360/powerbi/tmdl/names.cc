#include "c360/powerbi/tmdl/names.h"

#include <algorithm>

namespace c360::powerbi::tmdl {
namespace {

constexpr std::string_view kNeedQuotes = ".=:' \t\"";

}  // namespace

std::string quoted(std::string_view name) {
  if (!name.empty() && name.find_first_of(kNeedQuotes) == std::string_view::npos) return std::string(name);
  std::string text = "'";
  for (const char c : name) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

std::string quoted(std::string_view table, std::string_view column) {
  return quoted(table) + "." + quoted(column);
}

std::optional<ReadName> read_name(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() != '\'') {
    const std::size_t end = std::min(text.find_first_of(kNeedQuotes), text.size());
    if (end == 0) return std::nullopt;
    return ReadName{std::string(text.substr(0, end)), end};
  }
  std::string name;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '\'') {
      name += text[at];
    } else if (at + 1 < text.size() && text[at + 1] == '\'') {
      name += text[at++];
    } else {
      if (name.empty()) return std::nullopt;
      return ReadName{std::move(name), at + 1};
    }
  }
  return std::nullopt;
}

std::optional<ColumnName> read_column_name(std::string_view text) {
  const auto table = read_name(text);
  if (!table || table->length >= text.size() || text[table->length] != '.') return std::nullopt;
  text.remove_prefix(table->length + 1);
  const auto column = read_name(text);
  if (!column || column->length != text.size()) return std::nullopt;
  return ColumnName{table->name, column->name};
}

}  // namespace c360::powerbi::tmdl
