// Rows of a query as texts, fields of CSV and values of JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"

namespace c360::session {

/// A row's display texts; nullopt for NULL.
using RowTexts = std::vector<std::optional<std::string>>;

/// Calls `use` with one row after another until it returns false, and returns how many rows there are in all.
template <typename Use>
std::size_t for_each_row(engine::Result& result, Use use) {
  std::size_t count = 0;
  bool wanted = true;
  RowTexts row(result.columns().size());
  while (auto chunk = result.next()) {
    for (std::size_t r = 0; wanted && r < chunk->rows(); ++r) {
      for (std::size_t c = 0; c < row.size(); ++c) {
        row[c] = chunk->is_null(c, r) ? std::nullopt : std::optional(chunk->display(c, r));
      }
      wanted = use(row);
    }
    count += chunk->rows();
  }
  return count;
}

/// Whether a column's values are numbers.
bool is_number(const engine::ResultColumn& column);

/// A line of CSV (RFC 4180) without its end: NULL is an empty field, an empty text "".
std::string csv_line(const RowTexts& row);

/// A text as JSON; bytes that are no UTF-8 are replaced.
std::string json_text(const std::string& text);
/// A value as JSON: integers, decimals (with all their digits), doubles, booleans and JSON as such, everything else,
/// infinities and NaN as text.
std::string json_value(const engine::ResultColumn& column, const std::optional<std::string>& value);

}  // namespace c360::session
