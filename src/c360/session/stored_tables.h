// The stored tables of a moment: Delta tables and folders of Parquet files.
#pragma once

#include <memory>
#include <vector>

#include "c360/delta/schema.h"
#include "c360/engine/late_table.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"

namespace c360::session {

struct StoredTable {
  lakehouse::TableName name;
  delta::Schema schema;
  std::shared_ptr<const engine::LateTable> rows;
};

/// All of them, as the moment has them. The lakehouse must outlive them. Throws Error where a table cannot be read.
std::vector<StoredTable> stored_tables(lakehouse::Lakehouse& lake, const lakehouse::Moment& moment);

/// The rows of a model that is materialized as a folder of Parquet files.
sql::Relation rows_of_folder(lakehouse::Lakehouse& lake, const lakehouse::Moment::ParquetFolder& folder);

}  // namespace c360::session
