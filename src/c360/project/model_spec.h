// Models and tests as models/**/*.sql and tests/*.sql declare them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

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
  std::string adds_up_once;  ///< the test that proves it where c360 check cannot; empty: none
  std::string sql;           ///< the SELECT, its comments kept, without a final semicolon
};

/// `tests/*.sql`: a SELECT whose rows are failures.
struct TestSpec {
  Location where;
  std::string name;
  std::string description;
  std::string sql;
};

}  // namespace c360::project
