#include "c360/cli/lineage_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

using lineage::Branch;

class TreePrinter {
 public:
  TreePrinter(std::FILE* out, const model::LineageGraph& graph, lineage::Direction direction, std::size_t width)
      : out_(out), style_(out), graph_(graph), up_(direction == lineage::Direction::kUpstream), width_(width) {}

  /// `first` stands before the branch's name, `rest` before all that follows it.
  void print(const Branch& branch, const std::string& first, const std::string& rest) const {
    const std::string how = how_of(branch);
    fmt::print(out_, "{}{}{}\n", style_.dim(first), style_.bold(name_of(branch)),
               how.empty() ? "" : "  " + style_.dim(how));
    const std::string below = rest + (branch.branches.empty() ? "   " : "│  ");
    for (const std::string& line : text_lines(branch, below)) fmt::print(out_, "{}{}\n", style_.dim(below), line);
    for (std::size_t i = 0; i < branch.branches.size(); ++i) {
      const bool last = i + 1 == branch.branches.size();
      print(branch.branches[i], rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
    }
  }

 private:
  static std::string name_of(const Branch& branch) {
    const std::string table = branch.column.table.to_string();
    return one_line(branch.column.column.empty() ? table : table + "." + branch.column.column);
  }

  std::string how_of(const Branch& branch) const {
    std::string how(to_string(branch.use.derived));
    if (branch.column.column.empty() && branch.use.derived != model::Derivation::kNone) how = "its rows are counted";
    if (branch.column.column.empty() && how.empty()) {
      const model::LineageTable* table = graph_.find(branch.column.table);
      if (table != nullptr) how = to_string(table->role);
    }
    return branch.shown_above ? how + (how.empty() ? "" : ", ") + "see above" : how;
  }

  /// What the branch's column is made by; going down, what it goes into tells that itself.
  std::string text_of(const Branch& branch) const {
    if (branch.column.column.empty()) {
      const model::LineageTable* table = graph_.find(branch.column.table);
      return table == nullptr || table->role != model::TableRole::kSource ? "" : table->description;
    }
    if (branch.shown_above) return {};
    const model::LineageColumn* column = graph_.find_column(branch.column);
    if (column == nullptr) return {};
    const bool is_copy =
        up_ && branch.branches.size() == 1 && branch.branches[0].use.derived == model::Derivation::kCopied;
    return is_copy && column->text.find(';') == std::string::npos && column->text.find(' ') == std::string::npos
               ? std::string()
               : column->text;
  }

  std::vector<std::string> text_lines(const Branch& branch, const std::string& before) const {
    const std::string text = one_line(text_of(branch));
    if (text.empty()) return {};
    if (width_ == 0) return {text};
    const std::size_t used = display_width(before);
    return wrapped(text, width_ > used + 20 ? width_ - used : 20);
  }

  std::FILE* out_;
  Style style_;
  const model::LineageGraph& graph_;
  bool up_;
  std::size_t width_;
};

}  // namespace

void print_lineage_tree(std::FILE* out, const model::LineageGraph& graph, const Branch& root,
                        lineage::Direction direction, std::size_t width) {
  TreePrinter(out, graph, direction, width).print(root, "", "");
}

}  // namespace c360::cli
