#include "c360/metric/compile.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/metric/axis.h"
#include "c360/metric/base.h"
#include "c360/metric/period.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Measure;
using sql::Expr;
using sql::Query;
using sql::Type;
using Kind = Value::Kind;
namespace fn = sql::fn;

constexpr const char* kMain = "answer";

/// A measure of the question.
struct Asked {
  const Measure* measure = nullptr;
  ValuePtr value;
};

/// A total over some of the dimensions, for shares.
struct Total {
  std::vector<std::size_t> kept;  ///< the dimensions that stay
  std::string alias;
};

void collect_of_kind(const ValuePtr& value, Kind kind, std::vector<const Value*>& found) {
  if (value->kind == kind) found.push_back(value.get());
  for (const ValuePtr& part : value->parts) collect_of_kind(part, kind, found);
}

/// Puts one statement together. Used once.
class Compiler {
 public:
  Compiler(const TypedModel& model, const Question& question, const TableNames& tables, const Kept* kept)
      : model_(model), question_(question), names_(model), base_(model, tables, kept) {}

  Compiled compile() {
    resolve();
    axis_.emplace(model_, dims_, values(), question_.where);
    if (question_.top) fold();
    Query query;
    query.with.push_back(
        {kMain, std::make_shared<const Query>(base_.query(dims_, leaves_, axis_->fact_conditions(), fold_))});
    axis_->add_steps(query, kMain, dims_, leaves_, fold_.has_value());
    query.from = sql::table({axis_->relation()}, kMain);
    axis_->join_previous(query, kMain, dims_, fold_.has_value());
    join_totals(query);
    query.where = axis_->shown_periods(kMain);
    select(query);
    order(query);
    query.limit = question_.limit;
    return {std::move(query), std::move(columns_)};
  }

 private:
  std::vector<ValuePtr> values() const {
    std::vector<ValuePtr> values;
    for (const Asked& asked : asked_) values.push_back(asked.value);
    return values;
  }

  void resolve() {
    if (question_.measures.empty())
      throw Error(ErrorCode::kUsage, "the question names no measure", "c360 metrics list shows what there is");
    for (const std::string& text : question_.by) {
      dims_.push_back(names_.dimension(text));
      check_dim(dims_.back());
    }
    for (const std::string& name : question_.measures) {
      const Measure& measure = names_.measure(name);
      if (std::any_of(asked_.begin(), asked_.end(), [&](const Asked& known) { return known.measure == &measure; }))
        throw Error(ErrorCode::kUsage, fmt::format("the question names '{}' twice", name), "name it once");
      asked_.push_back({&measure, value_of(model_, measure)});
      for (const auto& leaf : leaves_of(asked_.back().value))
        if (std::none_of(leaves_.begin(), leaves_.end(), [&](const auto& known) { return known->id == leaf->id; }))
          leaves_.push_back(leaf);
    }
  }

  void check_dim(const Dim& dim) {
    if (dim.is_main_time && !dim.grain)
      throw Error(ErrorCode::kUsage, "the question does not say by which stretch of time",
                  "write time.month, or day, week, quarter, year, hour_of_day, day_of_week");
    const auto same = [&](const Dim& known) { return same_dimension(known, dim) && known.grain == dim.grain; };
    if (std::count_if(dims_.begin(), dims_.end(), same) > 1)
      throw Error(ErrorCode::kUsage, fmt::format("the question names '{}' twice", dim.text), "name it once");
  }

  /// The measure that says which values are the greatest: without what compares rows of the answer.
  const Asked& leading() const {
    for (const OrderText& order : question_.order)
      for (const Asked& asked : asked_)
        if (asked.measure->name == order.name) return asked;
    return asked_.front();
  }

  static ValuePtr plain(ValuePtr value) {
    while (value->kind >= Kind::kShare) value = value->parts.front();
    return value;
  }

  void fold() {
    const auto chosen =
        std::find_if(dims_.begin(), dims_.end(), [](const Dim& dim) { return !dim.grain && !is_time(dim.type); });
    if (chosen == dims_.end())
      throw Error(ErrorCode::kUsage, "there is no dimension to take the top of", "ask by one that holds no time");
    if (*question_.top < 1) throw Error(ErrorCode::kUsage, "the top has no values", "take 1 or more");
    const ValuePtr value = plain(leading().value);
    for (const Kind kind : {Kind::kShare, Kind::kChange, Kind::kRunning, Kind::kRolling, Kind::kRank})
      if (has_kind(value, kind))
        throw Error(ErrorCode::kUsage, fmt::format("the top cannot be taken by '{}'", leading().measure->name),
                    "order by a measure that compares no rows");
    const Leaves leaves = leaves_of(value);
    Query kept;
    kept.select = {{sql::column(dim_column(0)), "v"}, {sql::literal(true), "kept"}};
    kept.from = sql::subquery(base_.query({*chosen}, leaves, question_.where), "greatest");
    const Expr size = arithmetic(value, [&](const Leaf& leaf) { return sql::column(leaf_column(leaves, leaf)); });
    kept.order_by = {{size, is_descending(leading()), true}, {sql::column(dim_column(0)), false, true}};
    kept.limit = *question_.top;
    fold_ = Fold{static_cast<std::size_t>(chosen - dims_.begin()), std::move(kept)};
  }

  bool is_descending(const Asked& asked) const {
    for (const OrderText& order : question_.order)
      if (order.name == asked.measure->name) return order.descending.value_or(true);
    return true;
  }

  // Totals.

  void join_totals(Query& query) {
    std::vector<const Value*> shares;
    for (const Asked& asked : asked_) collect_of_kind(asked.value, Kind::kShare, shares);
    for (const Value* share : shares) {
      const std::vector<std::size_t> kept = kept_by(*share->measure);
      const auto same = [&](const Total& total) { return total.kept == kept; };
      if (std::any_of(totals_.begin(), totals_.end(), same)) continue;
      totals_.push_back({kept, fmt::format("total{}", totals_.size())});
      join_total(query, totals_.back());
    }
  }

  /// The dimensions that a share's total keeps: those that it is not over.
  std::vector<std::size_t> kept_by(const Measure& measure) const {
    std::vector<Dim> over;
    for (const std::string& text : measure.over) over.push_back(names_.dimension(text));
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < dims_.size(); ++i) {
      const bool is_over = over.empty() || std::any_of(over.begin(), over.end(),
                                                       [&](const Dim& dim) { return same_dimension(dim, dims_[i]); });
      if (!is_over) kept.push_back(i);
    }
    if (!over.empty() && kept.size() == dims_.size())
      throw Error(ErrorCode::kUsage,
                  fmt::format("'{}' is a share over '{}', which the question does not have", measure.name,
                              measure.over.front()),
                  fmt::format("ask by {}", measure.over.front()));
    return kept;
  }

  void join_total(Query& query, const Total& total) {
    std::vector<Dim> dims;
    std::vector<Expr> on;
    std::optional<Fold> fold;
    const auto same = [&](const std::string& here, const std::string& there) {
      on.push_back(sql::call(fn::kSame, {sql::column(kMain, here), sql::column(total.alias, there)}));
    };
    for (std::size_t i = 0; i < total.kept.size(); ++i) {
      dims.push_back(dims_[total.kept[i]]);
      same(dim_column(total.kept[i]), dim_column(i));
      if (!fold_ || fold_->dimension != total.kept[i]) continue;
      fold = Fold{i, fold_->kept};
      same(kRest, kRest);
    }
    query.with.push_back(
        {total.alias, std::make_shared<const Query>(base_.query(dims, leaves_, question_.where, fold))});
    sql::join_left(query, sql::table({total.alias}), sql::all_of(std::move(on)));
  }

  std::string total_alias(const Measure& measure) const {
    const std::vector<std::size_t> kept = kept_by(measure);
    for (const Total& total : totals_)
      if (total.kept == kept) return total.alias;
    throw Error(ErrorCode::kInternal, "a share without its total");
  }

  // Values.

  Expr evaluated(const ValuePtr& value, const LeafColumn& column) const {
    switch (value->kind) {
      case Kind::kShare:
        return share(*value);
      case Kind::kChange:
        return change(*value);
      case Kind::kRunning:
      case Kind::kRolling:
        return arithmetic(value->parts[0], [&](const Leaf& leaf) { return column_of(*value, leaf, kMain); });
      case Kind::kRank:
        return rank(*value, column);
      case Kind::kLeaf:
      case Kind::kNumber:
        return arithmetic(value, column);
      default:
        return combined(*value, evaluated(value->parts[0], column), evaluated(value->parts[1], column));
    }
  }

  Expr column_of(const Value& wrapper, const Leaf& leaf, const std::string& relation) const {
    if (!axis_->exists()) return sql::column(relation, leaf_column(leaves_, leaf));
    return sql::column(relation, axis_->window_column(*wrapper.measure, leaf_column(leaves_, leaf)));
  }

  Expr main_column(const Leaf& leaf) const { return sql::column(kMain, leaf_column(leaves_, leaf)); }

  Expr share(const Value& value) const {
    const std::string total = total_alias(*value.measure);
    const ValuePtr& part = value.parts[0];
    const Expr own = arithmetic(part, [&](const Leaf& leaf) { return main_column(leaf); });
    const Expr whole =
        arithmetic(part, [&](const Leaf& leaf) { return sql::column(total, leaf_column(leaves_, leaf)); });
    return divided(own, part->type, whole, part->type, value.type);
  }

  Expr change(const Value& value) const {
    const ValuePtr& part = value.parts[0];
    const Expr now = in_period(part, kMain);
    const Expr before = in_period(part, axis_->previous_alias(*value.measure));
    if (value.measure->as == Measure::As::kPrevious) return before;
    const Type sum = Type::decimal(38, scale_of(part->type));
    const Expr difference = sql::subtract(sql::cast(now, sum), sql::cast(before, sum));
    if (value.measure->as == Measure::As::kDifference) return difference;
    const Expr zero = sql::literal("0", sum);
    const Expr size = sql::case_when({{sql::less(before, zero), sql::subtract(zero, sql::cast(before, sum))}},
                                     sql::cast(before, sum));
    return divided(difference, sum, size, sum, value.type);
  }

  Expr in_period(const ValuePtr& value, const std::string& relation) const {
    if (value->kind == Kind::kRunning || value->kind == Kind::kRolling)
      return arithmetic(value->parts[0], [&](const Leaf& leaf) { return column_of(*value, leaf, relation); });
    if (value->kind == Kind::kLeaf || value->kind == Kind::kNumber)
      return arithmetic(value, [&](const Leaf& leaf) { return sql::column(relation, leaf_column(leaves_, leaf)); });
    return combined(*value, in_period(value->parts[0], relation), in_period(value->parts[1], relation));
  }

  /// The rest has no place, and neither has what has no value.
  Expr rank(const Value& value, const LeafColumn& column) const {
    const Expr by = evaluated(value.parts[0], column);
    std::vector<Expr> partition;
    Expr has_place = sql::is_not_null(by);
    if (fold_) {
      partition = {sql::column(kMain, kRest)};
      has_place = sql::all_of({has_place, sql::equal(partition.front(), sql::literal(std::int64_t{0}))});
    }
    return sql::case_when({{has_place, sql::window(sql::call(fn::kRank, {}), partition, {{by, true, true}})}},
                          sql::null_of(value.type));
  }

  // What people see.

  void select(Query& query) {
    for (std::size_t i = 0; i < dims_.size(); ++i) {
      const Expr value = shown(model_, dims_[i], sql::column(kMain, dim_column(i)));
      const bool is_folded = fold_ && fold_->dimension == i;
      const Type text{sql::TypeKind::kString};
      const Expr rest = sql::equal(sql::column(kMain, kRest), sql::literal(std::int64_t{1}));
      query.select.push_back(
          {is_folded ? sql::case_when({{rest, sql::literal(question_.rest)}}, sql::cast(value, text)) : value,
           name_of_dim(i)});
      columns_.push_back({name_of_dim(i), dims_[i].label, nullptr, dims_[i].text, is_folded ? text : dims_[i].type});
    }
    for (const Asked& asked : asked_) {
      const Expr value = evaluated(asked.value, [&](const Leaf& leaf) { return main_column(leaf); });
      query.select.push_back({value, asked.measure->name});
      columns_.push_back({asked.measure->name, asked.measure->label, asked.measure, {}, asked.value->type});
    }
  }

  /// A dimension's name, with its entity's where another column has the same.
  std::string name_of_dim(std::size_t index) const {
    const std::string& name = dims_[index].name;
    const auto same = [&](const std::string& other) { return other == name; };
    std::vector<std::string> others = question_.measures;
    for (std::size_t i = 0; i < dims_.size(); ++i)
      if (i != index) others.push_back(dims_[i].name);
    if (std::none_of(others.begin(), others.end(), same)) return name;
    std::string long_name = dims_[index].text;
    std::replace(long_name.begin(), long_name.end(), '.', '_');
    return long_name;
  }

  void order(Query& query) const {
    if (fold_) query.order_by.push_back({sql::column(kMain, kRest), false, true});
    std::vector<bool> ordered(dims_.size());
    for (const OrderText& order : question_.order) add_order(query, order, ordered);
    if (question_.order.empty() && (question_.limit || question_.top))
      query.order_by.push_back({sql::column(asked_.front().measure->name), true, true});
    for (std::size_t i = 0; i < dims_.size(); ++i)
      if (!ordered[i]) query.order_by.push_back({sql::column(kMain, dim_column(i)), false, true});
  }

  void add_order(Query& query, const OrderText& order, std::vector<bool>& ordered) const {
    for (const Asked& asked : asked_)
      if (asked.measure->name == order.name) {
        query.order_by.push_back({sql::column(order.name), order.descending.value_or(true), true});
        return;
      }
    for (std::size_t i = 0; i < dims_.size(); ++i)
      if (dims_[i].text == order.name || name_of_dim(i) == order.name) {
        query.order_by.push_back({sql::column(kMain, dim_column(i)), order.descending.value_or(false), true});
        ordered[i] = true;
        return;
      }
    std::vector<std::string> known = question_.measures;
    known.insert(known.end(), question_.by.begin(), question_.by.end());
    throw Error(ErrorCode::kUsage, fmt::format("the question does not have '{}' to order by", order.name),
                did_you_mean(order.name, known));
  }

  const TypedModel& model_;
  const Question& question_;
  Names names_;
  Base base_;
  std::vector<Dim> dims_;
  std::vector<Asked> asked_;
  Leaves leaves_;
  std::optional<Axis> axis_;
  std::optional<Fold> fold_;
  std::vector<Total> totals_;
  std::vector<AnswerColumn> columns_;
};

}  // namespace

Compiled compile(const TypedModel& model, const Question& question, const TableNames& tables, const Kept* kept) {
  return Compiler(model, question, tables, kept).compile();
}

}  // namespace c360::metric
