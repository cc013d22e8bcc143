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
using Function = Aggregate::Function;
namespace fn = sql::fn;

// An alias that no entity can have.
constexpr const char* kKept = "_kept";

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

/// Leaves of one entity's rows, or of the values for each row of an entity.
struct Base::Block {
  const MetricEntity* entity = nullptr;
  bool is_balance = false;
  bool is_each = false;
  const MetricEntity* fact = nullptr;  ///< is_each: the only one, where others of it can join
  Leaves leaves;
  std::vector<std::size_t> places;  ///< of the leaves among all
};

Base::Base(const TypedModel& model, TableNames tables, const Kept* kept)
    : model_(model), tables_(std::move(tables)), kept_(kept) {
  measured_ = [this](const MetricEntity& entity, const Dimension& dimension) { return measured(entity, dimension); };
}

const MetricEntity* Base::only_fact_of(const Leaf& leaf) const {
  if (!leaf.each) return nullptr;
  const std::vector<Block> inner = blocks_of(leaves_of(leaf.each));
  const bool is_plain = inner.size() == 1 && !inner.front().is_each && !inner.front().is_balance;
  return is_plain ? inner.front().entity : nullptr;
}

/// Values for each row of an entity that come from the same fact have the same rows: they are found together.
std::vector<Base::Block> Base::blocks_of(const Leaves& leaves) const {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const bool is_each = leaves[i]->each != nullptr;
    const bool is_balance = !is_each && leaves[i]->measure->semi_additive.has_value();
    const MetricEntity* fact = only_fact_of(*leaves[i]);
    auto found = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      return block.entity == leaves[i]->entity && block.is_balance == is_balance && block.is_each == is_each &&
             (!is_each || (fact != nullptr && block.fact == fact));
    });
    if (found == blocks.end())
      found = blocks.insert(blocks.end(), Block{leaves[i]->entity, is_balance, is_each, fact, {}, {}});
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
  Rows rows(model_, *block.entity, tables_, measured_, kept_);
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
  Rows rows(model_, *block.entity, tables_, measured_, kept_);
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

namespace {

/// The leaves of what is taken for each row, each once.
Leaves parts_of(const Leaves& leaves) {
  Leaves parts;
  for (const auto& leaf : leaves)
    for (const auto& part : leaves_of(leaf->each))
      if (std::none_of(parts.begin(), parts.end(), [&](const auto& known) { return known->id == part->id; }))
        parts.push_back(part);
  return parts;
}

std::string value_name(std::size_t index) {
  return index == 0 ? "v" : fmt::format("v{}", index);
}

/// The column with a leaf's value for each row: that of the first leaf of the same measure.
std::string value_of_each(const Leaves& leaves, std::size_t index) {
  const auto same = [&](const auto& leaf) { return leaf->measure->of == leaves[index]->measure->of; };
  return value_name(static_cast<std::size_t>(std::find_if(leaves.begin(), leaves.end(), same) - leaves.begin()));
}

Expr of_each(const Leaf& leaf, const Expr& value) {
  std::optional<Expr> counts;
  if (!leaf.measure->having.op.empty()) counts = compared_with(value, leaf.measure->having);
  return aggregated(leaf, kept_if(counts, value, leaf.each->type));
}

}  // namespace

Query Base::each(const Asked& asked, const Block& block) const {
  std::vector<Dim> dims = asked.dims;
  for (std::size_t i = 0; i < block.entity->key.size(); ++i) dims.push_back(Names(model_).key(*block.entity, i));
  const Leaves inner_leaves = parts_of(block.leaves);
  Query inner = query(dims, inner_leaves, asked.where, asked.fold);
  Query values;
  const auto take = [&](const std::string& name) { values.select.push_back({sql::column(name), name}); };
  for (std::size_t i = 0; i < asked.dims.size(); ++i) take(dim_column(i));
  if (asked.fold) take(kRest);
  const std::size_t grouping = values.select.size();
  for (std::size_t i = 0; i < block.leaves.size(); ++i)
    if (const std::string name = value_of_each(block.leaves, i); name == value_name(i))
      values.select.push_back(
          {arithmetic(block.leaves[i]->each,
                      [&](const Leaf& part) { return sql::column(leaf_column(inner_leaves, part)); }),
           name});
  std::vector<Expr> known;
  for (std::size_t i = asked.dims.size(); i < dims.size(); ++i)
    known.push_back(sql::is_not_null(sql::column(dim_column(i))));
  values.where = sql::all_of(std::move(known));
  values.from = sql::subquery(std::move(inner), "parts");

  Query query;
  for (std::size_t i = 0; i < grouping; ++i) {
    query.select.push_back({sql::column(values.select[i].name), values.select[i].name});
    query.group_by.push_back(sql::column(values.select[i].name));
  }
  for (std::size_t i = 0; i < block.leaves.size(); ++i)
    query.select.push_back(
        {of_each(*block.leaves[i], sql::column(value_of_each(block.leaves, i))), fmt::format("m{}", block.places[i])});
  query.from = sql::subquery(std::move(values), "each_" + block.entity->name);
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

}  // namespace c360::metric
