// Models and tests as models/**/*.sql and tests/*.sql declare them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

enum class Materialize { kTable, kView, kParquet };

/// A database's own SQL, in which a view can be written a second time.
enum class SqlLanguage { kPostgresql, kTsql };

/// "postgresql", "tsql": what stands between a model's name and .sql.
std::string_view to_string(SqlLanguage language);

/// A view in another database's SQL: `<model>.postgresql.sql`. It names tables and views of all layers without a
/// schema, since they stand together in the target's one; and it gives the model's own rows.
struct ModelVariant {
  Location where;
  SqlLanguage language = SqlLanguage::kPostgresql;
  std::string sql;  ///< the SELECT, its comments kept, without a final semicolon
};

/// A gold table or view: one SELECT.
struct ModelSpec {
  Location where;
  std::string schema;  ///< the folder under models/
  std::string name;    ///< the file's name
  std::string description;
  std::vector<std::string> grain;  ///< columns that are unique together; empty: not declared
  Materialize materialize = Materialize::kTable;
  std::vector<std::pair<std::string, std::string>> references;  ///< column → "schema.table.column"
  std::string adds_up_once;            ///< the test that proves it where c360 check cannot; empty: none
  std::string sql;                     ///< the SELECT, its comments kept, without a final semicolon
  std::vector<ModelVariant> variants;  ///< of a view: at most one of each language

  const ModelVariant* find_variant(SqlLanguage language) const;
};

/// `tests/*.sql`: a SELECT whose rows are failures.
struct TestSpec {
  Location where;
  std::string name;
  std::string description;
  std::string sql;
};

}  // namespace c360::project
