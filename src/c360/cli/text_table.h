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
  void print_plain(std::FILE* out, std::size_t width = 0) const;
  void print_markdown(std::FILE* out) const;

 private:
  std::string line(const std::vector<std::string>& row, const char* between, const char* before,
                   const char* after) const;
  /// A row on as many lines as its last cell needs.
  void print_row(std::FILE* out, const std::vector<std::string>& row, const char* between, std::size_t last) const;
  std::size_t total_width(std::size_t gap) const;

  std::vector<std::string> header_;
  std::vector<bool> right_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

/// Prints a table of texts on a stream, fitted to its terminal if it is one; columns whose header starts with '>' are
/// right-aligned. Control characters in cells are shown, not obeyed.
void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows);
/// The same for a given width (0: any).
void print_table(std::FILE* out, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, std::size_t width);

}  // namespace c360::cli
