
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/lineage/trace.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;
using lineage::TracedRow;
using lineage::TracedTable;
using lineage::Wanted;

struct TraceChoice {
  std::string table;
  std::vector<std::string> key;
  bool all = false;
  std::size_t limit = 5;
};

Json values_json(const std::vector<Wanted>& values) {
  Json json = Json::object();
  for (const auto& [column, value] : values) json[column] = value ? Json(*value) : Json(nullptr);
  return json;
}

Json traced_json(const TracedTable& table) {
  Json json = {{"table", table.table.to_string()},
               {"wanted", values_json(table.wanted)},
               {"exact", table.exact},
               {"why_not", table.why_not},
               {"rows", table.rows},
               {"first", Json::array()},
               {"inputs", Json::array()}};
  for (const TracedRow& row : table.first) {
    Json each = {{"values", values_json(row.values)}};
    if (!row.file.empty() || !row.problem.empty())
      each["record"] = {{"file", row.file}, {"row", row.record}, {"text", row.raw}, {"problem", row.problem}};
    json["first"].push_back(std::move(each));
  }
  for (const TracedTable& input : table.inputs) json["inputs"].push_back(traced_json(input));
  return json;
}

std::string shown(const std::vector<Wanted>& values) {
  std::vector<std::string> parts;
  for (const auto& [column, value] : values) parts.push_back(column + " = " + value.value_or("NULL"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

class TracePrinter {
 public:
  TracePrinter() : style_(stdout), width_(is_terminal(stdout) ? terminal_width(stdout) : 0) {}

  void print(const TracedTable& table, const std::string& before) const {
    const std::string rows = counted(table.rows, "row");
    fmt::print("{}{}  {}\n", before, style_.bold(one_line(table.table.to_string())), style_.dim(rows));
    const std::string inner = before + "  ";
    if (!table.wanted.empty()) line(inner, "with " + shown(table.wanted));
    if (!table.why_not.empty()) fmt::print("{}{}\n", inner, style_.yellow(fitted(table.why_not, inner)));
    for (const TracedRow& row : table.first) print_row(row, inner);
    const auto shown_rows = static_cast<std::int64_t>(table.first.size());
    if (table.rows > shown_rows)
      line(inner, fmt::format("… and {} more; --all shows them", grouped(table.rows - shown_rows)));
    for (const TracedTable& input : table.inputs) print(input, inner);
  }

 private:
  void print_row(const TracedRow& row, const std::string& before) const {
    line(before, "· " + shown(row.values));
    if (!row.problem.empty()) {
      fmt::print("{}  {}\n", before, style_.red(fitted(row.problem, before)));
    } else if (!row.file.empty()) {
      fmt::print("{}  {}\n{}  {}\n", before, style_.green(fmt::format("{}, record {}", one_line(row.file), row.record)),
                 before, fitted(row.raw, before));
    }
  }

  void line(const std::string& before, const std::string& text) const {
    fmt::print("{}{}\n", before, style_.dim(fitted(text, before)));
  }

  std::string fitted(const std::string& text, const std::string& before) const {
    const std::string visible = one_line(text);
    return width_ == 0 ? visible : cut(visible, width_ > before.size() + 24 ? width_ - before.size() - 2 : 20);
  }

  Style style_;
  std::size_t width_;
};

int show_trace(const Context& context, const TraceChoice& choice) {
  Workspace workspace(context);
  const lakehouse::Moment moment = workspace.moment();
  session::Session session(workspace.lake(), &workspace.project(), moment);
  lineage::TraceOptions options;
  options.limit = choice.all ? 0 : choice.limit;
  const TracedTable traced = lineage::trace(session.connection(), workspace.lake(), workspace.project(), moment,
                                            choice.table, choice.key, options);
  if (context.json) {
    print_as_json(traced_json(traced));
  } else {
    TracePrinter().print(traced, "");
  }
  return kDone;
}

}  // namespace

void add_trace(Command& program) {
  auto choice = std::make_shared<TraceChoice>();
  Command command =
      program.add("trace", "The rows and source records that a row of silver, quarantine or gold came from");
  command.required("table", choice->table, "such as gold.customer_360");
  command.required("key", choice->key, "the key's values in their order, or column=value …");
  command.flag("--all", choice->all, "Every row of each table, not only the first");
  command.option("--limit", choice->limit, "The most rows to show of each table (0: all; default 5)");
  command.does([choice](const Context& context) { return show_trace(context, *choice); });
}

}  // namespace c360::cli
