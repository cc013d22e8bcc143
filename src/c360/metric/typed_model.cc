#include "c360/metric/typed_model.h"

#include <fmt/core.h>

#include <functional>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/model/graph.h"
#include "c360/model/syntax.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::Aggregate;
using project::Dimension;
using project::Measure;
using project::MetricEntity;
using sql::Type;
using sql::TypeKind;
using Function = Aggregate::Function;

constexpr int kMostDecimals = 18;

/// An expression over an entity's columns, and who wants to know its type.
struct Expression {
  std::string text;
  Location where;
  std::string what;
  std::function<void(const Type&)> use;
  bool is_condition = false;
  bool is_column = false;
};

sql::Query query_of(const MetricEntity& entity, const std::vector<const Expression*>& expressions) {
  sql::Query query;
  for (const Expression* expression : expressions)
    query.select.push_back(
        {expression->is_column ? sql::column(expression->text) : sql::user_sql(expression->text), ""});
  query.from = sql::table({entity.schema(), entity.table_name()});
  return query;
}

/// Collects what is wrong with one entity's expressions.
class EntityBinder {
 public:
  EntityBinder(const MetricEntity& entity, engine::Connection& connection, std::vector<Error>& errors)
      : entity_(entity), connection_(connection), errors_(errors) {}

  void add(Expression expression) { expressions_.push_back(std::move(expression)); }

  void bind() {
    columns_ = columns();
    std::vector<const Expression*> sound;
    for (const Expression& expression : expressions_)
      if (is_sound(expression)) sound.push_back(&expression);
    if (!bind_together(sound))
      for (const Expression* expression : sound) bind_alone(*expression);
  }

 private:
  std::vector<std::string> columns() {
    sql::Query query;
    query.from = sql::table({entity_.schema(), entity_.table_name()});
    std::vector<std::string> names;
    try {
      for (const auto& column : connection_.describe(query)) names.push_back(column.name);
    } catch (const Error&) {
      names.clear();
    }
    return names;
  }

  void report(const Expression& expression, const std::string& message, const std::string& hint) {
    errors_.emplace_back(ErrorCode::kProject, fmt::format("{}: {}", expression.what, message), hint, expression.where);
  }

  bool is_sound(const Expression& expression) {
    if (expression.is_column) {
      for (const std::string& name : columns_)
        if (name == expression.text) return true;
      if (!columns_.empty())
        report(expression, fmt::format("{} has no column '{}'", entity_.table, expression.text),
               did_you_mean(expression.text, columns_));
      return false;
    }
    try {
      connection_.check_expression(expression.text);
      return is_of_its_row(expression);
    } catch (const Error& error) {
      report(expression, error.message(), error.hint());
      return false;
    }
  }

  /// An expression is of one row alone: it asks neither the clock nor another table.
  bool is_of_its_row(const Expression& expression) {
    const model::Syntax syntax = model::read_syntax(connection_.parse_to_json("SELECT " + expression.text));
    for (const auto& function : syntax.functions)
      if (model::is_unstable(function.name)) {
        report(expression, fmt::format("{}() gives another answer at every run", function.name),
               "take dates from the data");
        return false;
      }
    if (syntax.tables.empty()) return true;
    report(expression, fmt::format("it reads {}", syntax.tables.front().name),
           "an expression is of one row; join in a model, or use a relationship");
    return false;
  }

  bool bind_together(const std::vector<const Expression*>& sound) {
    if (sound.empty() || columns_.empty()) return true;
    try {
      const auto found = connection_.describe(query_of(entity_, sound));
      for (std::size_t i = 0; i < sound.size(); ++i) take(*sound[i], found[i]);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  void bind_alone(const Expression& expression) {
    try {
      take(expression, connection_.describe(query_of(entity_, {&expression})).at(0));
    } catch (const Error& error) {
      report(expression, error.message(), error.hint());
    }
  }

  void take(const Expression& expression, const engine::ResultColumn& column) {
    if (expression.is_condition && column.type != "BOOLEAN") {
      report(expression, fmt::format("it is {}, not a condition", column.type), "compare with something");
    } else if (!column.has_known_type) {
      report(expression, fmt::format("c360 has no type for {}", column.type), "cast it: (…)::bigint");
    } else if (expression.use) {
      expression.use(column.known);
    }
  }

  const MetricEntity& entity_;
  engine::Connection& connection_;
  std::vector<Error>& errors_;
  std::vector<Expression> expressions_;
  std::vector<std::string> columns_;
};

bool needs_numbers(Function function) {
  return function == Function::kSum || function == Function::kAverage || function == Function::kMedian;
}

/// Why a measure cannot be taken of values of a type; empty if it can.
std::string fault_of_input(const Measure& measure, const Type& type) {
  const Function function = measure.aggregate.function;
  const bool is_number = is_exact(type) || type.kind == TypeKind::kDouble || type.kind == TypeKind::kFloat;
  if (needs_numbers(function) && !is_number) return fmt::format("{} cannot be added up", type.to_string());
  if (needs_numbers(function) && !is_exact(type))
    return fmt::format("{} is not exact, and sums of it would depend on the order of rows", type.to_string());
  if (measure.format == project::ValueFormat::kCurrency && !is_exact(type) && function != Function::kCount)
    return fmt::format("money is never {}", type.to_string());
  if (scale_of(type) > kMostDecimals)
    return fmt::format("{} has more than {} decimals", type.to_string(), kMostDecimals);
  return {};
}

}  // namespace

bool is_whole(const Type& type) {
  return type.kind == TypeKind::kBigint || type.kind == TypeKind::kInteger || type.kind == TypeKind::kSmallint ||
         type.kind == TypeKind::kTinyint;
}

bool is_exact(const Type& type) {
  return is_whole(type) || type.kind == TypeKind::kDecimal;
}

bool is_time(const Type& type) {
  return type.kind == TypeKind::kDate || type.kind == TypeKind::kDatetime || type.kind == TypeKind::kTimestamp;
}

int scale_of(const Type& type) {
  return type.kind == TypeKind::kDecimal ? type.scale : 0;
}

/// Puts one entity's expressions into a binder, and their types into the model.
class TypedModel::Binding {
 public:
  Binding(TypedModel& model, const MetricEntity& entity, engine::Connection& connection, std::vector<Error>& errors)
      : model_(model), entity_(entity), errors_(errors), binder_(entity, connection, errors) {}

  void bind() {
    for (const std::string& key : entity_.key) column(key, entity_.where, fmt::format("the key of '{}'", entity_.name));
    for (const auto& spec : entity_.columns) column(spec.name, spec.where, fmt::format("the column '{}'", spec.name));
    for (const auto& relationship : entity_.relationships)
      for (const std::string& name : relationship.columns)
        column(name, relationship.where, fmt::format("the relationship '{}'", relationship.name));
    for (const Dimension& dimension : entity_.dimensions) add(dimension);
    for (const Measure& measure : entity_.measures)
      if (measure.kind == Measure::Kind::kAggregate) add(measure);
    binder_.bind();
  }

 private:
  void column(const std::string& name, const Location& where, const std::string& what,
              std::function<void(const Type&)> use = {}) {
    binder_.add({name, where, what, std::move(use), false, true});
  }

  void add(const Dimension& dimension) {
    if (dimension.kind != Dimension::Kind::kColumn && dimension.kind != Dimension::Kind::kSql) return;
    binder_.add({dimension.sql, dimension.where, fmt::format("the dimension '{}'", dimension.name),
                 [this, &dimension](const Type& type) {
                   model_.dimensions_[{entity_.name, dimension.name}] = type;
                 },
                 false, dimension.kind == Dimension::Kind::kColumn});
  }

  void add(const Measure& measure) {
    const std::string what = fmt::format("the measure '{}'", measure.name);
    model_.inputs_[measure.name] = Type{TypeKind::kBigint};
    if (!measure.aggregate.of.empty())
      binder_.add(
          {measure.aggregate.of, measure.where, what, [this, &measure](const Type& type) { take(measure, type); }});
    for (const std::string& by : measure.aggregate.by) binder_.add({by, measure.where, what, {}});
    if (!measure.condition.empty()) binder_.add({measure.condition, measure.where, what, {}, true});
    if (!measure.semi_additive) return;
    column(measure.semi_additive->over, measure.semi_additive->where, what,
           [this, &measure](const Type& type) { model_.moments_[measure.name] = type; });
    for (const std::string& name : measure.semi_additive->per) column(name, measure.semi_additive->where, what);
  }

  void take(const Measure& measure, const Type& type) {
    model_.inputs_[measure.name] = type;
    const std::string fault = fault_of_input(measure, type);
    if (!fault.empty())
      errors_.emplace_back(ErrorCode::kProject, fmt::format("the measure '{}': {}", measure.name, fault),
                           "cast it to a decimal: (…)::decimal(18,4)", measure.where);
  }

  TypedModel& model_;
  const MetricEntity& entity_;
  std::vector<Error>& errors_;
  EntityBinder binder_;
};

TypedModel::TypedModel(const project::Project& project, engine::Connection& connection)
    : spec_(&project.metrics), calendar_(calendar_of(project)) {
  std::vector<Error> errors;
  for (const MetricEntity& entity : spec_->entities) Binding(*this, entity, connection, errors).bind();
  if (!errors.empty()) throw project::ProjectErrors(std::move(errors));
}

const Type& TypedModel::type_of(const MetricEntity& entity, const Dimension& dimension) const {
  const auto found = dimensions_.find({entity.name, dimension.name});
  if (found == dimensions_.end())
    throw Error(ErrorCode::kInternal, fmt::format("no type of the dimension {}.{}", entity.name, dimension.name));
  return found->second;
}

const Type& TypedModel::input_type(const Measure& measure) const {
  static const Type rows{TypeKind::kBigint};
  const auto found = inputs_.find(measure.name);
  return found == inputs_.end() ? rows : found->second;
}

const Type& TypedModel::moment_type(const Measure& measure) const {
  return moments_.at(measure.name);
}

}  // namespace c360::metric
