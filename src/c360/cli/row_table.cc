#include "c360/cli/row_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/session/row_texts.h"

namespace c360::cli {
namespace {

/// Rows that are laid out before the first is printed.
constexpr std::size_t kRowsToLayOut = 1000;

using Cells = std::vector<std::string>;

std::string markdown_cell(const std::string& text) {
  std::string cell;
  for (const char c : one_line(text)) cell += c == '|' ? "\\|" : std::string(1, c);
  return cell;
}

Cells cells_of(const session::RowTexts& row, bool markdown) {
  Cells cells;
  for (const auto& value : row)
    cells.push_back(markdown ? markdown_cell(value.value_or("")) : one_line(value.value_or("NULL")));
  return cells;
}

/// Takes rows one by one. The first are kept until the layout is known; from then on each is printed as it comes.
class RowPrinter {
 public:
  RowPrinter(std::FILE* out, const engine::Result& result, bool markdown, std::size_t width)
      : out_(out), markdown_(markdown), width_(width) {
    std::vector<bool> right;
    for (const auto& column : result.columns()) {
      names_.push_back(markdown ? markdown_cell(column.name) : one_line(column.name));
      right.push_back(session::is_number(column));
    }
    table_.emplace(names_, std::move(right));
  }

  void take(const session::RowTexts& row) {
    Cells cells = cells_of(row, markdown_);
    if (begun_) {
      print(cells);
    } else {
      table_->add(cells);
      first_.push_back(std::move(cells));
      if (first_.size() == kRowsToLayOut) begin();
    }
  }

  void end() {
    if (!begun_) begin();
  }

 private:
  void begin() {
    begun_ = true;
    on_their_own_ = width_ > 0 && !first_.empty() && table_->least_width() > width_;
    if (on_their_own_) {
      for (const Cells& cells : first_) print(cells);
    } else {
      markdown_ ? table_->print_markdown(out_) : table_->print_plain(out_, width_);
    }
    first_.clear();
  }

  void print(const Cells& cells) {
    if (on_their_own_) {
      print_on_its_own(cells);
    } else {
      markdown_ ? table_->print_markdown_row(out_, cells) : table_->print_plain_row(out_, cells);
    }
  }

  void print_on_its_own(const Cells& cells) {
    std::size_t widest = 0;
    for (const std::string& name : names_) widest = std::max(widest, display_width(name));
    fmt::print(out_, "{}\n", Style(out_).dim(fmt::format("-- row {} --", ++number_)));
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string gap(widest - display_width(names_[c]) + 2, ' ');
      fmt::print(out_, "{}{}{}\n", Style(out_).bold(names_[c]), gap, cells[c]);
    }
  }

  std::FILE* out_;
  bool markdown_;
  std::size_t width_;
  Cells names_;
  std::optional<TextTable> table_;
  std::vector<Cells> first_;
  bool begun_ = false;
  bool on_their_own_ = false;
  std::size_t number_ = 0;
};

bool is_plan(const engine::Result& result) {
  const auto& columns = result.columns();
  return columns.size() == 2 && columns[0].name == "explain_key" && columns[1].name == "explain_value";
}

/// A plan is a drawing of many lines.
std::size_t print_plan(std::FILE* out, engine::Result& result) {
  return session::for_each_row(result, [&](const session::RowTexts& row) {
    fmt::print(out, "{}", several_lines(row[1].value_or("")));
    return true;
  });
}

}  // namespace

std::size_t print_row_table(std::FILE* out, engine::Result& result, std::size_t most_rows, std::size_t width) {
  if (is_plan(result)) return print_plan(out, result);
  RowPrinter printer(out, result, false, width);
  std::size_t shown = 0;
  const std::size_t count = session::for_each_row(result, [&](const session::RowTexts& row) {
    printer.take(row);
    return ++shown != most_rows;
  });
  printer.end();
  if (shown < count)
    fmt::print(out, "({} of {} rows shown)\n", grouped(static_cast<long long>(shown)),
               grouped(static_cast<long long>(count)));
  return count;
}

std::size_t print_row_markdown(std::FILE* out, engine::Result& result) {
  RowPrinter printer(out, result, true, 0);
  const std::size_t count = session::for_each_row(result, [&](const session::RowTexts& row) {
    printer.take(row);
    return true;
  });
  printer.end();
  return count;
}

}  // namespace c360::cli
