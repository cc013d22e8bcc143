// A contract as contracts/*.yaml declares it: what a clean row of an entity is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/values/value_spec.h"
#include "c360/project/personal_data.h"
#include "c360/sql/type.h"

namespace c360::project {

using values::CleanStep;

struct Reference {
  std::string entity;
  std::string column;
  bool operator==(const Reference&) const = default;
};

/// What a broken rule does: the row is quarantined, it stays and a warning lists it, or the run ends.
enum class Severity { kQuarantine, kWarn, kFail };

struct ColumnSpec {
  Location where;
  std::string name;  ///< in silver
  std::string from;  ///< in the source; matched exactly, else ignoring case
  sql::Type type;
  bool required = false;             ///< columns of the key always are
  std::vector<std::string> formats;  ///< date, timestamp, datetime
  std::vector<CleanStep> clean;
  std::optional<std::string> default_value;  ///< as text, of the column's type
  std::optional<std::string> min, max;       ///< as text, of the column's type
  std::optional<int> max_length;             ///< strings: characters of the clean value
  std::optional<std::string> pattern;        ///< RE2, the whole value
  std::vector<std::string> accepted;
  bool round = false;                       ///< decimals: round what has too many places
  std::optional<char> decimal_separator;    ///< numbers: ',' reads "12,50"
  std::optional<char> thousands_separator;  ///< numbers: '.' reads "1.234,50"
  std::optional<std::string> prefix;        ///< numbers: a text that may stand before, such as "EUR"
  std::optional<Reference> references;
  Severity orphans = Severity::kQuarantine;  ///< what a value does that the parent lacks
  PersonalData pii = PersonalData::kNone;    ///< which kind of personal data it holds
  std::string description;
};

/// A rule over one row (`where`, true or null passes), or over tables (`sql`, whose rows are what breaks it).
struct CheckSpec {
  Location where;
  std::string name;
  std::string condition;  ///< `where:` an SQL expression over the clean columns; empty for a cross-table check
  std::string sql;  ///< `sql:` a SELECT over silver whose first columns are the entity's key; empty for a row check
  Severity otherwise = Severity::kQuarantine;  ///< a cross-table check never quarantines
};

/// What a clean row of an entity is.
struct Contract {
  Location where;
  std::string entity;
  std::string from;  ///< a source's name
  std::string description;
  std::vector<std::string> key;
  std::vector<std::string> latest_by;
  std::vector<ColumnSpec> columns;
  std::vector<CheckSpec> checks;
  std::vector<std::string> null_tokens;  ///< the project's, or the contract's own
  double max_quarantined = 0.25;         ///< share of bronze rows, reasons other than references

  const ColumnSpec* find(std::string_view column) const;
};

}  // namespace c360::project
