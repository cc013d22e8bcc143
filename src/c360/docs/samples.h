// A few rows of a table, for people to look at.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/table_name.h"

namespace c360::docs {

/// Which values may not be shown: column → why ("email, name").
using Masks = std::map<std::string, std::string>;

/// In which order the first rows are found.
struct SampleOrder {
  bool as_stored = true;             ///< a table's own, which is the same each time
  std::vector<std::string> by = {};  ///< else by these columns; empty: by all
};

/// The first rows of a table that `connection` has as a view: {"columns": [{name, type, masked?}], "rows": [[text or
/// null]], "count"}. Values of masked columns are never read: they are null. Long texts are cut after 200 characters,
/// with "…". In place of all that {"failed": reason} for a view that the engine cannot compute. Throws
/// Error(kCancelled).
nlohmann::ordered_json sample_of(engine::Connection& connection, const lakehouse::TableName& table, const Masks& masks,
                                 std::size_t rows, const SampleOrder& order = {});

}  // namespace c360::docs
