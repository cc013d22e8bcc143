// The rows of the target's tables brought to those of the plan.
#pragma once

#include "c360/engine/engine.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/table_work.h"

namespace c360::publish::postgres {

/// Rows that come and change, of one table after its parents: new rows first, so that changed ones may refer to them.
/// Fills in the report.
void bring_rows(Connection& connection, engine::Connection& engine, TableWork& work, std::size_t number);

/// Rows that go, of one table before its parents. `number` is what bring_rows() was given.
void remove_rows(Connection& connection, TableWork& work, std::size_t number);

}  // namespace c360::publish::postgres
