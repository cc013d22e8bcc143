// Expressions of the engine's plans, read from their JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "c360/model/plan.h"

namespace c360::model {

/// An expression; columns of rows that `outer_table` gives (where it is not SIZE_MAX) are named by their position
/// there. Throws Error(kUnsupported) for a kind that is not known, nlohmann::json::exception for another shape.
Expression read_expression(const nlohmann::json& json, std::size_t outer_table = SIZE_MAX);

std::vector<Expression> read_expressions(const nlohmann::json& list, std::size_t outer_table = SIZE_MAX);

/// The expressions of a list of ORDER BY entries.
std::vector<Expression> read_orders(const nlohmann::json& orders);

/// `left comparison right`, for a comparison as the engine calls it: COMPARE_EQUAL.
Expression compared(Expression left, const std::string& comparison, Expression right);

/// The type as SQL writes it: DECIMAL(12,2).
std::string type_text(const nlohmann::json& type);

/// Moves all columns of an expression by so many positions.
void shift_columns(Expression& expression, std::size_t by);

}  // namespace c360::model
