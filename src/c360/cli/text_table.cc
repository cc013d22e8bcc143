#include "c360/cli/text_table.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

constexpr std::size_t kLeastWrappedWidth = 24;
constexpr std::size_t kAnyWidth = static_cast<std::size_t>(-1);

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, display_width(text)), ' ');
  return right ? blanks + text : text + blanks;
}

}  // namespace

TextTable::TextTable(std::vector<std::string> header, std::vector<bool> right)
    : header_(std::move(header)), right_(std::move(right)) {
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

void TextTable::print_plain(std::FILE* out, std::size_t width) const {
  if (header_.empty()) return;
  const bool narrow = width > 0 && total_width(2) > width;
  const char* between = narrow ? " " : "  ";
  std::size_t last = kAnyWidth;
  if (narrow && !right_.back()) {
    const std::size_t others = total_width(1) - widths_.back();
    if (others + kLeastWrappedWidth <= width) last = width - others;
  }
  const Style style(out);
  fmt::print(out, "{}\n", style.bold(line(header_, between, "", "")));
  std::vector<std::string> rule;
  for (const std::size_t each : widths_) rule.emplace_back(each, '-');
  rule.back().resize(std::min(rule.back().size(), last));
  fmt::print(out, "{}\n", style.dim(line(rule, between, "", "")));
  for (const auto& row : rows_) print_row(out, row, between, last);
}

void TextTable::print_row(std::FILE* out, const std::vector<std::string>& row, const char* between,
                          std::size_t last) const {
  if (display_width(row.back()) <= last) {
    fmt::print(out, "{}\n", line(row, between, "", ""));
    return;
  }
  std::vector<std::string> cells = row;
  for (const std::string& part : wrapped(row.back(), last)) {
    cells.back() = part;
    fmt::print(out, "{}\n", line(cells, between, "", ""));
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
  for (const auto& row : rows_) fmt::print(out, "{}\n", line(row, " | ", "| ", " |"));
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
  std::vector<std::string> names;
  std::vector<bool> right;
  for (const std::string& name : header) {
    right.push_back(!name.empty() && name.front() == '>');
    names.push_back(right.back() ? name.substr(1) : name);
  }
  TextTable table(names, right);
  for (const auto& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& cell : row) cells.push_back(one_line(cell));
    table.add(std::move(cells));
  }
  table.print_plain(out, width);
}

}  // namespace c360::cli
