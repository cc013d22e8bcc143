#include "c360/cli/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/row_table.h"
#include "c360/cli/row_texts.h"
#include "c360/cli/terminal.h"

namespace c360::cli {
namespace {

bool starts_with_any(const std::string& type, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return type.rfind(name, 0) == 0; });
}

/// A text as a field; an empty one is quoted, so that it is not taken for NULL.
std::string csv_field(const std::string& text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void print_csv_line(std::FILE* out, const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) line += (&field == &fields.front() ? "" : ",") + field;
  fmt::print(out, "{}\n", line);
}

std::size_t print_csv(std::FILE* out, engine::Result& result) {
  std::vector<std::string> fields;
  for (const auto& column : result.columns()) fields.push_back(csv_field(column.name));
  print_csv_line(out, fields);
  return for_each_row(result, [&](const RowTexts& row) {
    for (std::size_t c = 0; c < row.size(); ++c) fields[c] = row[c] ? csv_field(*row[c]) : "";
    print_csv_line(out, fields);
    return true;
  });
}

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// A value as JSON. Numbers keep their digits; infinities and NaN, which JSON has not, become text.
std::string json_value(const engine::ResultColumn& column, const std::optional<std::string>& value) {
  if (!value) return "null";
  const bool finite = value->find_first_of("in") == std::string::npos;
  const bool plain = (is_number(column) && finite) || column.type == "BOOLEAN" || column.type == "JSON";
  return plain ? *value : json_text(*value);
}

std::size_t print_json(std::FILE* out, engine::Result& result) {
  const auto& columns = result.columns();
  const char* separator = "[\n";
  const std::size_t count = for_each_row(result, [&](const RowTexts& row) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += fmt::format("{}{}: {}", c == 0 ? "" : ", ", json_text(columns[c].name), json_value(columns[c], row[c]));
    }
    fmt::print(out, "{}  {{{}}}", separator, line);
    separator = ",\n";
    return true;
  });
  fmt::print(out, "{}\n", count == 0 ? "[]" : "\n]");
  return count;
}

}  // namespace

bool is_number(const engine::ResultColumn& column) {
  return column.type.back() != ']' &&
         starts_with_any(column.type, {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
                                       "UINTEGER", "UBIGINT", "UHUGEINT", "DECIMAL", "DOUBLE", "FLOAT"});
}

RowFormat parse_row_format(const std::string& text) {
  if (text == "table") return RowFormat::kTable;
  if (text == "csv") return RowFormat::kCsv;
  if (text == "json") return RowFormat::kJson;
  if (text == "markdown") return RowFormat::kMarkdown;
  throw Error(ErrorCode::kUsage, fmt::format("there is no format '{}'", text),
              did_you_mean(text, {"table", "csv", "json", "markdown"}));
}

std::size_t print_rows(std::FILE* out, engine::Result& result, RowFormat format, std::size_t most_rows) {
  switch (format) {
    case RowFormat::kCsv:
      return print_csv(out, result);
    case RowFormat::kJson:
      return print_json(out, result);
    case RowFormat::kMarkdown:
      return print_row_markdown(out, result);
    case RowFormat::kTable:
      break;
  }
  return print_row_table(out, result, most_rows, is_terminal(out) ? terminal_width(out) : 0);
}

}  // namespace c360::cli
