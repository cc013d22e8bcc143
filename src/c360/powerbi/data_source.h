// Where the tables of an exported model take their rows from, as Power Query.
#pragma once

#include <string>
#include <vector>

#include "c360/powerbi/tabular_model.h"
#include "c360/sql/type.h"

namespace c360::powerbi {

/// Parquet files in a folder, or tables of a database. Holds no credentials: Power BI asks for them.
struct DataSource {
  enum class Kind { kParquet, kPostgres, kSqlServer } kind = Kind::kParquet;
  std::string folder;  ///< kParquet: as the machine that opens the project sees it
  std::string server;  ///< the others: host, or host:port
  std::string database;
  std::string schema;
};

/// A column as the source has it.
struct SourceColumn {
  std::string name;
  sql::Type type;
};

/// A column that Power Query adds: the day or the hour of another.
struct AddedColumn {
  enum class Kind { kDay, kHour } kind = Kind::kDay;
  std::string name;
  std::string of;
};

/// The parameters that its expressions name: DataFolder, or Server and Database.
std::vector<TabularParameter> parameters_of(const DataSource& source);

/// The M expression that gives a table's rows. `table` is the Parquet file's name without its ending, or the name of
/// the table in the schema.
std::string m_source(const DataSource& source, const std::string& table, const std::vector<SourceColumn>& columns,
                     const std::vector<AddedColumn>& added);

/// How many digits after the point Power BI's exact numbers have.
inline constexpr int kMostDecimals = 4;
/// The type that Power BI has for a column; decimals of more than four decimals, which its exact ones lack, are
/// doubles.
DataType data_type(const sql::Type& type);
/// Whether Power BI has one at all.
bool has_data_type(const sql::Type& type);

}  // namespace c360::powerbi
