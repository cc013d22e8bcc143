// The rows of one entity with what they lead to joined: each row of the entity once, whatever is asked of it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/metric/kept.h"
#include "c360/metric/names.h"
#include "c360/metric/question.h"
#include "c360/sql/query.h"

namespace c360::metric {

/// Where a table of the project is found: {"gold", "fact_sales"} in a lakehouse, another schema in a database.
using TableNames = std::function<std::vector<std::string>(const std::string& schema, const std::string& table)>;

/// Tables under their own names.
std::vector<std::string> named_as_in_project(const std::string& schema, const std::string& table);

/// Rows of an entity with columns k0, k1, … (its key) and v: what a dimension of kind kMeasure is for each.
using MeasuredValues = std::function<sql::Query(const project::MetricEntity&, const project::Dimension&)>;

/// Builds one FROM with its joins. Entities are joined only many to one (or one to one), on the whole key of the other,
/// so that no row comes twice; one without a match stays, its values unknown. What is kept of an entity is read instead
/// of its table and of what it leads to. Used once, by one thread.
class Rows {
 public:
  Rows(const TypedModel& model, const project::MetricEntity& entity, const TableNames& tables,
       const MeasuredValues& measured, const Kept* kept = nullptr);

  const project::MetricEntity& entity() const { return *entity_; }

  /// A column, or an SQL expression over columns, of the entity itself.
  sql::Expr own_column(const std::string& column);
  sql::Expr own_sql(const std::string& text);
  /// What a dimension is in a row, without its grain and bands; not for kSince. Throws as grouping().
  sql::Expr value(const Dim& dim) { return own_value(dim).first; }
  /// What rows are grouped by for a dimension: for bands and names of days a number that has their order. Throws
  /// Error(kUsage) where the entity does not lead to it, where several ways are equally short, and where it has no
  /// time.
  sql::Expr grouping(const Dim& dim);
  /// Whether a row fulfils a condition. Throws Error(kUsage) as grouping() does, and for a value of the wrong kind.
  sql::Expr fulfils(const Condition& condition);
  /// One more relation joined; `on` may use what the functions above gave.
  void join(sql::Relation relation, sql::Expr on);

  /// Puts FROM and the joins into a query.
  void put_into(sql::Query& query) const;

 private:
  struct Place {
    const project::MetricEntity* entity = nullptr;
    std::string alias;
    std::size_t parent = 0;
    Step step;
    std::map<std::string, std::string> computed;                              ///< expression → column
    std::vector<std::pair<const project::Dimension*, std::string>> measured;  ///< and the alias of its values
  };

  Way way_to(const Dim& dim) const;
  std::size_t walk(const Way& way);
  std::string free_alias(const std::string& wanted) const;

  sql::Expr column_at(std::size_t place, const std::string& column) const;
  sql::Expr sql_at(std::size_t place, const std::string& text);
  sql::Expr value_at(std::size_t place, const project::Dimension& dimension);
  sql::Expr measured_at(std::size_t place, const project::Dimension& dimension);
  /// The same at the end of a way, kept or not; without a dimension a column of the key there.
  sql::Expr value_along(const Way& way, const project::Dimension* dimension, const std::string& key_column = {});
  sql::Expr since_along(Way way, const project::Dimension& dimension, project::TimeGrain grain);

  /// A dimension's own value and type, without its grain.
  std::pair<sql::Expr, sql::Type> own_value(const Dim& dim);
  sql::Expr at_grain(sql::Expr moment, const sql::Type& type, project::TimeGrain grain) const;

  const KeptTable* kept_of(const project::MetricEntity& entity) const;
  sql::Relation relation_of(const Place& place) const;
  sql::Expr joined_on(const Place& place) const;

  const TypedModel& model_;
  const project::MetricEntity* entity_;
  const TableNames& tables_;
  const MeasuredValues& measured_;
  const Kept* kept_;
  std::vector<Place> places_;
  std::vector<std::pair<sql::Relation, sql::Expr>> further_;
};

/// What people see for a value that rows were grouped by.
sql::Expr shown(const TypedModel& model, const Dim& dim, sql::Expr grouped);

/// What people see for each band of a dimension that has bands, in their order.
std::vector<std::string> labels_of_bands(const TypedModel& model, const project::Dimension& dimension);

/// Whether grouping() gives something else than what is shown.
bool is_coded(const Dim& dim);
/// The type of what rows are grouped by.
sql::Type grouping_type(const Dim& dim);

}  // namespace c360::metric
