// Types and constants as the engine's plans write them in JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "c360/sql/expression.h"

namespace c360::engine {

/// {"id": "DECIMAL", "type_info": {"width": 12, "scale": 2, …}}; nullopt for types whose values cannot be compared by
/// their text alone: others than ours, FLOAT, binary and nested ones, and text with a collation.
std::optional<sql::Type> plan_type(const nlohmann::json& type);

/// {"type": …, "is_null": false, "value": …} as a literal, if it is a value of that type and not NULL.
std::optional<sql::Expr> plan_literal(const nlohmann::json& value, const sql::Type& type);

}  // namespace c360::engine
