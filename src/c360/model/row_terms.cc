#include "c360/model/row_terms.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "c360/model/conditions.h"

namespace c360::model {
namespace {

/// Columns of tables, groups and lists behind computed ones.
void add_base(Id column, const RowIdentity& known, Ids& base) {
  const Definition* definition = known.definition(column);
  if (definition == nullptr) {
    base.insert(column);
    return;
  }
  for (const Id id : read_by(*definition->expression, definition->inputs)) add_base(id, known, base);
}

bool is_zero(const Expression& constant) {
  return constant.name.find_first_not_of("'0.-") == std::string::npos;
}

class Splitter {
 public:
  /// `zero_counts`: of an average, where a zero is a row as well.
  Splitter(const RowIdentity& known, bool zero_counts, std::vector<Term>& terms)
      : known_(known), zero_counts_(zero_counts), terms_(terms) {}

  void split(const Expression& expression, const std::vector<Id>& columns, const Ids& pinned) {
    const auto& parts = expression.arguments;
    if (expression.kind == Expression::Kind::kColumn) return split_column(columns.at(expression.column), pinned);
    if (expression.kind == Expression::Kind::kCast) return split(parts[0], columns, pinned);
    if (expression.kind == Expression::Kind::kCase) return split_case(expression, columns, pinned);
    if (expression.kind == Expression::Kind::kConstant) {
      if (expression.name != "NULL" && (zero_counts_ || !is_zero(expression))) terms_.push_back({{}, pinned});
    } else if (is_sum(expression)) {
      for (const Expression& part : parts) split(part, columns, pinned);
    } else {
      Term whole{{}, pinned};
      for (const Id id : read_by(expression, columns)) add_base(id, known_, whole.columns);
      terms_.push_back(std::move(whole));
    }
  }

 private:
  static bool is_sum(const Expression& expression) {
    constexpr std::array<std::string_view, 6> kNames = {"+", "-", "coalesce", "ifnull", "add", "subtract"};
    return expression.kind == Expression::Kind::kCall &&
           std::find(kNames.begin(), kNames.end(), expression.name) != kNames.end();
  }

  void split_column(Id column, const Ids& pinned) {
    const Definition* definition = known_.definition(column);
    const bool is_window = definition != nullptr && (definition->expression->kind == Expression::Kind::kWindow ||
                                                     definition->expression->kind == Expression::Kind::kAggregate);
    if (definition != nullptr && !is_window) return split(*definition->expression, definition->inputs, pinned);
    Term term{{}, pinned};
    add_base(column, known_, term.columns);
    terms_.push_back(std::move(term));
  }

  void split_case(const Expression& expression, const std::vector<Id>& columns, const Ids& pinned) {
    const auto& parts = expression.arguments;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      Ids where = pinned;
      add_pinned(parts[i], columns, where);
      split(parts[i + 1], columns, where);
    }
    split(parts.back(), columns, pinned);
  }

  const RowIdentity& known_;
  bool zero_counts_;
  std::vector<Term>& terms_;
};

/// Aggregates of whose argument only counts whether there is one.
bool counts(const Expression& aggregate) {
  return aggregate.name == "count" || aggregate.name == "count_if" || aggregate.name == "countif";
}

bool adds(const Expression& aggregate) {
  constexpr std::array<std::string_view, 6> kNames = {"sum", "avg", "mean", "fsum", "favg", "sum_no_overflow"};
  return std::find(kNames.begin(), kNames.end(), aggregate.name) != kNames.end();
}

}  // namespace

Ids base_columns(const Ids& columns, const RowIdentity& known) {
  Ids base;
  for (const Id column : columns) add_base(column, known, base);
  return base;
}

bool ignores_repeats(const Expression& aggregate) {
  constexpr std::array<std::string_view, 22> kNames = {"min",
                                                       "max",
                                                       "arg_min",
                                                       "arg_max",
                                                       "argmin",
                                                       "argmax",
                                                       "min_by",
                                                       "max_by",
                                                       "first",
                                                       "last",
                                                       "any_value",
                                                       "arbitrary",
                                                       "bool_and",
                                                       "bool_or",
                                                       "bit_and",
                                                       "bit_or",
                                                       "approx_count_distinct",
                                                       "arg_min_null",
                                                       "arg_max_null",
                                                       "arg_min_nulls_last",
                                                       "arg_max_nulls_last",
                                                       "grouping"};
  return aggregate.distinct || aggregate.kind != Expression::Kind::kAggregate ||
         std::find(kNames.begin(), kNames.end(), aggregate.name) != kNames.end();
}

std::vector<Term> terms_of(const Expression& aggregate, const std::vector<Id>& columns, const RowIdentity& known) {
  std::vector<Term> terms;
  if (ignores_repeats(aggregate)) return terms;
  Ids pinned;
  for (const Expression& filter : aggregate.filters) add_pinned(filter, columns, pinned);
  if (adds(aggregate) && aggregate.arguments.size() == 1) {
    Splitter(known, !aggregate.name.ends_with("sum") && aggregate.name != "sum_no_overflow", terms)
        .split(aggregate.arguments[0], columns, pinned);
    return terms;
  }
  Term term{{}, pinned};
  const std::size_t looked_at = counts(aggregate) ? 1 : aggregate.arguments.size();
  for (std::size_t i = 0; i < looked_at && i < aggregate.arguments.size(); ++i) {
    for (const Id id : read_by(aggregate.arguments[i], columns)) add_base(id, known, term.columns);
  }
  terms.push_back(std::move(term));
  return terms;
}

}  // namespace c360::model
