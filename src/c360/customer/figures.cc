#include "c360/customer/figures.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/metric/compile.h"
#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using metric::Leaf;
using metric::Value;
using project::Aggregate;
using sql::Expr;
using sql::Query;
namespace fn = sql::fn;

constexpr const char* kAll = "of_all";

std::string key_dimension(const CustomerKey& key) {
  return key.entity->name + "." + key.column;
}

/// Customers, one by one or by what each comes to.
bool counts_customers(const metric::TypedModel& model, const CustomerKey& key, const Leaf& leaf) {
  if (leaf.entity == key.entity)
    return leaf.each != nullptr || leaf.aggregate.function == Aggregate::Function::kCount ||
           leaf.aggregate.function == Aggregate::Function::kCountDistinct;
  if (leaf.aggregate.function != Aggregate::Function::kCountDistinct) return false;
  const auto ways = metric::shortest_ways(model.spec(), *leaf.entity, *key.entity);
  return !ways.empty() && ways.front().size() == 1 && !ways.front().front().backward &&
         ways.front().front().relationship->columns.front() == leaf.aggregate.of;
}

bool compares(const metric::ValuePtr& value) {
  for (const Value::Kind kind :
       {Value::Kind::kShare, Value::Kind::kChange, Value::Kind::kRunning, Value::Kind::kRolling, Value::Kind::kRank})
    if (metric::has_kind(value, kind)) return true;
  return false;
}

/// Whether nothing at all comes to 0.
bool is_zero_based(const Value& value) {
  if (value.kind == Value::Kind::kLeaf) return value.leaf->zero;
  if (value.kind == Value::Kind::kDivide) return false;
  return std::all_of(value.parts.begin(), value.parts.end(), [](const auto& part) { return is_zero_based(*part); });
}

bool is_number(const sql::Type& type) {
  return metric::is_exact(type) || type.kind == sql::TypeKind::kDouble || type.kind == sql::TypeKind::kFloat;
}

metric::Question question_of(const CustomerKey& key, const std::vector<Figure>& figures) {
  metric::Question question;
  for (const Figure& figure : figures) question.measures.push_back(figure.measure->name);
  question.by = {key_dimension(key)};
  return question;
}

/// A measure that no question by customers can have is no figure.
bool compiles(const metric::TypedModel& model, const CustomerKey& key, const Figure& figure) {
  try {
    metric::compile(model, question_of(key, {figure}));
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUsage) throw;
    return false;
  }
}

/// The columns of a compiled question under names of ours.
Query renamed(const metric::Compiled& compiled) {
  Query query;
  query.select = {{sql::column(compiled.columns.front().name), "key"}};
  for (std::size_t i = 1; i < compiled.columns.size(); ++i)
    query.select.push_back({sql::column(compiled.columns[i].name), figure_column(i - 1)});
  Query rows = compiled.query;
  rows.order_by.clear();
  query.from = sql::subquery(std::move(rows), "answer");
  return query;
}

Expr completed(const Figure& figure, Expr value) {
  return figure.zero ? sql::call(fn::kCoalesce, {std::move(value), sql::literal("0", figure.type)}) : value;
}

/// Customers beside what `figures` gives for them.
Query beside_customers(const CustomerKey& key, const std::vector<Figure>& figures, Query measured) {
  Query query;
  const Expr own = sql::column("customer", key.column);
  query.select = {{own, "key"}};
  for (std::size_t i = 0; i < figures.size(); ++i)
    query.select.push_back({completed(figures[i], sql::column(kAll, figure_column(i))), figure_column(i)});
  query.from = sql::table({key.entity->schema(), key.entity->table_name()}, "customer");
  sql::join_left(query, sql::subquery(std::move(measured), kAll), sql::equal(own, sql::column(kAll, "key")));
  return query;
}

std::vector<Figure> ranked(const std::vector<Figure>& figures, const std::vector<std::optional<std::string>>& values) {
  std::vector<Figure> with_place;
  for (std::size_t i = 0; i < figures.size(); ++i)
    if (figures[i].has_place && values[i]) with_place.push_back(figures[i]);
  return with_place;
}

Expr how_many(Expr condition) {
  const Expr one = sql::literal(std::int64_t{1}), none = sql::literal(std::int64_t{0});
  return sql::call(fn::kCoalesce, {sql::call(fn::kSum, {sql::case_when({{std::move(condition), one}}, none)}), none});
}

}  // namespace

std::string figure_column(std::size_t index) {
  return fmt::format("f{}", index);
}

std::vector<Figure> find_figures(const metric::TypedModel& model, const CustomerKey& key) {
  std::vector<Figure> figures;
  for (const auto& entity : model.spec().entities)
    for (const project::Measure& measure : entity.measures) {
      const metric::ValuePtr value = metric::value_of(model, measure);
      const auto leaves = metric::leaves_of(value);
      if (compares(value) || std::any_of(leaves.begin(), leaves.end(),
                                         [&](const auto& leaf) { return counts_customers(model, key, *leaf); }))
        continue;
      Figure figure{&measure, value->type, is_zero_based(*value), false};
      figure.has_place = is_number(value->type) && measure.good != project::Good::kNeither;
      if (compiles(model, key, figure)) figures.push_back(figure);
    }
  return figures;
}

Query figures_of_all(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures) {
  return renamed(metric::compile(model, question_of(key, figures)));
}

Query figures_of_each(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures) {
  return beside_customers(key, figures, figures_of_all(model, key, figures));
}

Query figures_of_one(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures,
                     const Expr& customer) {
  metric::Question question = question_of(key, figures);
  question.where = {{key_dimension(key), metric::Condition::Op::kEqual, {customer.node().text}}};
  Query query = beside_customers(key, figures, renamed(metric::compile(model, question)));
  query.where = sql::equal(sql::column("customer", key.column), customer);
  return query;
}

std::string Place::percentile() const {
  if (of < 2) return "";
  constexpr std::int64_t kMillion = 1'000'000;
  const std::int64_t others = of - 1;
  const std::int64_t parts = (less * kMillion * 2 + others) / (others * 2);
  return fmt::format("{}.{:06}", parts / kMillion, parts % kMillion);
}

std::vector<std::optional<Place>> places_of(engine::Connection& connection, const metric::TypedModel& model,
                                            const CustomerKey& key, const std::vector<Figure>& figures,
                                            const std::vector<std::optional<std::string>>& values) {
  std::vector<std::optional<Place>> places(figures.size());
  const std::vector<Figure> with_place = ranked(figures, values);
  if (with_place.empty()) return places;
  Query query;
  std::size_t at = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (!figures[i].has_place || !values[i]) continue;
    const Expr own = sql::literal(*values[i], figures[i].type), each = sql::column(figure_column(at++));
    query.select.push_back({sql::call(fn::kCount, {each}), ""});
    query.select.push_back({how_many(sql::greater(each, own)), ""});
    query.select.push_back({how_many(sql::less(each, own)), ""});
  }
  query.from = sql::subquery(figures_of_each(model, key, with_place), "each");
  for (std::size_t i = 0; i < query.select.size(); ++i) {
    query.select[i].expr = sql::cast(query.select[i].expr, sql::Type{sql::TypeKind::kBigint});
    query.select[i].name = fmt::format("n{}", i);
  }
  engine::Result result = connection.query(query);
  const auto chunk = result.next();
  at = 0;
  for (std::size_t i = 0; chunk && i < figures.size(); ++i) {
    if (!figures[i].has_place || !values[i]) continue;
    places[i] = Place{chunk->bigint(at + 1, 0) + 1, chunk->bigint(at, 0), chunk->bigint(at + 2, 0)};
    at += 3;
  }
  return places;
}

}  // namespace c360::customer
