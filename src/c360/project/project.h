// What the user wrote, read and checked: typed specs that remember file and line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/sql/type.h"

namespace c360::project {

enum class OnMalformed { kQuarantine, kFail };

/// Where data comes from: local files by glob.
struct Source {
  Location where;
  std::string name;
  std::string files;                    ///< glob, relative to the project (or absolute)
  std::optional<char> delimiter;        ///< nullopt: detected
  std::optional<char> quote;            ///< nullopt: '"'; '\0' (written none): no quoting
  std::optional<std::string> encoding;  ///< utf-8, utf-16le, utf-16be, latin-1, windows-1252; nullopt: detected
  bool header = true;
  std::vector<std::string> columns;  ///< names, where there is no header
  OnMalformed malformed = OnMalformed::kQuarantine;
};

/// One clean step; `argument` and `map` as the step needs them.
struct CleanStep {
  enum class Kind { kTrim, kSqueeze, kLower, kUpper, kTitle, kDigits, kEmail, kPhone, kReplace, kMap };
  Kind kind = Kind::kTrim;
  std::string pattern, replacement;           ///< kReplace: RE2 pattern and what replaces every match
  std::map<std::string, std::string> values;  ///< kMap: whole values
  bool operator==(const CleanStep&) const = default;
};

struct Reference {
  std::string entity;
  std::string column;
  bool operator==(const Reference&) const = default;
};

struct ColumnSpec {
  Location where;
  std::string name;  ///< in silver
  std::string from;  ///< in the source; matched exactly, else ignoring case
  sql::Type type;
  bool required = false;
  std::vector<std::string> formats;  ///< date, timestamp, datetime
  std::vector<CleanStep> clean;
  std::optional<std::string> default_value;  ///< as text, of the column's type
  std::optional<std::string> min, max;       ///< as text, of the column's type
  std::optional<std::string> pattern;        ///< RE2, the whole value
  std::vector<std::string> accepted;
  bool round = false;                       ///< decimals: round what has too many places
  std::optional<char> decimal_separator;    ///< numbers: ',' reads "12,50"
  std::optional<char> thousands_separator;  ///< numbers: '.' reads "1.234,50"
  std::optional<std::string> prefix;        ///< numbers: a text that may stand before, such as "EUR"
  std::optional<Reference> references;
  std::string description;
};

enum class Severity { kQuarantine, kWarn, kFail };

/// A rule over one row (`where`, true or null passes), or over tables (`sql`, whose rows are what breaks it).
struct CheckSpec {
  Location where;
  std::string name;
  std::string condition;  ///< `where:` an SQL expression over the clean columns; empty for a cross-table check
  std::string sql;  ///< `sql:` a SELECT over silver whose first columns are the entity's key; empty for a row check
  Severity otherwise = Severity::kQuarantine;
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

enum class Materialize { kTable, kView, kParquet };

/// A gold table or view: one SELECT.
struct ModelSpec {
  Location where;
  std::string schema;  ///< the folder under models/
  std::string name;    ///< the file's name
  std::string description;
  std::vector<std::string> grain;  ///< columns that are unique together; empty: not declared
  Materialize materialize = Materialize::kTable;
  std::vector<std::pair<std::string, std::string>> references;  ///< column → "schema.table.column"
  std::string sql;  ///< the SELECT, its comments kept, without a final semicolon
};

/// `tests/*.sql`: a SELECT whose rows are failures.
struct TestSpec {
  Location where;
  std::string name;
  std::string description;
  std::string sql;
};

struct Project {
  std::filesystem::path root;
  std::string name;
  std::string lakehouse;  ///< a folder, resolved against root, or an abfss:// address
  std::vector<std::string> null_tokens;
  std::uint64_t memory_limit_bytes = 0;  ///< 0: the engine's default
  int threads = 0;
  int keep_snapshots = 10;
  int keep_days = 7;  ///< files younger than this are never deleted
  std::vector<Source> sources;
  std::vector<Contract> contracts;  ///< parents before children
  std::vector<ModelSpec> models;    ///< as found; the model room finds their order
  std::vector<TestSpec> tests;

  const Source* find_source(std::string_view name) const;
  const Contract* find_contract(std::string_view entity) const;
};

/// All that is wrong with a project's files, found in one go.
class ProjectErrors : public Error {
 public:
  explicit ProjectErrors(std::vector<Error> errors);
  const std::vector<Error>& errors() const { return errors_; }

 private:
  std::vector<Error> errors_;
};

/// Reads and checks c360.yaml, contracts/*.yaml, models/**/*.sql and tests/*.sql below `root`. Throws Error(kProject)
/// for a folder without c360.yaml, pointing to `c360 init`, and ProjectErrors for all mistakes at once.
Project load(const std::filesystem::path& root);

/// A JSON Schema (2020-12) of c360.yaml ("project") or a contract ("contract"), from the definitions load() checks by.
std::string json_schema(std::string_view which);

}  // namespace c360::project
