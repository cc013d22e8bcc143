// The semantic model on its tables: every expression checked and its type known.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "c360/engine/engine.h"
#include "c360/metric/calendar.h"
#include "c360/project/project.h"
#include "c360/sql/type.h"

namespace c360::metric {

/// A project's semantic model, made for one moment of its tables. The project must outlive it; any thread may read it.
class TypedModel {
 public:
  /// Compiles every column and expression in a connection that has the entities' tables (or empty ones of their types)
  /// as views. Throws project::ProjectErrors for all that is wrong: columns that are not there, what is not one
  /// expression, values of types that cannot be added up, averaged or shown as money.
  TypedModel(const project::Project& project, engine::Connection& connection);

  const project::SemanticModel& spec() const { return *spec_; }
  const Calendar& calendar() const { return calendar_; }

  /// Of a dimension's own value: its column or expression. Only of kinds kColumn and kSql.
  const sql::Type& type_of(const project::MetricEntity& entity, const project::Dimension& dimension) const;
  /// Of what a measure's aggregate is taken of; bigint for rows themselves.
  const sql::Type& input_type(const project::Measure& measure) const;
  /// Of the moments that a semi-additive measure is taken at.
  const sql::Type& moment_type(const project::Measure& measure) const;

 private:
  class Binding;

  const project::SemanticModel* spec_;
  Calendar calendar_;
  std::map<std::pair<std::string, std::string>, sql::Type> dimensions_;
  std::map<std::string, sql::Type> inputs_;
  std::map<std::string, sql::Type> moments_;
};

/// bigint, integer, smallint or tinyint.
bool is_whole(const sql::Type& type);
/// Whole or decimal: sums and quotients of it are exact.
bool is_exact(const sql::Type& type);
/// date, datetime or timestamp.
bool is_time(const sql::Type& type);
/// Decimals after the point; 0 for whole numbers.
int scale_of(const sql::Type& type);

}  // namespace c360::metric
