#include "c360/metric/base.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Aggregate;
using project::Dimension;
using project::MetricEntity;
using sql::Expr;
using sql::Query;
using sql::Type;
using sql::TypeKind;
using Function = Aggregate::Function;
namespace fn = sql::fn;

/// Dimensions made of measures whose filters are on such dimensions, and so on: more than people write.
constexpr int kDeepest = 8;

const Type kBigint{TypeKind::kBigint};

// Aliases that no entity can have.
constexpr const char* kKept = "_kept";
constexpr const char* kValues = "_values";

std::string key_column(std::size_t index) {
  return fmt::format("k{}", index);
}

Expr kept_if(const std::optional<Expr>& condition, Expr value, const Type& type) {
  if (!condition) return value;
  return sql::case_when({{*condition, std::move(value)}}, sql::null_of(type));
}

/// A leaf's aggregate of values that are NULL where a row does not count.
Expr aggregated(const Leaf& leaf, Expr value) {
  switch (leaf.aggregate.function) {
    case Function::kCount:
      return sql::call(fn::kCount, {std::move(value)});
    case Function::kCountDistinct:
      return sql::call(fn::kCountDistinct, {std::move(value)});
    case Function::kSum:
      return sql::call(fn::kCoalesce,
                       {sql::cast(sql::call(fn::kSum, {std::move(value)}), leaf.type), sql::literal("0", leaf.type)});
    case Function::kMin:
      return sql::call(fn::kMin, {std::move(value)});
    case Function::kMax:
      return sql::call(fn::kMax, {std::move(value)});
    default:
      break;
  }
  return sql::call(leaf.from_top ? fn::kPercentileFromTop : fn::kPercentile,
                   {std::move(value), sql::literal(leaf.aggregate.at, Type::decimal(18, 6))});
}

Expr compared_with(const Expr& value, const project::Having& having) {
  const std::size_t point = having.number.find('.');
  const int scale = point == std::string::npos ? 0 : static_cast<int>(having.number.size() - point - 1);
  const Expr number = sql::literal(having.number, Type::decimal(38, scale));
  if (having.op == "=") return sql::equal(value, number);
  if (having.op == "<>") return sql::not_equal(value, number);
  if (having.op == "<") return sql::less(value, number);
  if (having.op == "<=") return sql::less_equal(value, number);
  if (having.op == ">") return sql::greater(value, number);
  return sql::greater_equal(value, number);
}

Expr one() {
  return sql::literal(std::int64_t{1});
}

}  // namespace

/// What every block of one query is asked.
struct Base::Asked {
  const std::vector<Dim>& dims;
  const std::vector<Condition>& where;
  const std::optional<Fold>& fold;
};

/// Leaves of one entity's rows, or one leaf of the values for each row of an entity.
struct Base::Block {
  const MetricEntity* entity = nullptr;
  bool is_balance = false;
  bool is_each = false;
  Leaves leaves;
  std::vector<std::size_t> places;  ///< of the leaves among all
};

Base::Base(const TypedModel& model, TableNames tables) : model_(model), tables_(std::move(tables)) {
  measured_ = [this](const MetricEntity& entity, const Dimension& dimension) { return measured(entity, dimension); };
}

std::vector<Base::Block> Base::blocks_of(const Leaves& leaves) const {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const bool is_each = leaves[i]->each != nullptr;
    const bool is_balance = !is_each && leaves[i]->measure->semi_additive.has_value();
    auto found = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      return block.entity == leaves[i]->entity && block.is_balance == is_balance && !block.is_each && !is_each;
    });
    if (found == blocks.end())
      found = blocks.insert(blocks.end(), Block{leaves[i]->entity, is_balance, is_each, {}, {}});
    found->leaves.push_back(leaves[i]);
    found->places.push_back(i);
  }
  return blocks;
}

Query Base::query(const std::vector<Dim>& dims, const Leaves& leaves, const std::vector<Condition>& where,
                  const std::optional<Fold>& fold) const {
  const Asked asked{dims, where, fold};
  const std::vector<Block> blocks = blocks_of(leaves);
  return blocks.size() == 1 ? block(asked, blocks.front()) : stacked(asked, blocks);
}

Query Base::block(const Asked& asked, const Block& block) const {
  if (block.is_each) return each(asked, block);
  return block.is_balance ? balance(asked, block) : fact(asked, block);
}

namespace {

/// Dimensions of a fact as columns, grouped by.
struct Grouped {
  std::vector<sql::SelectItem> items;
  std::vector<Expr> expressions;
};

Grouped grouped(Rows& rows, const std::vector<Dim>& dims, const std::optional<Fold>& fold) {
  Grouped result;
  const auto add = [&](Expr expression, std::string name) {
    result.items.push_back({expression, std::move(name)});
    result.expressions.push_back(std::move(expression));
  };
  for (std::size_t i = 0; i < dims.size(); ++i) {
    Expr value = rows.grouping(dims[i]);
    if (!fold || fold->dimension != i) {
      add(std::move(value), dim_column(i));
      continue;
    }
    rows.join(sql::subquery(fold->kept, kKept), sql::call(fn::kSame, {value, sql::column(kKept, "v")}));
    const Expr is_kept = sql::column(kKept, "kept");
    add(sql::case_when({{is_kept, value}}, sql::null_of(grouping_type(dims[i]))), dim_column(i));
    add(sql::case_when({{is_kept, sql::literal(std::int64_t{0})}}, one()), kRest);
  }
  return result;
}

/// Which rows a leaf counts; nothing for all.
std::optional<Expr> condition_of(Rows& rows, const Leaf& leaf) {
  std::vector<Expr> conditions;
  if (!leaf.measure->condition.empty()) conditions.push_back(rows.own_sql(leaf.measure->condition));
  for (const std::string& filter : leaf.measure->filters) conditions.push_back(rows.fulfils(parse_condition(filter)));
  for (const std::string& by : leaf.aggregate.by) conditions.push_back(sql::is_not_null(rows.own_sql(by)));
  if (conditions.empty()) return std::nullopt;
  return sql::all_of(std::move(conditions));
}

std::optional<Expr> all_fulfilled(Rows& rows, const std::vector<Condition>& where) {
  std::vector<Expr> conditions;
  for (const Condition& condition : where) conditions.push_back(rows.fulfils(condition));
  if (conditions.empty()) return std::nullopt;
  return sql::all_of(std::move(conditions));
}

Expr value_in_row(Rows& rows, const Leaf& leaf) {
  return leaf.aggregate.of.empty() ? one() : rows.own_sql(leaf.aggregate.of);
}

Expr of_rows(Rows& rows, const Leaf& leaf, const Type& input) {
  const bool is_first = leaf.aggregate.function == Function::kFirst;
  Expr value = kept_if(condition_of(rows, leaf), value_in_row(rows, leaf), input);
  if (!is_first && leaf.aggregate.function != Function::kLast) return aggregated(leaf, std::move(value));
  std::vector<Expr> by;
  for (const std::string& text : leaf.aggregate.by) by.push_back(rows.own_sql(text));
  Expr order = by.size() == 1 ? by.front() : sql::call(fn::kRow, by);
  return sql::call(is_first ? fn::kArgMin : fn::kArgMax, {std::move(value), std::move(order)});
}

}  // namespace

Query Base::fact(const Asked& asked, const Block& block) const {
  Rows rows(model_, *block.entity, tables_, measured_);
  Grouped by = grouped(rows, asked.dims, asked.fold);
  Query query;
  query.select = std::move(by.items);
  query.group_by = std::move(by.expressions);
  for (std::size_t i = 0; i < block.leaves.size(); ++i)
    query.select.push_back({of_rows(rows, *block.leaves[i], model_.input_type(*block.leaves[i]->measure)),
                            fmt::format("m{}", block.places[i])});
  query.where = all_fulfilled(rows, asked.where);
  rows.put_into(query);
  return query;
}

/// Of each series and combination of dimensions only the rows of the last (or first) moment are added up.
Query Base::balance(const Asked& asked, const Block& block) const {
  Rows rows(model_, *block.entity, tables_, measured_);
  Grouped by = grouped(rows, asked.dims, asked.fold);
  Query inner;
  Query query;
  inner.select = by.items;
  for (const sql::SelectItem& item : by.items) {
    query.select.push_back({sql::column(item.name), item.name});
    query.group_by.push_back(sql::column(item.name));
  }
  for (std::size_t i = 0; i < block.leaves.size(); ++i) {
    const Leaf& leaf = *block.leaves[i];
    const project::SemiAdditive& semi = *leaf.measure->semi_additive;
    const std::string place = std::to_string(block.places[i]);
    std::vector<Expr> series = by.expressions;
    for (const std::string& column : semi.per) series.push_back(rows.own_column(column));
    const std::optional<Expr> counts = condition_of(rows, leaf);
    const Expr moment = counts ? sql::case_when({{*counts, rows.own_column(semi.over)}},
                                                sql::null_of(model_.moment_type(*leaf.measure)))
                               : rows.own_column(semi.over);
    const bool is_last = semi.take == project::SemiAdditive::Take::kLast;
    inner.select.push_back({value_in_row(rows, leaf), "x" + place});
    inner.select.push_back({moment, "at" + place});
    inner.select.push_back(
        {sql::window(sql::call(is_last ? fn::kMax : fn::kMin, {moment}), series, {}), "end" + place});
    const Expr value = kept_if(sql::equal(sql::column("at" + place), sql::column("end" + place)),
                               sql::column("x" + place), model_.input_type(*leaf.measure));
    query.select.push_back({aggregated(leaf, value), "m" + place});
  }
  inner.where = all_fulfilled(rows, asked.where);
  rows.put_into(inner);
  query.from = sql::subquery(std::move(inner), "moments");
  return query;
}

Query Base::each(const Asked& asked, const Block& block) const {
  const Leaf& leaf = *block.leaves.front();
  std::vector<Dim> dims = asked.dims;
  for (std::size_t i = 0; i < leaf.entity->key.size(); ++i) dims.push_back(Names(model_).key(*leaf.entity, i));
  const Leaves inner_leaves = leaves_of(leaf.each);
  Query inner = query(dims, inner_leaves, asked.where, asked.fold);
  Query values;
  const auto take = [&](const std::string& name) { values.select.push_back({sql::column(name), name}); };
  for (std::size_t i = 0; i < asked.dims.size(); ++i) take(dim_column(i));
  if (asked.fold) take(kRest);
  values.select.push_back(
      {arithmetic(leaf.each, [&](const Leaf& part) { return sql::column(leaf_column(inner_leaves, part)); }), "v"});
  std::vector<Expr> known;
  for (std::size_t i = asked.dims.size(); i < dims.size(); ++i)
    known.push_back(sql::is_not_null(sql::column(dim_column(i))));
  values.where = sql::all_of(std::move(known));
  values.from = sql::subquery(std::move(inner), "parts");

  Query query;
  for (std::size_t i = 0; i + 1 < values.select.size(); ++i) {
    query.select.push_back({sql::column(values.select[i].name), values.select[i].name});
    query.group_by.push_back(sql::column(values.select[i].name));
  }
  std::optional<Expr> counts;
  if (!leaf.measure->having.op.empty()) counts = compared_with(sql::column("v"), leaf.measure->having);
  const Expr value = kept_if(counts, sql::column("v"), leaf.each->type);
  query.select.push_back({aggregated(leaf, value), fmt::format("m{}", block.places.front())});
  query.from = sql::subquery(std::move(values), "each_" + leaf.entity->name);
  return query;
}

Query Base::stacked(const Asked& asked, const std::vector<Block>& blocks) const {
  std::vector<std::pair<std::size_t, const Leaf*>> all;
  for (const Block& block : blocks)
    for (std::size_t i = 0; i < block.leaves.size(); ++i) all.emplace_back(block.places[i], block.leaves[i].get());
  std::sort(all.begin(), all.end());
  Query stack;
  Query query;
  for (const Block& here : blocks) {
    Query part;
    const auto take_dim = [&](const std::string& name) { part.select.push_back({sql::column(name), name}); };
    for (std::size_t i = 0; i < asked.dims.size(); ++i) take_dim(dim_column(i));
    if (asked.fold) take_dim(kRest);
    for (const auto& [place, leaf] : all) {
      const bool is_own = std::find(here.places.begin(), here.places.end(), place) != here.places.end();
      const std::string name = fmt::format("m{}", place);
      part.select.push_back({is_own ? sql::column(name) : sql::null_of(leaf->type), name});
    }
    part.from = sql::subquery(block(asked, here), "from_" + here.entity->name);
    stack.union_all.push_back(std::move(part));
  }
  const auto group = [&](const std::string& name) {
    query.select.push_back({sql::column(name), name});
    query.group_by.push_back(sql::column(name));
  };
  for (std::size_t i = 0; i < asked.dims.size(); ++i) group(dim_column(i));
  if (asked.fold) group(kRest);
  for (const auto& [place, leaf] : all) {
    const std::string name = fmt::format("m{}", place);
    query.select.push_back({completed(*leaf, sql::call(fn::kMax, {sql::column(name)})), name});
  }
  query.from = sql::subquery(std::move(stack), "facts");
  return query;
}

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
  Rows rows(model_, entity, tables_, measured_);
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
  all.select.push_back({is_rank ? place : sql::subtract(place, one()), is_rank ? "v" : "less"});
  if (!is_rank)
    all.select.push_back({sql::subtract(sql::window(sql::call(fn::kCount, {sql::star()}), {}, {}), one()), "others"});
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
