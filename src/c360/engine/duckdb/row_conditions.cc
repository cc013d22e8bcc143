#include "c360/engine/duckdb/row_conditions.h"

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "c360/engine/duckdb/plan_filter.h"
#include "c360/engine/duckdb/plan_values.h"

namespace c360::engine {

namespace {

using nlohmann::json;
using sql::Expr;

/// The outputs at some places; all of them for an empty list.
PlanOutputs chosen(const PlanOutputs& outputs, const json& places) {
  if (places.empty()) return outputs;
  PlanOutputs result;
  for (const json& place : places) {
    const auto i = place.get<std::size_t>();
    result.push_back(i < outputs.size() ? outputs[i] : std::nullopt);
  }
  return result;
}

/// Walks a plan and gathers what its filters say of each call.
class PlanReader {
 public:
  explicit PlanReader(std::string_view stand_in) : stand_in_(stand_in) {}

  /// What the columns of a node's rows are; all unknown for operators that do more than choose rows and columns.
  PlanOutputs visit(const json& node) {
    if (says(node, "type", "LOGICAL_GET") && says(node, "name", stand_in_)) return visit_call(node);
    if (says(node, "type", "LOGICAL_FILTER")) return visit_filter(node);
    if (says(node, "type", "LOGICAL_PROJECTION")) return visit_projection(node);
    if (is_list_test(node)) return visit_list_test(node);
    for (const json& member : node) {
      if (member.is_structured()) visit(member);
    }
    return {};
  }

  RowConditions conditions() const {
    std::map<std::string, std::vector<Expr>> alternatives;
    std::set<std::string> whole;
    for (const PlanCall& call : calls_) {
      if (call.conditions.empty()) whole.insert(call.table);
      alternatives[call.table].push_back(sql::all_of(call.conditions));
    }
    RowConditions result;
    for (auto& [table, conditions] : alternatives) {
      if (!whole.contains(table)) result.emplace(table, sql::any_of(std::move(conditions)));
    }
    return result;
  }

 private:
  PlanOutputs visit_call(const json& node) {
    PlanCall& call = calls_.emplace_back(PlanCall{node.at("parameters").at(0).at("value").get<std::string>()});
    if (!node.at("extra_info").at("sample_options").is_null()) return {};
    PlanOutputs outputs;
    for (const json& column : node.at("column_indexes")) outputs.push_back(column_of(call, node, column));
    return chosen(outputs, node.at("projection_ids"));
  }

  static std::optional<PlanOutput> column_of(PlanCall& call, const json& node, const json& column) {
    const json& types = node.at("returned_types");
    const auto i = column.at("index").get<std::size_t>();
    if (i >= types.size() || !column.at("child_indexes").empty()) return std::nullopt;
    const auto type = plan_type(types[i]);
    if (!type) return std::nullopt;
    return PlanOutput{&call, sql::column(node.at("names").at(i).get<std::string>()), type};
  }

  PlanOutputs visit_filter(const json& node) {
    const PlanOutputs outputs = visit(node.at("children").at(0));
    const auto known =
        std::find_if(outputs.begin(), outputs.end(), [](const auto& output) { return output.has_value(); });
    if (known == outputs.end()) return outputs;
    for (const json& filter : node.at("expressions")) {
      if (auto condition = read_filter(filter, outputs)) (*known)->call->conditions.push_back(std::move(*condition));
    }
    return chosen(outputs, node.at("projection_map"));
  }

  PlanOutputs visit_projection(const json& node) {
    const PlanOutputs outputs = visit(node.at("children").at(0));
    PlanOutputs result;
    for (const json& expression : node.at("expressions")) result.push_back(output_at(outputs, expression));
    return result;
  }

  /// The join that the engine makes of `column IN (constants)`: its last column tells of each row whether it is in.
  static bool is_list_test(const json& node) {
    return says(node, "type", "LOGICAL_COMPARISON_JOIN") && says(node, "join_type", "MARK") &&
           says(node.at("children").at(1), "type", "LOGICAL_CHUNK_GET") && node.at("conditions").size() == 1 &&
           says(node.at("conditions")[0], "comparison", "COMPARE_EQUAL");
  }

  PlanOutputs visit_list_test(const json& node) {
    const PlanOutputs outputs = visit(node.at("children")[0]);
    PlanOutputs result = chosen(outputs, node.at("left_projection_map"));
    const std::optional<PlanOutput>& tested = output_at(outputs, node.at("conditions")[0].at("left"));
    result.push_back(tested && tested->type ? mark_of(*tested, node.at("children")[1].at("collection").at("values"))
                                            : std::nullopt);
    return result;
  }

  static std::optional<PlanOutput> mark_of(const PlanOutput& column, const json& values) {
    if (values.size() != 1) return std::nullopt;
    std::vector<Expr> list;
    for (const json& value : values[0]) {
      if (value.at("is_null").get<bool>()) continue;
      auto literal = plan_literal(value, *column.type);
      if (!literal) return std::nullopt;
      list.push_back(std::move(*literal));
    }
    return PlanOutput{column.call, sql::in_list(column.value, std::move(list))};
  }

  std::string_view stand_in_;
  std::deque<PlanCall> calls_;
};

}  // namespace

RowConditions read_row_conditions(std::string_view plan_json, std::string_view stand_in) {
  if (plan_json.find(stand_in) == std::string_view::npos) return {};
  const json plan = json::parse(plan_json, nullptr, false);
  if (!plan.is_object() || plan.value("error", true)) return {};
  try {
    PlanReader reader(stand_in);
    reader.visit(plan.at("plans"));
    return reader.conditions();
  } catch (const json::exception&) {
    return {};
  }
}

}  // namespace c360::engine
