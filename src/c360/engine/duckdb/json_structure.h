// Types as the engine's from_json() wants them.
#pragma once

#include <string>

#include "c360/sql/type.h"

namespace c360::engine {

/// {"a": "BIGINT", "b": ["VARCHAR"], "c": "MAP(VARCHAR, VARCHAR)"} for struct(a bigint,b list(string),c map(…)).
std::string json_structure(const sql::Type& type);

}  // namespace c360::engine
