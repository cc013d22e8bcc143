#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "c360/base/error.h"
#include "c360/model/plan.h"
#include "c360/model/plan_expressions.h"

namespace c360::model {
namespace {

using Json = nlohmann::json;
using Kind = PlanNode::Kind;

Expression column_at(std::size_t position) {
  Expression result;
  result.kind = Expression::Kind::kColumn;
  result.column = position;
  return result;
}

/// The rows of a node with only the outputs at some positions; all of them for an empty list.
PlanNode chosen(PlanNode node, const Json& positions) {
  if (positions.empty()) return node;
  PlanNode project;
  project.kind = Kind::kProject;
  for (const Json& position : positions) project.expressions.push_back(column_at(position.get<std::size_t>()));
  project.width = project.expressions.size();
  project.children.push_back(std::move(node));
  return project;
}

const std::map<std::string, JoinKind>& join_kinds() {
  static const std::map<std::string, JoinKind> kinds = {
      {"INNER", JoinKind::kInner}, {"LEFT", JoinKind::kLeft},     {"RIGHT", JoinKind::kRight},
      {"FULL", JoinKind::kFull},   {"OUTER", JoinKind::kFull},    {"SEMI", JoinKind::kSemi},
      {"ANTI", JoinKind::kAnti},   {"SINGLE", JoinKind::kSingle}, {"MARK", JoinKind::kMark},
  };
  return kinds;
}

std::size_t width_of_join(JoinKind kind, std::size_t left, std::size_t right) {
  switch (kind) {
    case JoinKind::kSemi:
    case JoinKind::kAnti:
      return left;
    case JoinKind::kMark:
      return left + 1;
    default:
      return left + right;
  }
}

class PlanReader {
 public:
  PlanNode read(const Json& json) const {
    using Reader = PlanNode (PlanReader::*)(const Json&) const;
    static const std::map<std::string, Reader> readers = {
        {"LOGICAL_GET", &PlanReader::get},
        {"LOGICAL_PROJECTION", &PlanReader::projection},
        {"LOGICAL_FILTER", &PlanReader::filter},
        {"LOGICAL_COMPARISON_JOIN", &PlanReader::join},
        {"LOGICAL_DELIM_JOIN", &PlanReader::join},
        {"LOGICAL_ANY_JOIN", &PlanReader::join},
        {"LOGICAL_ASOF_JOIN", &PlanReader::join},
        {"LOGICAL_CROSS_PRODUCT", &PlanReader::cross_product},
        {"LOGICAL_POSITIONAL_JOIN", &PlanReader::positional_join},
        {"LOGICAL_AGGREGATE_AND_GROUP_BY", &PlanReader::aggregate},
        {"LOGICAL_DISTINCT", &PlanReader::distinct},
        {"LOGICAL_WINDOW", &PlanReader::window},
        {"LOGICAL_UNNEST", &PlanReader::unnest},
        {"LOGICAL_UNION", &PlanReader::set_operation},
        {"LOGICAL_INTERSECT", &PlanReader::set_operation},
        {"LOGICAL_EXCEPT", &PlanReader::set_operation},
        {"LOGICAL_ORDER_BY", &PlanReader::order_by},
        {"LOGICAL_LIMIT", &PlanReader::limit},
        {"LOGICAL_SAMPLE", &PlanReader::sample},
        {"LOGICAL_MATERIALIZED_CTE", &PlanReader::with},
        {"LOGICAL_RECURSIVE_CTE", &PlanReader::recursion},
        {"LOGICAL_CTE_REF", &PlanReader::reference},
        {"LOGICAL_DELIM_GET", &PlanReader::outer_columns},
        {"LOGICAL_EXPRESSION_GET", &PlanReader::values},
        {"LOGICAL_DUMMY_SCAN", &PlanReader::one_row},
        {"LOGICAL_EMPTY_RESULT", &PlanReader::no_rows},
    };
    const auto type = json.at("type").get<std::string>();
    const auto reader = readers.find(type);
    if (reader != readers.end()) return (this->*reader->second)(json);
    throw Error(ErrorCode::kUnsupported, fmt::format("the operator {} cannot be followed", type));
  }

 private:
  PlanNode over_child(const Json& json, Kind kind) const {
    PlanNode node;
    node.kind = kind;
    node.children.push_back(read(json.at("children").at(0)));
    node.width = node.children[0].width;
    return node;
  }

  PlanNode get(const Json& json) const {
    const auto function = json.at("name").get<std::string>();
    if (function != "seq_scan") return table_function(json, function);
    PlanNode node;
    node.kind = Kind::kTable;
    const Json& table = json.at("function_data");
    node.table = {table.at("schema").get<std::string>(), table.at("table").get<std::string>()};
    node.order = json.at("table_index").get<std::size_t>();
    const Json& names = json.at("names");
    for (const Json& column : json.at("column_indexes")) {
      const auto index = column.at("index").get<std::uint64_t>();
      node.columns.push_back(index < names.size() ? names[index].get<std::string>() : std::string());
    }
    node.width = node.columns.size();
    return chosen(std::move(node), json.at("projection_ids"));
  }

  /// range, generate_series or unnest: of constants, or of each row of its child, whose columns may follow.
  PlanNode table_function(const Json& json, const std::string& function) const {
    PlanNode node;
    node.function = function;
    node.width = json.at("column_indexes").size();
    if (json.at("children").empty()) return node;
    node.children.push_back(read(json["children"][0]));
    PlanNode made = std::move(node);
    made.expressions = made.children[0].expressions;
    const Json& carried = json.at("projected_input");
    for (const Json& position : carried) made.groups.push_back(column_at(position.get<std::size_t>()));
    made.width += carried.size();
    return made;
  }

  PlanNode projection(const Json& json) const {
    PlanNode node = over_child(json, Kind::kProject);
    const Json& child = json.at("children")[0];
    const bool over_outer = child.at("type") == "LOGICAL_DELIM_GET";
    const std::size_t outer = over_outer ? child.at("table_index").get<std::size_t>() : SIZE_MAX;
    node.expressions = read_expressions(json.at("expressions"), outer);
    node.width = node.expressions.size();
    return node;
  }

  PlanNode filter(const Json& json) const {
    PlanNode node = over_child(json, Kind::kFilter);
    node.expressions = read_expressions(json.at("expressions"));
    return chosen(std::move(node), json.value("projection_map", Json::array()));
  }

  PlanNode two_sides(const Json& json, JoinKind kind) const {
    PlanNode node = over_child(json, Kind::kJoin);
    node.join = kind;
    node.children.push_back(read(json.at("children").at(1)));
    node.width = width_of_join(kind, node.children[0].width, node.children[1].width);
    return node;
  }

  PlanNode join(const Json& json) const {
    const auto name = json.at("join_type").get<std::string>();
    const auto kind = join_kinds().find(name);
    if (kind == join_kinds().end() || json.value("delim_flipped", false))
      throw Error(ErrorCode::kUnsupported, fmt::format("a join of the kind {} cannot be followed", name));
    PlanNode node = two_sides(json, kind->second);
    const std::size_t left = node.children[0].width;
    for (const Json& condition : json.value("conditions", Json::array())) {
      Expression right = read_expression(condition.at("right"));
      shift_columns(right, left);
      node.expressions.push_back(compared(read_expression(condition.at("left")),
                                          condition.at("comparison").get<std::string>(), std::move(right)));
    }
    if (const auto any = json.find("condition"); any != json.end()) node.expressions.push_back(read_expression(*any));
    if (const auto outer = json.find("duplicate_eliminated_columns"); outer != json.end())
      node.outer_columns = read_expressions(*outer);
    node.one_partner = json.at("type") == "LOGICAL_ASOF_JOIN";
    return with_maps(std::move(node), json, left);
  }

  /// Of a join that gives only some columns of its sides.
  static PlanNode with_maps(PlanNode node, const Json& json, std::size_t left) {
    const Json of_left = json.value("left_projection_map", Json::array());
    const Json of_right = json.value("right_projection_map", Json::array());
    if (of_left.empty() && of_right.empty()) return node;
    Json kept = of_left;
    for (std::size_t i = 0; of_left.empty() && i < left; ++i) kept.push_back(i);
    for (const Json& position : of_right) kept.push_back(position.get<std::size_t>() + left);
    for (std::size_t i = left; of_right.empty() && i < node.width; ++i) kept.push_back(i);
    return chosen(std::move(node), kept);
  }

  PlanNode cross_product(const Json& json) const { return two_sides(json, JoinKind::kInner); }

  PlanNode positional_join(const Json& json) const {
    PlanNode node = two_sides(json, JoinKind::kFull);
    node.one_partner = true;
    return node;
  }

  PlanNode aggregate(const Json& json) const {
    PlanNode node = over_child(json, Kind::kAggregate);
    node.groups = read_expressions(json.at("groups"));
    node.expressions = read_expressions(json.at("expressions"));
    for (const Json& grouping : json.value("grouping_functions", Json::array())) {
      Expression level;
      level.kind = Expression::Kind::kAggregate;
      level.name = "grouping";
      for (const Json& position : grouping) level.arguments.push_back(node.groups.at(position.get<std::size_t>()));
      node.expressions.push_back(std::move(level));
    }
    node.several_groupings = json.value("grouping_sets", Json::array()).size() > 1;
    node.width = node.groups.size() + node.expressions.size();
    return node;
  }

  PlanNode distinct(const Json& json) const {
    PlanNode node = over_child(json, Kind::kDistinct);
    node.chooses = json.at("distinct_type") == "DISTINCT_ON";
    node.groups = read_expressions(json.at("distinct_targets"));
    const auto order = json.find("order_by");
    if (node.chooses && order != json.end() && order->is_object()) node.expressions = read_orders(order->at("orders"));
    return node;
  }

  PlanNode window(const Json& json) const {
    PlanNode node = over_child(json, Kind::kWindow);
    node.expressions = read_expressions(json.at("expressions"));
    node.width += node.expressions.size();
    return node;
  }

  PlanNode unnest(const Json& json) const {
    PlanNode node = over_child(json, Kind::kUnnest);
    node.expressions = read_expressions(json.at("expressions"));
    node.width += node.expressions.size();
    return node;
  }

  PlanNode set_operation(const Json& json) const {
    static const std::map<std::string, Kind> kinds = {
        {"LOGICAL_UNION", Kind::kUnion}, {"LOGICAL_INTERSECT", Kind::kIntersect}, {"LOGICAL_EXCEPT", Kind::kExcept}};
    PlanNode node;
    node.kind = kinds.at(json.at("type").get<std::string>());
    for (const Json& child : json.at("children")) node.children.push_back(read(child));
    node.width = node.children.at(0).width;
    return node;
  }

  PlanNode order_by(const Json& json) const {
    PlanNode node = over_child(json, Kind::kOrder);
    node.expressions = read_orders(json.at("orders"));
    return chosen(std::move(node), json.value("projection_map", Json::array()));
  }

  PlanNode limit(const Json& json) const {
    PlanNode node = over_child(json, Kind::kLimit);
    for (const char* value : {"limit_val", "offset_val"}) {
      const auto expression = json.at(value).find("expression");
      if (expression != json[value].end() && expression->is_object())
        node.expressions.push_back(read_expression(*expression));
    }
    if (json.at("limit_val").at("type") == "CONSTANT_VALUE")
      node.limit = json["limit_val"].at("constant_integer").get<std::int64_t>();
    return node;
  }

  PlanNode sample(const Json& json) const { return over_child(json, Kind::kLimit); }

  PlanNode with(const Json& json) const {
    PlanNode node = over_child(json, Kind::kWith);
    node.children.push_back(read(json.at("children").at(1)));
    node.width = node.children[1].width;
    node.with_index = json.at("table_index").get<std::size_t>();
    node.with_name = json.value("ctename", "");
    return node;
  }

  PlanNode recursion(const Json& json) const {
    PlanNode node = over_child(json, Kind::kRecursion);
    node.children.push_back(read(json.at("children").at(1)));
    node.with_index = json.at("table_index").get<std::size_t>();
    return node;
  }

  PlanNode reference(const Json& json) const {
    PlanNode node;
    node.kind = Kind::kReference;
    node.with_index = json.at("cte_index").get<std::size_t>();
    node.order = json.at("table_index").get<std::size_t>();
    node.width = json.at("chunk_types").size();
    return node;
  }

  PlanNode outer_columns(const Json& json) const {
    PlanNode node;
    node.kind = Kind::kOuterColumns;
    node.width = json.at("chunk_types").size();
    return node;
  }

  /// VALUES; its rows may name columns of the child.
  PlanNode values(const Json& json) const {
    PlanNode node;
    node.children.push_back(read(json.at("children").at(0)));
    for (const Json& row : json.at("expressions")) node.rows.push_back(read_expressions(row));
    node.width = json.at("expr_types").size();
    return node;
  }

  PlanNode one_row(const Json&) const {
    PlanNode node;
    node.rows.emplace_back();
    return node;
  }

  PlanNode no_rows(const Json& json) const {
    PlanNode node;
    node.width = json.at("return_types").size();
    return node;
  }
};

}  // namespace

PlanNode read_plan(std::string_view plan_json) {
  try {
    const Json json = Json::parse(plan_json);
    const Json& plans = json.at("plans");
    if (plans.size() != 1) throw Error(ErrorCode::kInternal, "the engine gave no plan for one SELECT");
    return PlanReader().read(plans[0]);
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kInternal,
                std::string("the engine's plan has another shape than this version of c360 knows: ") + error.what());
  }
}

}  // namespace c360::model
