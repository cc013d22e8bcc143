#include "c360/model/graph.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "c360/base/suggest.h"
#include "c360/model/syntax.h"

namespace c360::model {
namespace {

using lakehouse::TableName;

/// Functions whose answer is another tomorrow, or that differ from run to run.
constexpr std::array<std::string_view, 18> kUnstable = {"now",
                                                        "current_date",
                                                        "current_time",
                                                        "current_timestamp",
                                                        "get_current_time",
                                                        "today",
                                                        "random",
                                                        "uuid",
                                                        "gen_random_uuid",
                                                        "uuidv4",
                                                        "uuidv7",
                                                        "setseed",
                                                        "localtime",
                                                        "localtimestamp",
                                                        "transaction_timestamp",
                                                        "current_localtime",
                                                        "current_localtimestamp",
                                                        "get_current_timestamp"};

/// Table functions that only make rows out of their arguments.
constexpr std::array<std::string_view, 4> kPureTables = {"range", "generate_series", "unnest", "values"};

/// Every table that the project's SQL may name.
std::set<TableName> tables_of(const project::Project& project) {
  std::set<TableName> names;
  for (const auto& source : project.sources) {
    names.insert({"bronze", source.name});
    names.insert({"bronze", source.name + "__malformed"});
  }
  for (const auto& contract : project.contracts) {
    names.insert({"silver", contract.entity});
    names.insert({"quarantine", contract.entity});
  }
  for (const auto& model : project.models) names.insert({model.schema, model.name});
  return names;
}

/// One SQL text of the user's and the mistakes found in it.
class SqlReader {
 public:
  SqlReader(engine::Connection& connection, const std::set<TableName>& known, std::vector<Error>& errors)
      : connection_(connection), known_(known), errors_(errors) {}

  std::vector<TableName> inputs(const Location& where, const std::string& sql) {
    where_ = where;
    sql_ = &sql;
    try {
      return check(read_syntax(connection_.parse_to_json(sql)));
    } catch (const Error& error) {
      const Location place =
          error.where().line > 0 ? Location{where.file, error.where().line, error.where().column} : where;
      errors_.emplace_back(ErrorCode::kProject, error.message(), error.hint(), place);
      return {};
    }
  }

 private:
  std::vector<TableName> check(const Syntax& syntax) {
    if (syntax.statements != 1) {
      report(0, fmt::format("one SELECT is expected here, not {}", syntax.statements), "write one file for each table");
    }
    for (const FunctionReference& function : syntax.functions) check_function(function);
    std::vector<TableName> inputs;
    for (const TableReference& table : syntax.tables) check_table(table, inputs);
    return inputs;
  }

  void check_function(const FunctionReference& function) {
    if (is_unstable(function.name)) {
      report(function.offset, fmt::format("{}() gives another answer at every run", function.name),
             "the same bronze must give the same gold tomorrow: take dates from the data");
    } else if (function.reads_rows &&
               std::find(kPureTables.begin(), kPureTables.end(), function.name) == kPureTables.end()) {
      report(function.offset, fmt::format("{}() reads rows from outside the project's tables", function.name),
             "declare a source in c360.yaml and read bronze or silver");
    }
  }

  void check_table(const TableReference& table, std::vector<TableName>& inputs) {
    const TableName name{table.schema, table.name};
    if (known_.count(name) > 0) {
      inputs.push_back(name);
    } else if (table.schema.empty()) {
      report(table.offset, fmt::format("table '{}' is named without its schema", table.name), suggestion(table.name));
    } else {
      report(table.offset, fmt::format("there is no table '{}'", name.to_string()), suggestion(name.to_string()));
    }
  }

  std::string suggestion(const std::string& wrong) const {
    std::vector<std::string> candidates;
    for (const TableName& name : known_) {
      if (wrong == name.name) return fmt::format("did you mean '{}'?", name.to_string());
      candidates.push_back(name.to_string());
    }
    return did_you_mean(wrong, candidates);
  }

  void report(std::size_t offset, std::string message, std::string hint) {
    const TextPosition position = position_of(*sql_, offset);
    errors_.emplace_back(ErrorCode::kProject, std::move(message), std::move(hint),
                         Location{where_.file, position.line, position.column});
  }

  engine::Connection& connection_;
  const std::set<TableName>& known_;
  std::vector<Error>& errors_;
  Location where_;
  const std::string* sql_ = nullptr;
};

/// Depth first, inputs before their readers; a model met again while its inputs are visited closes a circle.
class Sorter {
 public:
  Sorter(std::map<TableName, Node>& nodes, std::vector<Error>& errors) : nodes_(nodes), errors_(errors) {}

  std::vector<Node> sorted() {
    for (const auto& [name, node] : nodes_) visit(name);
    return std::move(sorted_);
  }

 private:
  void visit(const TableName& name) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end() || done_.count(name) > 0) return;
    const auto on_path = std::find(path_.begin(), path_.end(), name);
    if (on_path != path_.end()) return report_circle(on_path);
    path_.push_back(name);
    for (const TableName& input : found->second.inputs) visit(input);
    path_.pop_back();
    if (done_.insert(name).second) sorted_.push_back(found->second);
  }

  void report_circle(std::vector<TableName>::const_iterator start) {
    std::vector<std::string> names;
    for (auto at = start; at != path_.cend(); ++at) names.push_back(at->to_string());
    names.push_back(start->to_string());
    errors_.emplace_back(ErrorCode::kProject,
                         fmt::format("models read each other in a circle: {}", fmt::join(names, " → ")),
                         "take one of these reads away", nodes_.at(*start).spec->where);
  }

  std::map<TableName, Node>& nodes_;
  std::vector<Error>& errors_;
  std::vector<TableName> path_;
  std::set<TableName> done_;
  std::vector<Node> sorted_;
};

}  // namespace

bool is_unstable(std::string_view function) {
  return std::find(kUnstable.begin(), kUnstable.end(), function) != kUnstable.end();
}

std::vector<Node> in_build_order(engine::Connection& connection, const project::Project& project) {
  const std::set<TableName> known = tables_of(project);
  std::vector<Error> errors;
  SqlReader reader(connection, known, errors);
  std::map<TableName, Node> nodes;
  for (const auto& spec : project.models) {
    nodes[{spec.schema, spec.name}] = Node{&spec, reader.inputs(spec.where, spec.sql)};
  }
  std::vector<Node> order = Sorter(nodes, errors).sorted();
  if (!errors.empty()) throw project::ProjectErrors(std::move(errors));
  return order;
}

std::vector<TableName> inputs_of(engine::Connection& connection, const project::Project& project,
                                 const project::TestSpec& test) {
  std::vector<Error> errors;
  const std::set<TableName> known = tables_of(project);
  std::vector<TableName> inputs = SqlReader(connection, known, errors).inputs(test.where, test.sql);
  if (!errors.empty()) throw project::ProjectErrors(std::move(errors));
  return inputs;
}

}  // namespace c360::model
