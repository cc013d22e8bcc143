// Expected and actual rows side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace c360::pipeline {

/// A row as texts; nullopt is NULL.
using RowTexts = std::vector<std::optional<std::string>>;

/// A table of the rows that only one of the sides has ("-" expected only, "+" actual only), a line each, in the order
/// of their values so that a row and what became of it stand together, and how many are the same. Rows count as often
/// as they occur; their order does not. Empty if the sides are the same.
std::string row_difference(const std::vector<std::string>& columns, std::vector<RowTexts> expected,
                           std::vector<RowTexts> actual);

}  // namespace c360::pipeline
