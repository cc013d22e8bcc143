// Tests of models as tests/*.yaml declare them: given rows, expected rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// A text that knows its place.
struct PlacedText {
  Location where;
  std::string text;
};

/// A value of a row, as it is written; nullopt: NULL.
struct TestCell {
  PlacedText column;
  Location where;
  std::optional<std::string> text;
};

struct TestRow {
  Location where;
  std::vector<TestCell> cells;  ///< in the order written
};

struct GivenTable {
  PlacedText table;  ///< "silver.orders"
  std::vector<TestRow> rows;
};

/// `tests/*.yaml`: a model must make the expected rows of the given ones.
struct ModelTestSpec {
  Location where;
  std::string name;  ///< the file's name
  std::string description;
  PlacedText model;  ///< "gold.monthly_revenue"
  std::vector<GivenTable> given;
  std::vector<TestRow> expect;  ///< in any order; all with the same columns
};

}  // namespace c360::project
