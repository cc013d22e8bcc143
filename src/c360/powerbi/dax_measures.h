// Measures of the semantic model as DAX.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/powerbi/dax_expression.h"
#include "c360/powerbi/model_names.h"
#include "c360/project/metric_spec.h"

namespace c360::powerbi {

/// How rows of an entity's table are found by day.
struct DateWay {
  std::string day;         ///< the DAX name of the column that is related to the date table; empty: none is
  bool is_active = false;  ///< whether filters take this way by themselves
};

/// What measures stand on. The referenced objects must outlive whoever uses it.
struct DaxGround {
  const project::SemanticModel& semantics;
  const ModelNames& names;
  const std::map<std::string, DaxColumns>& columns;  ///< by entity
  const std::map<std::string, DateWay>& dates;       ///< by entity; none for those without a day
  /// By entity, those whose columns filter its rows, itself included.
  const std::map<std::string, std::set<std::string>>& filtered_by;
};

/// Writes measures as DAX. One thread at a time.
class DaxMeasures {
 public:
  DaxMeasures(engine::Connection& connection, const DaxGround& ground) : connection_(connection), ground_(ground) {}

  /// The measure's expression. Throws Error(kUnsupported) that says what DAX cannot say exactly.
  std::string expression(const project::Measure& measure);
  /// Whether a measure of no rows at all is 0, and not unknown.
  bool is_zero_of_nothing(const std::string& measure) const;

 private:
  std::string aggregate(const project::Measure& measure);
  std::string ratio(const project::Measure& measure) const;
  std::string share(const project::Measure& measure) const;
  std::string change(const project::Measure& measure) const;
  std::string running(const project::Measure& measure) const;
  std::string rolling(const project::Measure& measure) const;
  std::string formula(const project::Measure& measure) const;
  std::string each(const project::Measure& measure) const;

  std::string plain(const project::Measure& measure, DaxExpressions& expressions) const;
  std::string balance(const project::Measure& measure, DaxExpressions& expressions) const;
  std::string extreme_by(const project::Measure& measure, DaxExpressions& expressions) const;
  std::vector<std::string> filters(const project::Measure& measure, DaxExpressions& expressions) const;
  const DaxColumn& dimension(const project::Measure& measure, const std::string& text) const;
  std::string reference(const std::string& measure) const;
  /// Every entity whose rows a measure is made of.
  std::set<std::string> entities_of(const std::string& measure) const;
  /// Whether the shown period begins before the data ends.
  std::string has_data(const project::Measure& measure) const;
  /// Whether an entity has a row where this stands.
  std::string has_rows(const std::string& entity) const;
  /// A period of the calendar: a unit of DAX, and how many months it has; 0 for days and weeks.
  using OfPeriod = std::function<std::string(const std::string& unit, int months)>;
  std::string by_period(const OfPeriod& of_period) const;
  const std::string& table_of(const project::Measure& measure) const;
  DateWay date_way(const std::string& entity) const;

  engine::Connection& connection_;
  DaxGround ground_;
};

}  // namespace c360::powerbi
