// From one row back to the rows and source records that it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"

namespace c360::lineage {

/// A value that a column must have; nullopt stands for NULL.
using Wanted = std::pair<std::string, std::optional<std::string>>;

struct TraceOptions {
  std::size_t limit = 5;  ///< the most rows to show of each table; 0: all
};

/// A row as it stands in a table, or a record as it stood in a file.
struct TracedRow {
  std::vector<Wanted> values;  ///< of the table's columns, in their order
  std::string file;            ///< silver, quarantine and bronze: where it came from
  std::int64_t record = 0;
  std::string raw;      ///< the record's text
  std::string problem;  ///< why the text is not known
};

/// A table's rows that a traced row came from.
struct TracedTable {
  lakehouse::TableName table;
  std::vector<Wanted> wanted;    ///< what they were found by; empty: nothing is known of them, so they are all rows
  bool exact = true;             ///< these rows, and no others
  std::string why_not;           ///< what may leave some of them out
  std::int64_t rows = 0;         ///< in all
  std::vector<TracedRow> first;  ///< the first of them
  std::vector<TracedTable> inputs;
};

/// Follows the rows of `table` whose key is `key` (in the order of a contract's key, a quarantine's file and record, a
/// model's grain; or "column=value" for any columns) through the models of `moment` to silver, quarantine and the
/// source files. `connection` is a session's over that moment. Throws Error(kUsage) for a table or column that is not
/// there
/// ("did you mean"), for the wrong number of values and for a value of another type, Error(kNotFound) for no such row.
TracedTable trace(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Project& project,
                  const lakehouse::Moment& moment, const std::string& table, const std::vector<std::string>& key,
                  const TraceOptions& options);

}  // namespace c360::lineage
