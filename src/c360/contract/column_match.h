// Which bronze column a contract's column reads.
#pragma once

#include <optional>
#include <string>

#include "c360/delta/schema.h"
#include "c360/project/contract_spec.h"

namespace c360::contract {

/// By the name in the source, exactly, else ignoring case; nullopt where bronze lacks a column that may be absent.
/// Throws Error(kData) where it lacks one that is required and has no default, saying which columns there are.
std::optional<std::string> bronze_column(const project::Contract& contract, const project::ColumnSpec& column,
                                         const delta::Schema& bronze_schema);

}  // namespace c360::contract
