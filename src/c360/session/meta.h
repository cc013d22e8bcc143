// The schema `meta`: what a lakehouse knows about itself, as tables.
#pragma once

#include <optional>

#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"
#include "c360/session/access.h"
#include "c360/session/catalog.h"
#include "c360/session/memory_table.h"

namespace c360::session {

/// Adds meta.runs, meta.row_account, meta.warnings, meta.tables, meta.files and meta.lineage. All of them are there,
/// if empty, before the first run. Who sees only some rows has meta.tables and meta.lineage alone; who sees masks has
/// no keys of warnings and no errors of runs, which may quote values.
void add_meta(Catalog& catalog, MemoryTables& memory, engine::Connection& connection, lakehouse::Lakehouse& lake,
              const project::Project* project, const std::optional<lakehouse::Moment>& moment, const Access& access);

}  // namespace c360::session
