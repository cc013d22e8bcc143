// What a dimension of kind kMeasure is for each row of its entity.
#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/metric/base.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Dimension;
using project::MetricEntity;
using sql::Expr;
using sql::Query;
using sql::Type;
namespace fn = sql::fn;

/// Dimensions made of measures whose filters are on such dimensions, and so on: more than people write.
constexpr int kDeepest = 8;

constexpr const char* kValues = "_values";  // an alias that no entity can have
const Type kBigint{sql::TypeKind::kBigint};

std::string key_column(std::size_t index) {
  return fmt::format("k{}", index);
}

}  // namespace

Query Base::measured(const MetricEntity& entity, const Dimension& dimension) const {
  const project::Measure& measure = Names(model_).measure(dimension.measure);
  const ValuePtr value = value_of(model_, measure);
  for (const Value::Kind kind :
       {Value::Kind::kShare, Value::Kind::kChange, Value::Kind::kRunning, Value::Kind::kRolling, Value::Kind::kRank})
    if (has_kind(value, kind))
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' is no dimension: '{}' compares rows of an answer", dimension.name, measure.name),
                  "take a measure that one row alone has", dimension.where);
  if (depth_ >= kDeepest)
    throw Error(ErrorCode::kUsage, fmt::format("the dimension '{}' is made of itself", dimension.name),
                "a filter of its measure leads back to it", dimension.where);
  ++depth_;
  std::vector<Dim> key;
  for (std::size_t i = 0; i < entity.key.size(); ++i) key.push_back(Names(model_).key(entity, i));
  const Leaves leaves = leaves_of(value);
  Query values;
  for (std::size_t i = 0; i < key.size(); ++i) values.select.push_back({sql::column(dim_column(i)), key_column(i)});
  values.select.push_back(
      {arithmetic(value, [&](const Leaf& leaf) { return sql::column(leaf_column(leaves, leaf)); }), "v"});
  values.from = sql::subquery(query(key, leaves, {}), "of_each");
  --depth_;
  return dimension.as == Dimension::As::kValue ? values : ranked(entity, dimension, values, value);
}

/// Places among all rows of the entity, also of those that have no value: they count as 0, or come last.
Query Base::ranked(const MetricEntity& entity, const Dimension& dimension, const Query& values,
                   const ValuePtr& value) const {
  Rows rows(model_, entity, tables_, measured_, kept_);
  std::vector<Expr> on;
  Query all;
  for (std::size_t i = 0; i < entity.key.size(); ++i) {
    all.select.push_back({rows.own_column(entity.key[i]), key_column(i)});
    on.push_back(sql::equal(sql::column(kValues, key_column(i)), rows.own_column(entity.key[i])));
  }
  rows.join(sql::subquery(values, kValues), sql::all_of(std::move(on)));
  const Expr own = sql::column(kValues, "v");
  const Expr ranked_by = value->leaf ? completed(*value->leaf, own) : own;
  const bool is_rank = dimension.as == Dimension::As::kRank;
  const Expr place = sql::window(sql::call(fn::kRank, {}), {}, {{ranked_by, is_rank, is_rank}});
  const Expr one = sql::literal(std::int64_t{1});
  all.select.push_back({is_rank ? place : sql::subtract(place, one), is_rank ? "v" : "less"});
  if (!is_rank)
    all.select.push_back({sql::subtract(sql::window(sql::call(fn::kCount, {sql::star()}), {}, {}), one), "others"});
  rows.put_into(all);
  if (is_rank) return all;
  Query query;
  for (std::size_t i = 0; i < entity.key.size(); ++i) query.select.push_back({sql::column(key_column(i)), ""});
  query.select.push_back(
      {divided(sql::column("less"), kBigint, sql::column("others"), kBigint, Type::decimal(9, 6)), "v"});
  query.from = sql::subquery(std::move(all), "places");
  return query;
}

}  // namespace c360::metric
