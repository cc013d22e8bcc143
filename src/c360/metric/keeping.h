// What of a moment is worth keeping, and the query that works it out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/metric/kept.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

/// The rows to be kept of one entity.
struct Keeping {
  std::string entity;
  sql::Query query;                            ///< gives `columns`, a row for each of the entity's
  std::vector<sql::ScanColumn> columns;        ///< as they are read again
  std::map<std::string, std::string> further;  ///< kept_name() → its column
};

/// The entities with at least so many rows, those that others lead to first. The model must outlive them.
std::vector<const project::MetricEntity*> entities_to_keep(const TypedModel& model, engine::Connection& connection,
                                                           std::int64_t least_rows);

/// The dimensions that pages, their filters and measures ask for, as questions name them.
std::vector<std::string> dimensions_to_keep(const project::SemanticModel& model);

/// What to keep of an entity, read from its table and from what is kept of others already: its own columns, and of the
/// dimensions those that take work to find: what a measure comes to for a row, and values of what the row leads to, but
/// texts only where there are few. The keys that measures are taken for each of are kept, too. nullopt where a column
/// has a type that is not kept, or where an expression speaks of the table itself. Throws Error as the engine does, and
/// Error(kUsage) for names that are not there.
std::optional<Keeping> keeping_of(const TypedModel& model, engine::Connection& connection,
                                  const project::MetricEntity& entity, const std::vector<std::string>& dimensions,
                                  const Kept& known);

/// What was kept in a Parquet file with the rows of its query.
KeptTable kept_in(const Keeping& keeping, const std::string& file);

}  // namespace c360::metric
