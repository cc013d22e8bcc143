// Columns of texts, aligned.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace c360::cli {

/// A table that is laid out once all its rows are known. A value; one thread at a time. Cells must be free of control
/// characters (one_line).
class TextTable {
 public:
  /// `right`: whether a column is aligned at its right.
  TextTable(std::vector<std::string> header, std::vector<bool> right);

  void add(std::vector<std::string> row);

  /// Names over a rule over the rows. In a width (0: any) that is too small the gaps shrink, then the last column wraps
  /// if its texts can; what is still too wide stays so.
  void print_plain(std::FILE* out, std::size_t width = 0);
  void print_markdown(std::FILE* out) const;
  /// Further rows below those; a cell that is wider than its column pushes the others on.
  void print_plain_row(std::FILE* out, const std::vector<std::string>& row) const;
  void print_markdown_row(std::FILE* out, const std::vector<std::string>& row) const;

  /// The width of the rows so far with the smallest gaps.
  std::size_t least_width() const { return total_width(1); }
  /// Whether print_plain can keep within a width (0: any).
  bool fits(std::size_t width) const;

 private:
  std::string line(const std::vector<std::string>& row, const char* between, const char* before,
                   const char* after) const;
  std::size_t total_width(std::size_t gap) const;
  /// Of all columns but the last, gaps included.
  std::size_t width_of_others() const;
  /// Whether there is room for the last column's texts on several lines.
  bool can_wrap(std::size_t width) const;

  std::vector<std::string> header_;
  std::vector<bool> right_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
  const char* between_ = "  ";
  std::size_t last_;  ///< where the last column's texts wrap
};

/// Prints a table of texts on a stream, fitted to its terminal if it is one; columns whose header starts with '>' are
/// right-aligned, and those with a '?' (after the '>') are left out where there is no room, the last first. Control
/// characters in cells are shown, not obeyed.
void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows);
/// The same for a given width (0: any).
void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, std::size_t width);

}  // namespace c360::cli
