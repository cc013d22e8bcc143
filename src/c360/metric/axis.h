// The calendar that comparisons of periods, running and rolling totals are taken along.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/metric/base.h"
#include "c360/metric/question.h"

namespace c360::metric {

/// The one dimension of a question along which periods follow each other; none where nothing compares periods. Every
/// combination of the other dimensions then has a row for each period from the first to the last that anything has, so
/// that the period before is the one before in the calendar. Conditions on it choose which periods are shown; those
/// before still count. The model, dimensions and values must outlive it.
class Axis {
 public:
  /// Throws Error(kUsage) where periods are compared and the question has none or several, or a condition cuts one in
  /// two.
  Axis(const TypedModel& model, const std::vector<Dim>& dims, const std::vector<ValuePtr>& values,
       const std::vector<Condition>& where);

  bool exists() const { return index_.has_value(); }
  /// The conditions that facts must fulfil.
  const std::vector<Condition>& fact_conditions() const { return fact_conditions_; }

  /// Adds what turns the table `main` into one with all periods and with window columns.
  void add_steps(sql::Query& query, const std::string& main, const std::vector<Dim>& dims, const Leaves& leaves,
                 bool folded);
  /// The table with all of it: `main` itself where there is no axis.
  std::string relation() const { return exists() ? "moved" : "answer"; }
  /// Joins the earlier periods that are compared with.
  void join_previous(sql::Query& query, const std::string& main, const std::vector<Dim>& dims, bool folded) const;
  /// Which rows are shown.
  std::optional<sql::Expr> shown_periods(const std::string& main) const;

  /// The column with the running or rolling total of a leaf's column.
  std::string window_column(const project::Measure& measure, const std::string& leaf_column) const;
  std::string previous_alias(const project::Measure& measure) const;

 private:
  void find(const std::vector<Dim>& dims);
  void split(const std::vector<Dim>& dims, const std::vector<Condition>& where);
  void check_alone(const std::vector<Condition>& where) const;
  bool is_shown_condition(const Condition& condition, const Dim& axis) const;
  std::vector<std::string> others(const std::vector<Dim>& dims, bool folded) const;
  sql::Query dense(const std::string& main, const std::vector<std::string>& others, const Leaves& leaves) const;
  sql::Query moved(const std::vector<std::string>& others, const Leaves& leaves) const;
  sql::Expr total(const project::Measure& measure, const std::vector<std::string>& others,
                  const std::string& leaf_column) const;

  const TypedModel& model_;
  std::vector<const project::Measure*> windows_;  ///< running and rolling, each once
  std::vector<const project::Measure*> changes_;
  std::optional<std::size_t> index_;
  project::TimeGrain grain_ = project::TimeGrain::kMonth;
  std::vector<Condition> fact_conditions_;
  std::vector<Condition> shown_conditions_;
};

}  // namespace c360::metric
