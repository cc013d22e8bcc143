#include "c360/cli/text_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

constexpr std::size_t kLeastWrappedWidth = 24;

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, display_width(text)), ' ');
  return right ? blanks + text : text + blanks;
}

/// A column of print_table: where its cells are in each row, and what its header's signs say.
struct Column {
  std::string name;
  std::size_t at = 0;
  bool right = false;
  bool optional = false;
};

Column column_of(std::string_view header, std::size_t at) {
  Column column;
  column.at = at;
  column.right = header.substr(0, 1) == ">";
  if (column.right) header.remove_prefix(1);
  column.optional = header.substr(0, 1) == "?";
  if (column.optional) header.remove_prefix(1);
  column.name = header;
  return column;
}

/// False if there is none.
bool drop_last_optional(std::vector<Column>& columns) {
  const auto found = std::find_if(columns.rbegin(), columns.rend(), [](const Column& each) { return each.optional; });
  if (found == columns.rend()) return false;
  columns.erase(std::next(found).base());
  return true;
}

TextTable laid_out(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> names;
  std::vector<bool> right;
  for (const Column& column : columns) {
    names.push_back(column.name);
    right.push_back(column.right);
  }
  TextTable table(names, right);
  for (const auto& row : rows) {
    std::vector<std::string> cells;
    for (const Column& column : columns) cells.push_back(one_line(row[column.at]));
    table.add(std::move(cells));
  }
  return table;
}

}  // namespace

TextTable::TextTable(std::vector<std::string> header, std::vector<bool> right)
    : header_(std::move(header)), right_(std::move(right)), last_(kAnyWidth) {
  for (const std::string& name : header_) widths_.push_back(display_width(name));
}

void TextTable::add(std::vector<std::string> row) {
  for (std::size_t c = 0; c < row.size(); ++c) widths_[c] = std::max(widths_[c], display_width(row[c]));
  rows_.push_back(std::move(row));
}

std::size_t TextTable::total_width(std::size_t gap) const {
  std::size_t width = widths_.empty() ? 0 : gap * (widths_.size() - 1);
  for (const std::size_t each : widths_) width += each;
  return width;
}

std::size_t TextTable::width_of_others() const {
  return total_width(1) - widths_.back();
}

bool TextTable::can_wrap(std::size_t width) const {
  return !right_.back() && width_of_others() + kLeastWrappedWidth <= width;
}

bool TextTable::fits(std::size_t width) const {
  return header_.empty() || width == 0 || least_width() <= width || can_wrap(width);
}

void TextTable::print_plain(std::FILE* out, std::size_t width) {
  if (header_.empty()) return;
  const bool narrow = width > 0 && total_width(2) > width;
  between_ = narrow ? " " : "  ";
  if (narrow && can_wrap(width)) last_ = width - width_of_others();
  const Style style(out);
  fmt::print(out, "{}\n", style.bold(line(header_, between_, "", "")));
  std::vector<std::string> rule;
  for (const std::size_t each : widths_) rule.emplace_back(each, '-');
  rule.back().resize(std::min(rule.back().size(), last_));
  fmt::print(out, "{}\n", style.dim(line(rule, between_, "", "")));
  for (const auto& row : rows_) print_plain_row(out, row);
}

void TextTable::print_plain_row(std::FILE* out, const std::vector<std::string>& row) const {
  if (row.empty() || display_width(row.back()) <= last_) {
    fmt::print(out, "{}\n", line(row, between_, "", ""));
    return;
  }
  std::vector<std::string> cells = row;
  for (const std::string& part : wrapped(row.back(), last_)) {
    cells.back() = part;
    fmt::print(out, "{}\n", line(cells, between_, "", ""));
    cells.assign(cells.size(), "");
  }
}

void TextTable::print_markdown(std::FILE* out) const {
  fmt::print(out, "{}\n", line(header_, " | ", "| ", " |"));
  std::vector<std::string> rule;
  for (std::size_t c = 0; c < widths_.size(); ++c) {
    const std::string dashes(std::max<std::size_t>(widths_[c], 3) - (right_[c] ? 1 : 0), '-');
    rule.push_back(right_[c] ? dashes + ":" : dashes);
  }
  fmt::print(out, "{}\n", line(rule, " | ", "| ", " |"));
  for (const auto& row : rows_) print_markdown_row(out, row);
}

void TextTable::print_markdown_row(std::FILE* out, const std::vector<std::string>& row) const {
  fmt::print(out, "{}\n", line(row, " | ", "| ", " |"));
}

std::string TextTable::line(const std::vector<std::string>& row, const char* between, const char* before,
                            const char* after) const {
  std::string text = before;
  for (std::size_t c = 0; c < row.size(); ++c) text += (c == 0 ? "" : between) + padded(row[c], widths_[c], right_[c]);
  text += after;
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows) {
  print_table(out, header, rows, is_terminal(out) ? terminal_width(out) : 0);
}

void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, std::size_t width) {
  std::vector<Column> columns;
  for (std::size_t at = 0; at < header.size(); ++at) columns.push_back(column_of(header[at], at));
  TextTable table = laid_out(columns, rows);
  while (!table.fits(width) && drop_last_optional(columns)) table = laid_out(columns, rows);
  table.print_plain(out, width);
}

}  // namespace c360::cli
