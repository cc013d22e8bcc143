
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/lineage_tree.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/lakehouse/run_store.h"
#include "c360/lineage/formats.h"
#include "c360/lineage/selection.h"
#include "c360/lineage/whole_graph.h"
#include "c360/metric/metric_lineage.h"
#include "c360/model/stored_lineage.h"
#include "c360/pipeline/report.h"
#include "c360/project/open_lake.h"
#include "c360/publish/published_lineage.h"

namespace c360::cli {
namespace {

using lineage::Direction;
using model::LineageEdge;
using model::LineageGraph;
using model::SourceColumn;

struct LineageOptions {
  std::string name;
  bool upstream = false;
  bool downstream = false;
  std::string format = "text";
  std::string run;
};

std::string name_of(const SourceColumn& column) {
  return column.column.empty() ? "rows of " + column.table.to_string() : column.table.to_string() + "." + column.column;
}

/// "silver.orders.status (filter)", of what decides about a column or a table's rows without being in it.
std::string deciding(const LineageGraph& graph, const SourceColumn& column) {
  std::vector<std::string> parts;
  for (const LineageEdge& edge : graph.into(column)) {
    const std::string how = model::influence_text(edge.use.influence);
    if (edge.use.derived == model::Derivation::kNone && !how.empty())
      parts.push_back(fmt::format("{} ({})", name_of(edge.from), how));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

void print_paragraph(const std::string& title, const std::string& text) {
  if (text.empty()) return;
  const Style style(stdout);
  fmt::print("\n{}\n", style.bold(title));
  const std::size_t width = is_terminal(stdout) ? terminal_width(stdout) : 0;
  if (width == 0) {
    fmt::print("  {}\n", one_line(text));
    return;
  }
  for (const std::string& line : wrapped(one_line(text), width > 22 ? width - 2 : 20)) fmt::print("  {}\n", line);
}

/// What a table's columns are made of, one step back.
void print_column_origins(const LineageGraph& graph, const model::LineageTable& table) {
  std::vector<std::vector<std::string>> rows;
  for (const model::LineageColumn& column : table.columns) {
    std::vector<std::string> from;
    std::string how;
    for (const LineageEdge& edge : graph.into({table.name, column.name})) {
      if (edge.use.derived == model::Derivation::kNone) continue;
      from.push_back(name_of(edge.from));
      how = to_string(edge.use.derived);
    }
    const auto kinds = graph.pii_of(table.name, column.name);
    rows.push_back({column.name, from.size() == 1 ? how : "", fmt::format("{}", fmt::join(kinds, ", ")),
                    fmt::format("{}", fmt::join(from, ", "))});
  }
  if (!rows.empty()) print_table(stdout, {"column", "?how", "?personal", "made of"}, rows);
}

void print_head(const LineageGraph& graph, const SourceColumn& root) {
  const Style style(stdout);
  const model::LineageTable* table = graph.find(root.table);
  const std::string description =
      root.column.empty() ? table->description : graph.description_of(root.table, root.column);
  if (!description.empty()) fmt::print("{}\n", one_line(description));
  if (!table->not_followed.empty()) {
    fmt::print("{}\n", style.yellow("what its columns are made of cannot be told: " + one_line(table->not_followed)));
  }
  const auto kinds = root.column.empty() ? std::set<std::string>() : graph.pii_of(root.table, root.column);
  if (!kinds.empty()) fmt::print("personal data: {}\n", fmt::join(kinds, ", "));
}

void print_tree(const LineageGraph& graph, const SourceColumn& root, Direction direction, const char* title) {
  const lineage::Branch tree = lineage::tree_of(graph, root, direction);
  const Style style(stdout);
  if (tree.branches.empty()) {
    fmt::print("\n{}\n  nothing\n", style.bold(title));
    return;
  }
  fmt::print("\n{}\n", style.bold(title));
  print_lineage_tree(stdout, graph, tree, direction, is_terminal(stdout) ? terminal_width(stdout) : 0);
}

void print_lineage(const LineageGraph& graph, const SourceColumn& root, const LineageOptions& options) {
  const bool both = options.upstream == options.downstream;
  print_head(graph, root);
  if (root.column.empty()) print_column_origins(graph, *graph.find(root.table));
  if (both || options.upstream) {
    print_tree(graph, root, Direction::kUpstream, "made of");
    if (!root.column.empty()) print_paragraph("this column is decided by", deciding(graph, root));
    print_paragraph("which rows there are is decided by", deciding(graph, {root.table, {}}));
  }
  if (both || options.downstream) print_tree(graph, root, Direction::kDownstream, "goes into");
}

std::vector<LineageEdge> chosen_edges(const LineageGraph& graph, const SourceColumn& root,
                                      const LineageOptions& options) {
  const bool both = options.upstream == options.downstream;
  std::vector<LineageEdge> edges;
  if (both || options.upstream) edges = lineage::edges_of(graph, root, Direction::kUpstream);
  if (both || options.downstream) {
    for (const LineageEdge& edge : lineage::edges_of(graph, root, Direction::kDownstream)) edges.push_back(edge);
  }
  return edges;
}

/// What is made of the project's tables elsewhere.
std::vector<lineage::Contribution> contributions() {
  return {metric::add_lineage, [](const project::Project& project, model::Planner&, LineageGraph& graph) {
            publish::add_lineage(project, graph);
          }};
}

/// The run whose events are asked for; nullopt for none.
std::optional<pipeline::RunReport> run_of(const project::Project& project, const LineageOptions& options) {
  if (options.run.empty()) return std::nullopt;
  const auto lake = project::open_lake(project);
  const std::vector<std::string> newest = lakehouse::run_ids(*lake, 1);
  const std::string id = options.run == "last" && !newest.empty() ? newest.front() : options.run;
  const auto report = lakehouse::read_run_report(*lake, id);
  if (!report)
    throw Error(ErrorCode::kNotFound, fmt::format("the lakehouse has no report of the run '{}'", options.run),
                "`SELECT run_id FROM meta.runs` lists them; 'last' is the newest");
  return pipeline::report_from_json(*report);
}

int show_lineage(const Context& context, const LineageOptions& options) {
  const std::vector<std::string> formats = {"text", "json", "dot", "openlineage"};
  const std::string format = context.json && options.format == "text" ? "json" : options.format;
  if (std::find(formats.begin(), formats.end(), format) == formats.end())
    throw Error(ErrorCode::kUsage, fmt::format("there is no format '{}'", format), did_you_mean(format, formats));
  if (!options.run.empty() && format != "openlineage")
    throw Error(ErrorCode::kUsage, "--run goes with --format openlineage", "add it, or remove --run");
  const project::Project project = context.load_project();
  engine::Database database;
  const LineageGraph graph = lineage::whole_graph(database, project, contributions());
  const SourceColumn root = lineage::find_column(graph, options.name);
  if (format == "text") {
    print_lineage(graph, root, options);
    return kDone;
  }
  const std::vector<LineageEdge> edges = chosen_edges(graph, root, options);
  if (format == "json") fmt::print("{}", lineage::to_json(graph, root, edges));
  if (format == "dot") fmt::print("{}", lineage::to_dot(graph, edges));
  if (format == "openlineage") {
    const auto run = run_of(project, options);
    fmt::print("{}", lineage::to_openlineage(graph, edges, project.name, Clock::system().now(), run ? &*run : nullptr));
  }
  return kDone;
}

}  // namespace

void add_lineage(Command& program) {
  auto options = std::make_shared<LineageOptions>();
  Command command = program.add("lineage", "What a table or column is made of, and what is made of it");
  command.required("table", options->name,
                   "such as gold.customer_360, gold.customer_360.revenue or metrics.sales.revenue");
  command.flag("--upstream", options->upstream, "Only what it is made of");
  command.flag("--downstream", options->downstream, "Only what is made of it");
  command.option("--format", options->format, "text, json, dot or openlineage (default text)");
  command.option("--run", options->run, "openlineage: also tell of a run and its activities, by its id or 'last'");
  command.does([options](const Context& context) { return show_lineage(context, *options); });
}

}  // namespace c360::cli
