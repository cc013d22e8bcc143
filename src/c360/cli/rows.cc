#include "c360/cli/rows.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/row_table.h"
#include "c360/cli/terminal.h"
#include "c360/session/row_texts.h"

namespace c360::cli {
namespace {

std::size_t print_csv(std::FILE* out, engine::Result& result) {
  session::RowTexts names;
  for (const auto& column : result.columns()) names.emplace_back(column.name);
  fmt::print(out, "{}\n", session::csv_line(names));
  return session::for_each_row(result, [&](const session::RowTexts& row) {
    fmt::print(out, "{}\n", session::csv_line(row));
    return true;
  });
}

std::size_t print_json(std::FILE* out, engine::Result& result) {
  const auto& columns = result.columns();
  const char* separator = "[\n";
  const std::size_t count = session::for_each_row(result, [&](const session::RowTexts& row) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += fmt::format("{}{}: {}", c == 0 ? "" : ", ", session::json_text(columns[c].name),
                          session::json_value(columns[c], row[c]));
    }
    fmt::print(out, "{}  {{{}}}", separator, line);
    separator = ",\n";
    return true;
  });
  fmt::print(out, "{}\n", count == 0 ? "[]" : "\n]");
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
      return print_row_markdown(out, result);
    case RowFormat::kTable:
      break;
  }
  return print_row_table(out, result, most_rows, is_terminal(out) ? terminal_width(out) : 0);
}

}  // namespace c360::cli
