// The rows of tables that no commit names yet, or that will never have any.
#pragma once

#include <vector>

#include "c360/delta/schema.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/project/project.h"
#include "c360/sql/query.h"

namespace c360::pipeline {

/// The rows of data files that this run has written below a table's folder.
sql::Relation rows_of_files(lakehouse::Lakehouse& lake, const lakehouse::TableName& name, const delta::Schema& schema,
                            const std::vector<delta::AddFile>& files);

/// No rows, of these columns.
sql::Relation no_rows(const delta::Schema& schema);

/// The bronze columns that a contract reads, as a source with just these in its header would give them.
delta::Schema expected_bronze_schema(const project::Contract& contract);

}  // namespace c360::pipeline
