// Which columns of a folder's rows an activity takes, what it calls them, and which it adds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "c360/project/expression.h"
#include "c360/sql/query.h"

namespace c360::pipeline {

/// The column with the path of each row's file, below the folder, where one is asked for.
inline constexpr const char* kPathColumn = "c360 path of the file";

/// A column that files have not.
struct AddedColumn {
  enum class Kind { kValue, kColumn, kPath };
  std::string name;
  Kind kind = Kind::kValue;
  project::JsonValue value;  ///< kValue: a text, a whole number, a truth or null
  std::string column;        ///< kColumn: of the files, whose values are repeated
};

/// Plain values; any thread may read them.
struct ColumnChoice {
  std::vector<std::pair<std::string, std::string>>
      chosen;                      ///< from names to columns of the rows; empty: all as they are
  std::vector<AddedColumn> added;  ///< further columns of the rows, which may be chosen, too

  bool wants_path() const;
  bool is_all() const { return chosen.empty() && added.empty(); }
};

/// Reads `columns:` (a map from names to columns, or a list of columns) and `added_columns:` (a map from names to
/// values, { column: NAME } or { file: path }); null stands for none. Throws Error(kProject) for anything else.
ColumnChoice read_column_choice(const project::JsonValue& columns, const project::JsonValue& added);

/// The columns that are chosen out of those that are there (kPathColumn aside), each found by its name or else ignoring
/// case. Throws Error(kData) for one that is not there, and for one that is added beside another of its name.
std::vector<sql::SelectItem> chosen_columns(const ColumnChoice& choice, const std::vector<std::string>& there);

}  // namespace c360::pipeline
