#include "c360/metric/agree.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/metric/compile.h"
#include "c360/metric/names.h"
#include "c360/metric/value.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Agreement;
using sql::Expr;
using sql::Query;
namespace fn = sql::fn;

std::string column_of(const char* side, std::size_t index) {
  return fmt::format("{}{}", side, index);
}

/// Whether nothing counted or added up is 0, so that a missing row says the same as one with zeros.
bool is_zero_where_nothing(const ValuePtr& value) {
  if (value->kind == Value::Kind::kLeaf) return value->leaf->zero;
  const bool adds = value->kind == Value::Kind::kAdd || value->kind == Value::Kind::kSubtract;
  return adds && std::all_of(value->parts.begin(), value->parts.end(), is_zero_where_nothing);
}

/// The rows of both sides, stacked: d0…, which side, and that side's measures.
class Stack {
 public:
  Stack(const TypedModel& model, const Agreement& agreement, Answering& there)
      : agreement_(agreement),
        table_(there.tables()(agreement.table.substr(0, agreement.table.find('.')),
                              agreement.table.substr(agreement.table.find('.') + 1))),
        compiled_(compile(model, question_of(agreement), there.tables())) {
    for (const auto& [column, measure] : agreement.measures)
      zero_.push_back(is_zero_where_nothing(value_of(model, Names(model).measure(measure))));
  }

  /// The groups where both sides do not say the same.
  Query differing() const {
    Query query = grouped();
    query.having = differs();
    for (std::size_t i = 0; i < agreement_.by.size(); ++i)
      query.order_by.push_back({sql::column(column_of("d", i)), false, true});
    return query;
  }

  Query groups() const {
    Query query = grouped();
    if (agreement_.partial)
      query.having = sql::greater(sql::call(fn::kSum, {sql::column("theirs")}), sql::literal(std::int64_t{0}));
    return query;
  }

 private:
  Query grouped() const {
    Query query;
    for (std::size_t i = 0; i < agreement_.by.size(); ++i) {
      query.select.push_back({sql::column(column_of("d", i)), ""});
      query.group_by.push_back(sql::column(column_of("d", i)));
    }
    for (std::size_t i = 0; i < agreement_.measures.size(); ++i)
      for (const char* side : {"a", "b"})
        query.select.push_back({sql::call(fn::kMax, {sql::column(column_of(side, i))}), column_of(side, i)});
    query.select.push_back({sql::call(fn::kSum, {sql::column("theirs")}), "theirs"});
    Query both;
    both.union_all = {side_of_answer(), side_of_table()};
    query.from = sql::subquery(std::move(both), "both_sides");
    return query;
  }

  const sql::Type& type_of_dim(std::size_t index) const { return compiled_.columns[index].type; }
  const sql::Type& type_of_measure_at(std::size_t index) const {
    return compiled_.columns[agreement_.by.size() + index].type;
  }

  Query side_of_answer() const {
    Query query;
    for (std::size_t i = 0; i < agreement_.by.size(); ++i)
      query.select.push_back({sql::column(compiled_.columns[i].name), column_of("d", i)});
    for (std::size_t i = 0; i < agreement_.measures.size(); ++i) {
      query.select.push_back({sql::column(agreement_.measures[i].second), column_of("a", i)});
      query.select.push_back({sql::null_of(type_of_measure_at(i)), column_of("b", i)});
    }
    query.select.push_back({sql::literal(std::int64_t{0}), "theirs"});
    query.from = sql::subquery(compiled_.query, "answer");
    return query;
  }

  Query side_of_table() const {
    Query query;
    for (std::size_t i = 0; i < agreement_.by.size(); ++i)
      query.select.push_back({sql::cast(sql::column(agreement_.by[i].first), type_of_dim(i)), column_of("d", i)});
    for (std::size_t i = 0; i < agreement_.measures.size(); ++i) {
      query.select.push_back({sql::null_of(type_of_measure_at(i)), column_of("a", i)});
      query.select.push_back({sql::column(agreement_.measures[i].first), column_of("b", i)});
    }
    query.select.push_back({sql::literal(std::int64_t{1}), "theirs"});
    query.from = sql::table(table_);
    if (!agreement_.rows.empty()) query.where = sql::user_sql(agreement_.rows);
    return query;
  }

  Expr differs() const {
    const Expr theirs = sql::call(fn::kSum, {sql::column("theirs")});
    const Expr one = sql::literal(std::int64_t{1});
    std::vector<Expr> faults{sql::greater(theirs, one)};
    for (std::size_t i = 0; i < agreement_.measures.size(); ++i) {
      const auto side = [&](const char* which) {
        Expr value = sql::call(fn::kMax, {sql::column(column_of(which, i))});
        return zero_[i] ? sql::call(fn::kCoalesce, {value, sql::literal("0", type_of_measure_at(i))}) : value;
      };
      faults.push_back(sql::negate(sql::call(fn::kSame, {side("a"), side("b")})));
    }
    const Expr any = sql::any_of(std::move(faults));
    return agreement_.partial ? sql::all_of({sql::greater_equal(theirs, one), any}) : any;
  }

  const Agreement& agreement_;
  std::vector<std::string> table_;
  Compiled compiled_;
  std::vector<bool> zero_;
};

std::int64_t count_of(Answering& there, Query inner) {
  Query query;
  query.select = {{sql::call(fn::kCount, {sql::star()}), "n"}};
  query.from = sql::subquery(std::move(inner), "counted");
  return std::stoll(there.ask(query).rows.at(0).at(0).value_or("0"));
}

/// "month 2024-01-01: revenue is 12.00, the table says 11.00"
std::string in_words(const Agreement& agreement, const std::vector<std::optional<std::string>>& row) {
  std::vector<std::string> where;
  for (std::size_t i = 0; i < agreement.by.size(); ++i)
    where.push_back(fmt::format("{} {}", agreement.by[i].first, shown_value(row[i])));
  std::string text = where.empty() ? "" : fmt::format("{}: ", fmt::join(where, ", "));
  if (std::stoll(row.back().value_or("0")) > 1) return text + "the table has several rows";
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < agreement.measures.size(); ++i) {
    const auto& own = row[agreement.by.size() + 2 * i];
    const auto& theirs = row[agreement.by.size() + 2 * i + 1];
    if (own != theirs)
      parts.push_back(fmt::format("{} is {}, the table says {}", agreement.measures[i].second, shown_value(own),
                                  shown_value(theirs)));
  }
  return text + fmt::format("{}", fmt::join(parts, "; "));
}

bool is_additive(const project::Measure& measure) {
  return measure.additivity == project::Additivity::kAdditive;
}

/// Dimensions to compare totals by: times by month, counts of periods by month, all others as they are.
std::vector<std::string> dimensions_of(const TypedModel& model, const project::MetricEntity& entity) {
  std::vector<std::string> names;
  for (const auto* reached : reachable(model.spec(), entity)) {
    if (shortest_ways(model.spec(), entity, *reached).size() > 1) continue;
    for (const auto& dimension : reached->dimensions)
      names.push_back(Names(model).with_month(reached->name + "." + dimension.name));
  }
  return names;
}

Query sums_of(const Compiled& compiled, const std::vector<std::string>& measures) {
  Query query;
  for (const std::string& measure : measures) {
    const auto column = std::find_if(compiled.columns.begin(), compiled.columns.end(),
                                     [&](const AnswerColumn& known) { return known.name == measure; });
    const sql::Type type = sql::Type::decimal(38, scale_of(column->type));
    query.select.push_back({sql::call(fn::kCoalesce, {sql::cast(sql::call(fn::kSum, {sql::column(measure)}), type),
                                                      sql::literal("0", type)}),
                            measure});
  }
  query.from = sql::subquery(compiled.query, "parts");
  return query;
}

}  // namespace

std::string shown_value(const std::optional<std::string>& value) {
  return value.value_or("nothing");
}

Question question_of(const Agreement& agreement) {
  Question question;
  for (const auto& [column, dimension] : agreement.by) question.by.push_back(dimension);
  for (const auto& [column, measure] : agreement.measures) question.measures.push_back(measure);
  for (const std::string& filter : agreement.filters) question.where.push_back(parse_condition(filter));
  return question;
}

Comparison compare_with_table(const TypedModel& model, const Agreement& agreement, Answering& there) {
  Comparison comparison;
  comparison.what = agreement.table;
  std::vector<std::string> by;
  for (const auto& [column, dimension] : agreement.by) by.push_back(dimension);
  if (!by.empty()) comparison.what += fmt::format(" by {}", fmt::join(by, ", "));
  if (!agreement.filters.empty()) comparison.what += fmt::format(" where {}", fmt::join(agreement.filters, ", "));
  for (const auto& [column, measure] : agreement.measures) comparison.measures.push_back(measure);
  const Stack stack(model, agreement, there);
  comparison.rows = count_of(there, stack.groups());
  comparison.different = count_of(there, stack.differing());
  if (comparison.different == 0) return comparison;
  Query first = stack.differing();
  first.limit = kMostDifferences;
  for (const auto& row : there.ask(first).rows) comparison.differences.push_back(in_words(agreement, row));
  return comparison;
}

std::vector<Comparison> compare_totals(const TypedModel& model, const project::MetricEntity& entity, Answering& there) {
  Question question;
  for (const project::Measure& measure : entity.measures)
    if (is_additive(measure) && measure.kind == project::Measure::Kind::kAggregate)
      question.measures.push_back(measure.name);
  std::vector<Comparison> comparisons;
  if (question.measures.empty()) return comparisons;
  const Answer whole = there.ask(sums_of(compile(model, question, there.tables()), question.measures));
  for (const std::string& dimension : dimensions_of(model, entity)) {
    question.by = {dimension};
    const Answer parts = there.ask(sums_of(compile(model, question, there.tables()), question.measures));
    Comparison comparison{fmt::format("{} by {}", entity.name, dimension), question.measures, 1, 0, {}};
    for (std::size_t i = 0; i < question.measures.size(); ++i)
      if (parts.rows.at(0).at(i) != whole.rows.at(0).at(i))
        comparison.differences.push_back(fmt::format("{} adds up to {}, not {}", question.measures[i],
                                                     shown_value(parts.rows[0][i]), shown_value(whole.rows[0][i])));
    comparison.different = comparison.differences.empty() ? 0 : 1;
    comparisons.push_back(std::move(comparison));
  }
  return comparisons;
}

}  // namespace c360::metric
