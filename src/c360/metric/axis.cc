#include "c360/metric/axis.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/metric/condition.h"
#include "c360/metric/period.h"
#include "c360/project/metric_words.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Measure;
using project::TimeGrain;
using sql::Expr;
using sql::Query;
using Op = Condition::Op;
namespace fn = sql::fn;

constexpr const char* kPeriods = "periods";
constexpr const char* kGroups = "groups";
constexpr const char* kDense = "dense";
constexpr const char* kMoved = "moved";
constexpr int kWeeksOfYear = 52;

bool is_window(const Measure& measure) {
  return measure.kind == Measure::Kind::kRunning || measure.kind == Measure::Kind::kRolling;
}

void collect(const ValuePtr& value, std::vector<const Measure*>& windows, std::vector<const Measure*>& changes) {
  const auto add = [&](std::vector<const Measure*>& list) {
    if (std::find(list.begin(), list.end(), value->measure) == list.end()) list.push_back(value->measure);
  };
  if (value->measure != nullptr && is_window(*value->measure)) add(windows);
  if (value->measure != nullptr && value->measure->kind == Measure::Kind::kChange) add(changes);
  for (const ValuePtr& part : value->parts) collect(part, windows, changes);
}

std::shared_ptr<const Query> shared(Query query) {
  return std::make_shared<const Query>(std::move(query));
}

/// SELECT DISTINCT others FROM main
Query distinct(const std::string& main, const std::vector<std::string>& columns) {
  Query query;
  query.distinct = true;
  for (const std::string& column : columns) query.select.push_back({sql::column(column), column});
  query.from = sql::table({main});
  return query;
}

}  // namespace

Axis::Axis(const TypedModel& model, const std::vector<Dim>& dims, const std::vector<ValuePtr>& values,
           const std::vector<Condition>& where)
    : model_(model) {
  for (const ValuePtr& value : values) collect(value, windows_, changes_);
  if (windows_.empty() && changes_.empty()) {
    fact_conditions_ = where;
    return;
  }
  find(dims);
  if (index_) {
    split(dims, where);
  } else {
    check_alone(where);
    fact_conditions_ = where;
  }
}

void Axis::find(const std::vector<Dim>& dims) {
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const bool counts = dims[i].dimension != nullptr && dims[i].dimension->kind == project::Dimension::Kind::kSince;
    if (!dims[i].grain || !project::is_period(*dims[i].grain) || counts) continue;
    if (index_)
      throw Error(ErrorCode::kUsage,
                  fmt::format("periods can follow each other in one dimension, not in '{}' and '{}'",
                              dims[*index_].text, dims[i].text),
                  "ask by one of them");
    index_ = i;
    grain_ = *dims[i].grain;
  }
  for (const Measure* window : windows_)
    if (index_ && window->restart && !falls_into(grain_, *window->restart))
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' begins anew each {}, and a {} does not lie within one", window->name,
                              project::word_of(*window->restart), project::word_of(grain_)),
                  fmt::format("ask by a finer grain than {}", project::word_of(grain_)));
}

/// Without periods only what runs from the beginning to the end of everything has an answer.
void Axis::check_alone(const std::vector<Condition>& where) const {
  for (const auto* list : {&changes_, &windows_})
    for (const Measure* measure : *list) {
      const bool runs_through = measure->kind == Measure::Kind::kRunning && !measure->restart;
      if (!runs_through)
        throw Error(ErrorCode::kUsage, fmt::format("'{}' compares periods, and the question has none", measure->name),
                    "ask by time.month, or day, week, quarter or year");
    }
  for (const Condition& condition : where) {
    const Dim dim = Names(model_).dimension(condition.dimension);
    const bool is_end = condition.op == Op::kLess || condition.op == Op::kLessEqual;
    if ((dim.is_main_time || is_time(dim.type)) && !is_end)
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' runs from the beginning, and '{}' leaves it out", windows_.front()->name,
                              condition.dimension),
                  "say only until when: time < 2025-01-01");
  }
}

void Axis::split(const std::vector<Dim>& dims, const std::vector<Condition>& where) {
  for (const Condition& condition : where) {
    const bool shows = is_shown_condition(condition, dims[*index_]);
    (shows ? shown_conditions_ : fact_conditions_).push_back(condition);
  }
}

bool Axis::is_shown_condition(const Condition& condition, const Dim& axis) const {
  const Dim dim = Names(model_).dimension(condition.dimension);
  if (!same_dimension(dim, axis)) return false;
  if (dim.grain && !project::is_period(*dim.grain)) return false;
  if (condition.op == Op::kIsNull || condition.op == Op::kIsNotNull) return true;
  const bool is_day = !dim.grain || *dim.grain == TimeGrain::kDay;
  if (!is_day && falls_into(grain_, *dim.grain)) return true;
  if (grain_ == TimeGrain::kDay && has_days(condition)) return true;
  const bool begins = condition.op == Op::kGreaterEqual || condition.op == Op::kLess;
  const bool ends = condition.op == Op::kGreater || condition.op == Op::kLessEqual;
  const std::string& value = condition.values.empty() ? "" : condition.values.front();
  const std::optional<std::string> first = ends ? day_after(value) : value;
  if (is_day && (begins || ends) && first && is_first_day(model_.calendar(), *first, grain_).value_or(false))
    return true;
  throw Error(
      ErrorCode::kUsage,
      fmt::format("'{}' cuts a {} in two, and periods are compared whole", condition.dimension,
                  project::word_of(grain_)),
      fmt::format("choose whole ones: {}.{} >= 2024-01-01",
                  axis.is_main_time ? "time" : axis.text.substr(0, axis.text.rfind('.')), project::word_of(grain_)));
}

std::vector<std::string> Axis::others(const std::vector<Dim>& dims, bool folded) const {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < dims.size(); ++i)
    if (i != *index_) columns.push_back(dim_column(i));
  if (folded) columns.emplace_back(kRest);
  return columns;
}

void Axis::add_steps(Query& query, const std::string& main, const std::vector<Dim>& dims, const Leaves& leaves,
                     bool folded) {
  if (!exists()) return;
  const std::vector<std::string> columns = others(dims, folded);
  const std::string period = dim_column(*index_);
  Query bounds;
  bounds.select = {{sql::call(fn::kMin, {sql::column(period)}), "first"},
                   {sql::call(fn::kMax, {sql::column(period)}), "last"}};
  bounds.from = sql::table({main});
  Query periods;
  periods.select = {
      {sql::call(fn::kEachPeriod, {period_literal(grain_), sql::column("first"), sql::column("last")}), period}};
  periods.from = sql::subquery(std::move(bounds), "bounds");
  query.with.push_back({kPeriods, shared(std::move(periods))});
  if (!columns.empty()) query.with.push_back({kGroups, shared(distinct(main, columns))});
  query.with.push_back({kDense, shared(dense(main, columns, leaves))});
  query.with.push_back({kMoved, shared(moved(columns, leaves))});
}

/// Every period for every combination of the other dimensions, and what has no period as it is.
Query Axis::dense(const std::string& main, const std::vector<std::string>& others, const Leaves& leaves) const {
  const std::string period = dim_column(*index_);
  Query all;
  Query timeless;
  std::vector<Expr> on{sql::equal(sql::column(main, period), sql::column(kPeriods, period))};
  for (const std::string& column : others) {
    all.select.push_back({sql::column(kGroups, column), column});
    timeless.select.push_back({sql::column(column), column});
    on.push_back(sql::call(fn::kSame, {sql::column(main, column), sql::column(kGroups, column)}));
  }
  all.select.push_back({sql::column(kPeriods, period), period});
  timeless.select.push_back({sql::column(period), period});
  for (const auto& leaf : leaves) {
    const std::string name = leaf_column(leaves, *leaf);
    all.select.push_back({completed(*leaf, sql::column(main, name)), name});
    timeless.select.push_back({sql::column(name), name});
  }
  all.from = sql::table({kPeriods});
  if (!others.empty()) sql::join_left(all, sql::table({kGroups}), sql::literal(true));
  sql::join_left(all, sql::table({main}), sql::all_of(std::move(on)));
  timeless.from = sql::table({main});
  timeless.where = sql::is_null(sql::column(period));
  Query both;
  both.union_all = {std::move(all), std::move(timeless)};
  return both;
}

Query Axis::moved(const std::vector<std::string>& others, const Leaves& leaves) const {
  Query query;
  query.select = {{sql::star(), ""}};
  for (const Measure* window : windows_)
    for (const auto& leaf : leaves) {
      if (!leaf->adds_up()) continue;
      const std::string name = leaf_column(leaves, *leaf);
      query.select.push_back({sql::cast(total(*window, others, name), leaf->type), window_column(*window, name)});
    }
  query.from = sql::table({kDense});
  return query;
}

Expr Axis::total(const Measure& measure, const std::vector<std::string>& others, const std::string& leaf_column) const {
  const Expr period = sql::column(dim_column(*index_));
  std::vector<Expr> partition;
  for (const std::string& column : others) partition.push_back(sql::column(column));
  partition.push_back(sql::is_null(period));
  if (measure.restart) partition.push_back(first_day(model_.calendar(), period, kDate, *measure.restart));
  const std::int64_t preceding = measure.kind == Measure::Kind::kRolling ? measure.periods - 1 : sql::kFromStart;
  return sql::window(sql::call(fn::kSum, {sql::column(leaf_column)}), std::move(partition), {{period, false, true}},
                     preceding);
}

std::string Axis::window_column(const Measure& measure, const std::string& leaf_column) const {
  const auto found = std::find(windows_.begin(), windows_.end(), &measure);
  return fmt::format("w{}_{}", found - windows_.begin(), leaf_column);
}

std::string Axis::previous_alias(const Measure& measure) const {
  return measure.since == Measure::Since::kLastYear ? "last_year" : "previous";
}

void Axis::join_previous(Query& query, const std::string& main, const std::vector<Dim>& dims, bool folded) const {
  if (!exists()) return;
  std::vector<std::string> joined;
  const std::string period = dim_column(*index_);
  for (const Measure* change : changes_) {
    const std::string alias = previous_alias(*change);
    if (std::find(joined.begin(), joined.end(), alias) != joined.end()) continue;
    joined.push_back(alias);
    const bool is_year = change->since == Measure::Since::kLastYear;
    const bool is_week = grain_ == TimeGrain::kWeek;
    const Expr here = sql::column(main, period);
    const Expr before = !is_year  ? shifted(grain_, here, -1)
                        : is_week ? shifted(grain_, here, -kWeeksOfYear)
                                  : shifted(TimeGrain::kYear, here, -1);
    std::vector<Expr> on{sql::equal(sql::column(alias, period), before)};
    for (const std::string& column : others(dims, folded))
      on.push_back(sql::call(fn::kSame, {sql::column(alias, column), sql::column(main, column)}));
    sql::join_left(query, sql::table({kMoved}, alias), sql::all_of(std::move(on)));
  }
}

std::optional<Expr> Axis::shown_periods(const std::string& main) const {
  if (shown_conditions_.empty()) return std::nullopt;
  std::vector<Expr> conditions;
  const Expr first = sql::column(main, dim_column(*index_));
  for (const Condition& condition : shown_conditions_) {
    const Dim dim = Names(model_).dimension(condition.dimension);
    const Expr value = dim.grain ? first_day(model_.calendar(), first, kDate, *dim.grain) : first;
    conditions.push_back(compared(value, kDate, condition));
  }
  return sql::all_of(std::move(conditions));
}

}  // namespace c360::metric
