// The schema `raw`: a source's files themselves as a table, before and without any run.
#pragma once

#include <memory>
#include <optional>

#include "c360/engine/table_function.h"
#include "c360/project/project.h"
#include "c360/sql/query.h"

namespace c360::ingest {

/// c360_source('<JSON>'): the rows of all files of a source that are there when the statement runs, their columns as
/// text, and _source_file and _source_row. Malformed records are left out. Which columns there are is told from the
/// files' first bytes when the statement is prepared; a file that cannot be read ends the statement only once it runs,
/// with the same Error that a run would give. Files are read from a copy, so that others may change them meanwhile.
std::shared_ptr<const engine::TableFunction> source_table_function();

/// A source's files as a relation for source_table_function(); nullopt if no file matches now. Of files in Azure
/// Storage nothing is asked yet: that is done by who makes a view of it.
std::optional<sql::Relation> source_relation(const project::Project& project, const project::Source& source);

}  // namespace c360::ingest
