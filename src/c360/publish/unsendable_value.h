// A value that a target cannot hold, found before it is sent.
#pragma once

#include <cstddef>
#include <string>

#include "c360/base/error.h"
#include "c360/engine/engine.h"
#include "c360/sql/table_definition.h"

namespace c360::publish {

/// Why a value of a chunk cannot be sent.
struct UnsendableValue {
  std::size_t column;
  std::size_t row;
  std::string reason;
};

/// The error that tells of it with the row's key.
Error unsendable(const UnsendableValue& value, const sql::TableDefinition& table, const engine::Chunk& chunk);

}  // namespace c360::publish
