#include "c360/engine/duckdb/plan_filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "c360/engine/duckdb/plan_values.h"
#include "c360/sql/functions.h"

namespace c360::engine {

namespace {

using nlohmann::json;
using sql::Expr;

/// Turns filter expressions over some outputs into conditions; nullopt for what cannot be said as one.
class FilterReader {
 public:
  explicit FilterReader(const PlanOutputs& outputs) : outputs_(outputs) {}

  std::optional<Expr> read(const json& filter) const {
    const auto& kind = filter.at("expression_class").get_ref<const std::string&>();
    if (kind == "BOUND_COMPARISON") return comparison(filter);
    if (kind == "BOUND_BETWEEN") return between(filter);
    if (kind == "BOUND_CONJUNCTION") return conjunction(filter);
    if (kind == "BOUND_OPERATOR") return operation(filter);
    if (kind == "BOUND_FUNCTION") return prefix(filter);
    if (kind == "BOUND_REF") return flag(filter);
    return std::nullopt;
  }

 private:
  const PlanOutput* column(const json& expression) const {
    const std::optional<PlanOutput>& output = output_at(outputs_, expression);
    return output && output->type ? &*output : nullptr;
  }

  /// A constant of the column's very type.
  static std::optional<Expr> constant(const json& expression, const PlanOutput& column) {
    return says(expression, "expression_class", "BOUND_CONSTANT") ? plan_literal(expression.at("value"), *column.type)
                                                                  : std::nullopt;
  }

  std::optional<Expr> compare(const json& tested, Expr (*relation)(Expr, Expr), const json& with) const {
    const PlanOutput* known = column(tested);
    if (known == nullptr) return std::nullopt;
    const std::optional<Expr> value = constant(with, *known);
    return value ? std::optional(relation(known->value, *value)) : std::nullopt;
  }

  std::optional<Expr> comparison(const json& filter) const {
    struct Relation {
      std::string_view name;
      Expr (*as_written)(Expr, Expr);
      Expr (*turned_round)(Expr, Expr);
    };
    static constexpr std::array<Relation, 6> kRelations{{
        {"COMPARE_EQUAL", sql::equal, sql::equal},
        {"COMPARE_NOT_DISTINCT_FROM", sql::equal, sql::equal},
        {"COMPARE_LESSTHAN", sql::less, sql::greater},
        {"COMPARE_LESSTHANOREQUALTO", sql::less_equal, sql::greater_equal},
        {"COMPARE_GREATERTHAN", sql::greater, sql::less},
        {"COMPARE_GREATERTHANOREQUALTO", sql::greater_equal, sql::less_equal},
    }};
    for (const Relation& relation : kRelations) {
      if (!says(filter, "type", relation.name)) continue;
      auto condition = compare(filter.at("left"), relation.as_written, filter.at("right"));
      return condition ? condition : compare(filter.at("right"), relation.turned_round, filter.at("left"));
    }
    return std::nullopt;
  }

  std::optional<Expr> between(const json& filter) const {
    const json& input = filter.at("input");
    const auto from = filter.at("lower_inclusive").get<bool>() ? sql::greater_equal : sql::greater;
    const auto to = filter.at("upper_inclusive").get<bool>() ? sql::less_equal : sql::less;
    return all_known({compare(input, from, filter.at("lower")), compare(input, to, filter.at("upper"))});
  }

  static std::optional<Expr> all_known(const std::vector<std::optional<Expr>>& parts) {
    std::vector<Expr> known;
    for (const auto& part : parts) {
      if (part) known.push_back(*part);
    }
    return known.empty() ? std::nullopt : std::optional(sql::all_of(std::move(known)));
  }

  std::optional<Expr> conjunction(const json& filter) const {
    std::vector<std::optional<Expr>> parts;
    for (const json& child : filter.at("children")) parts.push_back(read(child));
    if (says(filter, "type", "CONJUNCTION_AND")) return all_known(parts);
    if (!says(filter, "type", "CONJUNCTION_OR")) return std::nullopt;
    const bool all = std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.has_value(); });
    return all ? any_known(parts) : std::nullopt;
  }

  static std::optional<Expr> any_known(const std::vector<std::optional<Expr>>& parts) {
    std::vector<Expr> known;
    for (const auto& part : parts) known.push_back(*part);
    return sql::any_of(std::move(known));
  }

  std::optional<Expr> operation(const json& filter) const {
    const json& children = filter.at("children");
    const PlanOutput* known = children.empty() ? nullptr : column(children[0]);
    if (known == nullptr) return std::nullopt;
    if (says(filter, "type", "OPERATOR_IS_NULL")) return sql::is_null(known->value);
    if (says(filter, "type", "OPERATOR_IS_NOT_NULL")) return sql::is_not_null(known->value);
    if (says(filter, "type", "OPERATOR_NOT")) return flag_is(*known, false);
    if (says(filter, "type", "COMPARE_IN")) return in_constants(*known, children);
    return std::nullopt;
  }

  static std::optional<Expr> in_constants(const PlanOutput& column, const json& children) {
    std::vector<Expr> values;
    for (std::size_t i = 1; i < children.size(); ++i) {
      auto value = constant(children[i], column);
      if (!value) return std::nullopt;
      values.push_back(std::move(*value));
    }
    return sql::in_list(column.value, std::move(values));
  }

  std::optional<Expr> prefix(const json& filter) const {
    const bool known_function = says(filter, "name", "prefix") || says(filter, "name", "starts_with");
    const bool is_the_engines = says(filter, "catalog_name", "system") || says(filter, "catalog_name", "");
    const json& children = filter.at("children");
    if (!known_function || !is_the_engines || children.size() != 2) return std::nullopt;
    return compare(
        children[0],
        [](Expr text, Expr begin) {
          return sql::call(sql::fn::kStartsWith, {std::move(text), std::move(begin)});
        },
        children[1]);
  }

  static std::optional<Expr> flag_is(const PlanOutput& column, bool value) {
    if (column.type->kind != sql::TypeKind::kBoolean) return std::nullopt;
    return sql::equal(column.value, sql::literal(value));
  }

  /// A boolean column or the mark of an IN, which stands for itself.
  std::optional<Expr> flag(const json& filter) const {
    const std::optional<PlanOutput>& output = output_at(outputs_, filter);
    if (!output) return std::nullopt;
    return output->type ? flag_is(*output, true) : output->value;
  }

  const PlanOutputs& outputs_;
};

}  // namespace

bool says(const json& node, const char* member, std::string_view text) {
  const auto found = node.find(member);
  return found != node.end() && found->is_string() && found->get_ref<const std::string&>() == text;
}

const std::optional<PlanOutput>& output_at(const PlanOutputs& outputs, const json& expression) {
  static const std::optional<PlanOutput> nothing;
  if (!says(expression, "expression_class", "BOUND_REF")) return nothing;
  const auto i = expression.at("index").get<std::size_t>();
  return i < outputs.size() ? outputs[i] : nothing;
}

std::optional<Expr> read_filter(const json& filter, const PlanOutputs& outputs) {
  return FilterReader(outputs).read(filter);
}

}  // namespace c360::engine
