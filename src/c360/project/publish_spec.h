// Where gold and silver go for others to read, as `publish:` in c360.yaml declares it.
#pragma once

#include <string>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// The SQL that databases behind ODBC are spoken to in.
inline constexpr const char* kPublishDialects[] = {"tsql", "postgresql", "sqlite"};

/// Where a target's tables are kept. One of `postgresql`, `odbc`, `parquet`, `csv` and `duckdb` is written, the others
/// are empty.
struct PublishTarget {
  Location where;
  std::string name;
  std::string postgresql;           ///< a connection string as written: a secret's reference (secret.h) or itself
  std::string odbc;                 ///< the same for an ODBC driver
  std::string dialect;              ///< odbc: one of kPublishDialects; empty: as the driver says
  std::string parquet;              ///< a folder, relative to the project
  std::string csv;                  ///< a folder, relative to the project
  std::string duckdb;               ///< a file, relative to the project
  std::string schema;               ///< databases: where the tables stand; empty: the project's name
  std::vector<std::string> tables;  ///< "silver.orders" or "silver.*"; empty: all of silver and of the models
  std::vector<std::string> grants;  ///< databases: roles that may read the tables
};

}  // namespace c360::project
