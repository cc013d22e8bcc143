#include "c360/pipeline/row_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "c360/engine/values/unicode_text.h"

namespace c360::pipeline {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr std::size_t kWidestCell = 40;

struct Line {
  char sign;
  RowTexts row;
};

std::vector<RowTexts> without(const std::vector<RowTexts>& rows, const std::vector<RowTexts>& others) {
  std::vector<RowTexts> rest;
  std::set_difference(rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(rest));
  return rest;
}

std::vector<Line> differing_lines(const std::vector<RowTexts>& expected, const std::vector<RowTexts>& actual) {
  std::vector<Line> lines;
  for (RowTexts& row : without(expected, actual)) lines.push_back({'-', std::move(row)});
  for (RowTexts& row : without(actual, expected)) lines.push_back({'+', std::move(row)});
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.row < b.row; });
  return lines;
}

std::string shown(const std::optional<std::string>& cell) {
  return cell ? values::shortened(*cell, kWidestCell) : "NULL";
}

/// Cells padded to their column's width, two blanks between.
std::string laid_out(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += cells[i];
    if (i + 1 < cells.size()) text.append(widths[i] + 2 - values::count_characters(cells[i]), ' ');
  }
  return text;
}

}  // namespace

std::string row_difference(const std::vector<std::string>& columns, std::vector<RowTexts> expected,
                           std::vector<RowTexts> actual) {
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  const std::vector<Line> lines = differing_lines(expected, actual);
  if (lines.empty()) return {};
  std::vector<std::pair<char, std::vector<std::string>>> table = {{' ', columns}};
  for (std::size_t i = 0; i < lines.size() && i < kMostLines; ++i) {
    std::vector<std::string>& cells = table.emplace_back(lines[i].sign, std::vector<std::string>()).second;
    for (const auto& cell : lines[i].row) cells.push_back(shown(cell));
  }
  std::vector<std::size_t> widths(columns.size());
  for (const auto& [sign, cells] : table)
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], values::count_characters(cells[i]));
  std::string text;
  for (const auto& [sign, cells] : table) text += fmt::format("\n    {} {}", sign, laid_out(cells, widths));
  if (lines.size() > kMostLines) text += fmt::format("\n    … and {} more", lines.size() - kMostLines);
  const std::size_t same = expected.size() - without(expected, actual).size();
  text += fmt::format("\n    - expected only, + there instead; {} of {} expected rows are as expected", same,
                      expected.size());
  return text;
}

}  // namespace c360::pipeline
