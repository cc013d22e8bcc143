// What the filters of a plan say of the columns they look at.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/expression.h"

namespace c360::engine {

/// One call of the table function that stands for a late table, and what is known of the rows that are wanted of it.
struct PlanCall {
  std::string table;
  std::vector<sql::Expr> conditions = {};
};

/// What a column of an operator's rows is, if it comes from a call as it is.
struct PlanOutput {
  PlanCall* call = nullptr;
  sql::Expr value;                               ///< the call's column, or a condition on it
  std::optional<sql::Type> type = std::nullopt;  ///< of a column; none for a condition
};
using PlanOutputs = std::vector<std::optional<PlanOutput>>;

/// Whether a member of a node is this text.
bool says(const nlohmann::json& node, const char* member, std::string_view text);

/// The output that an expression is, if it is one and nothing more.
const std::optional<PlanOutput>& output_at(const PlanOutputs& outputs, const nlohmann::json& expression);

/// A filter expression as a condition that is true of every row it lets pass; nullopt where none can be said. Throws
/// nlohmann::json::exception for an expression of another shape than the engine's.
std::optional<sql::Expr> read_filter(const nlohmann::json& filter, const PlanOutputs& outputs);

}  // namespace c360::engine
