#include "c360/cli/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

using Row = std::vector<std::optional<std::string>>;

bool starts_with_any(const std::string& type, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return type.rfind(name, 0) == 0; });
}

bool is_number(const engine::ResultColumn& column) {
  return column.type.back() != ']' &&
         starts_with_any(column.type, {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
                                       "UINTEGER", "UBIGINT", "UHUGEINT", "DECIMAL", "DOUBLE", "FLOAT"});
}

/// Calls `use` with every row, as display texts.
template <typename Use>
std::size_t for_each_row(engine::Result& result, Use use) {
  std::size_t count = 0;
  Row row(result.columns().size());
  while (auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r, ++count) {
      for (std::size_t c = 0; c < row.size(); ++c) {
        row[c] = chunk->is_null(c, r) ? std::nullopt : std::optional(chunk->display(c, r));
      }
      use(row);
    }
  }
  return count;
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
  return for_each_row(result, [&](const Row& row) {
    for (std::size_t c = 0; c < row.size(); ++c) fields[c] = row[c] ? csv_field(*row[c]) : "";
    print_csv_line(out, fields);
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
  const std::size_t count = for_each_row(result, [&](const Row& row) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += fmt::format("{}{}: {}", c == 0 ? "" : ", ", json_text(columns[c].name), json_value(columns[c], row[c]));
    }
    fmt::print(out, "{}  {{{}}}", separator, line);
    separator = ",\n";
  });
  fmt::print(out, "{}\n", count == 0 ? "[]" : "\n]");
  return count;
}

std::string markdown_cell(const std::string& text) {
  std::string cell;
  for (const char c : one_line(text)) cell += c == '|' ? "\\|" : std::string(1, c);
  return cell;
}

std::size_t print_aligned(std::FILE* out, engine::Result& result, bool markdown, std::size_t most_rows) {
  std::vector<std::string> header;
  std::vector<bool> right;
  for (const auto& column : result.columns()) {
    header.push_back(markdown ? markdown_cell(column.name) : one_line(column.name));
    right.push_back(is_number(column));
  }
  TextTable table(header, right);
  std::size_t shown = 0;
  const std::size_t count = for_each_row(result, [&](const Row& row) {
    if (most_rows > 0 && shown == most_rows) return;
    ++shown;
    std::vector<std::string> cells;
    for (const auto& value : row)
      cells.push_back(markdown ? markdown_cell(value.value_or("")) : one_line(value.value_or("NULL")));
    table.add(std::move(cells));
  });
  markdown ? table.print_markdown(out) : table.print_plain(out);
  if (shown < count)
    fmt::print(out, "({} of {} rows shown)\n", grouped(static_cast<long long>(shown)),
               grouped(static_cast<long long>(count)));
  return count;
}

}  // namespace

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
      return print_aligned(out, result, true, 0);
    case RowFormat::kTable:
      break;
  }
  return print_aligned(out, result, false, most_rows);
}

}  // namespace c360::cli
