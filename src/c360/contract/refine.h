// Bronze to silver and quarantine, by a contract. A pure function of bronze, the contracts, the parents' silver and
// what people decided about quarantined rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/contract/silver_relations.h"
#include "c360/delta/table.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/lakehouse/write.h"
#include "c360/project/project.h"

namespace c360::contract {

/// What an entity is refined from.
struct RefineInputs {
  sql::Relation bronze;
  delta::Schema bronze_schema;
  SilverRelations parents;                 ///< at least of every entity that the contract references
  std::optional<sql::Relation> decisions;  ///< the rows of bronze._decisions, if there is one
};

/// What refining one entity gave: data files that nobody sees before they are committed, and the sums.
struct Refined {
  delta::Schema silver_schema;
  delta::Schema quarantine_schema;
  lakehouse::WrittenRows silver;
  lakehouse::WrittenRows quarantine;
  std::int64_t bronze_rows = 0;
  std::int64_t exact_duplicates = 0;
  std::int64_t older_versions = 0;
  std::map<std::string, std::int64_t> reasons;  ///< rule → quarantined rows that broke it (a row may break several)
  /// Quarantined rows that broke a rule other than a reference; what max_quarantined is about.
  std::int64_t quarantined_for_cause = 0;
  lakehouse::Moment::Dismissed dismissed;              ///< of the quarantined rows: those that people have dismissed
  std::int64_t released = 0;                           ///< rows that break a rule and were released all the same
  std::int64_t held_back = 0;                          ///< rows that were released, but silver cannot hold them
  std::vector<std::string> held_back_rows;             ///< some of them: "data/orders.csv row 17: …"
  std::vector<lakehouse::Moment::Warning> warnings;    ///< some rows of each `warn` check
  std::map<std::string, std::int64_t> warning_counts;  ///< "entity.check" → rows
};

/// Refines one entity from a bronze version. Throws Error(kData) for a `fail` check that some row breaks (naming rows),
/// for more than max_quarantined and for a required column that bronze lacks; no file is left of it then.
Refined refine(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
               const RefineInputs& inputs, const Cancellation& cancel);

/// The silver and quarantine schemas a contract gives, without touching data. (Where rows without a required value were
/// released, that column of silver may be null.)
delta::Schema silver_schema(const project::Contract& contract);
delta::Schema quarantine_schema(const delta::Schema& bronze_schema);

/// Compiles a contract's columns and row checks against the engine without touching data. Throws Error(kProject) with
/// the place of what is wrong.
void check(engine::Connection& connection, const project::Contract& contract);
/// The same for all contracts of a project, cross-table checks included. Makes (empty) views in the schema silver.
void check(engine::Connection& connection, const std::vector<project::Contract>& contracts);

/// What cross-table checks found.
struct CrossCheckResults {
  std::vector<lakehouse::Moment::Warning> warnings;    ///< some rows of each check
  std::map<std::string, std::int64_t> warning_counts;  ///< "entity.check" → rows
};

/// Runs the cross-table checks of all contracts on what stands, once every entity's silver is known. Makes views in the
/// schema silver of the connection's database. Throws Error(kData) for a `fail` check that has rows, naming some.
CrossCheckResults run_cross_checks(engine::Connection& connection, const std::vector<project::Contract>& contracts,
                                   const SilverRelations& silver, const Cancellation& cancel);

/// Changes whenever a different silver could come of the same bronze.
std::string fingerprint(const project::Contract& contract);

}  // namespace c360::contract
