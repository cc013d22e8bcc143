#include <fmt/core.h>

#include <algorithm>

#include "c360/contract/refine.h"
#include "c360/lakehouse/inspect.h"
#include "c360/lakehouse/scan.h"
#include "c360/pipeline/carry_over.h"
#include "c360/pipeline/stages.h"
#include "c360/pipeline/table_rows.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

/// The bronze of an entity: rows and schema; no rows where no file was ever seen.
struct Bronze {
  sql::Relation rows;
  delta::Schema schema;
  std::int64_t malformed = 0;
};

std::int64_t rows_of(lakehouse::LakeTable& table, delta::Version version) {
  std::int64_t rows = 0;
  const delta::Snapshot snapshot = table.log().at_version(version);
  for (const auto& file : snapshot.files()) rows += lakehouse::rows_of(file).value_or(0);
  return rows;
}

Bronze bronze_of(Work& work, const project::Contract& contract) {
  Bronze bronze;
  const auto* version = work.after.find({"bronze", contract.from});
  if (version == nullptr) {
    bronze.schema = expected_bronze_schema(contract);
    bronze.rows = no_rows(bronze.schema);
    return bronze;
  }
  lakehouse::LakeTable table = work.lake.table(version->name);
  const delta::Snapshot snapshot = table.log().at_version(version->version);
  bronze.rows = lakehouse::scan(table.store(), snapshot);
  bronze.schema = snapshot.schema();
  if (const auto* malformed = work.after.find({"bronze", contract.from + "__malformed"})) {
    lakehouse::LakeTable malformed_table = work.lake.table(malformed->name);
    bronze.malformed = rows_of(malformed_table, malformed->version);
  }
  return bronze;
}

void add_change(Work& work, const TableName& name, delta::Schema schema, lakehouse::WrittenRows written,
                const std::string& description) {
  work.place(name, rows_of_files(work.lake, name, schema, written.files));
  work.changes.push_back(
      {name, std::move(schema), std::move(written.files), description, "", work.fingerprints.at(name)});
}

lakehouse::RowAccount account_of(const Work& work, const project::Contract& contract, const Bronze& bronze,
                                 const contract::Refined& refined) {
  lakehouse::RowAccount account;
  account.entity = contract.entity;
  account.source_rows = ingest::source_totals(work.lake.store(), contract.from).records;
  account.malformed = bronze.malformed;
  account.bronze_rows = refined.bronze_rows;
  account.silver_rows = refined.silver.rows;
  account.exact_duplicates = refined.exact_duplicates;
  account.older_versions = refined.older_versions;
  account.quarantined = refined.quarantine.rows;
  return account;
}

/// Which rows people have released, and which of them silver cannot hold.
void tell_of_decisions(Work& work, const project::Contract& contract, const contract::Refined& refined, Step& step) {
  if (refined.released > 0) step.detail = fmt::format("{} released", refined.released);
  if (refined.held_back == 0) return;
  std::string note = fmt::format(
      "{}: {} released row{} stay{} in quarantine, for silver holds no row without its key, a value of each column's "
      "type and length, and its parents:",
      contract.entity, refined.held_back, refined.held_back == 1 ? "" : "s", refined.held_back == 1 ? "s" : "");
  for (const std::string& row : refined.held_back_rows) note += " " + row + ";";
  note.back() = '.';
  if (refined.held_back > static_cast<std::int64_t>(refined.held_back_rows.size())) note += " …";
  work.note(note);
}

void refine_one(Work& work, const project::Contract& contract, const contract::SilverRelations& silver, Step& step) {
  const Bronze bronze = bronze_of(work, contract);
  contract::Refined refined = contract::refine(work.connection(), work.lake, contract,
                                               {bronze.rows, bronze.schema, silver, work.decisions}, work.cancel);
  step.rows = refined.silver.rows;
  step.rows_in = refined.bronze_rows;
  tell_of_decisions(work, contract, refined, step);
  drop_entity(work, contract);
  work.across.reset();
  work.made_anything = true;
  work.after.accounts.push_back(account_of(work, contract, bronze, refined));
  work.after.reasons[contract.entity] = refined.reasons;
  if (refined.dismissed.rows > 0) work.after.dismissed[contract.entity] = refined.dismissed;
  for (auto& warning : refined.warnings) work.after.warnings.push_back(std::move(warning));
  for (const auto& [check, rows] : refined.warning_counts) work.after.warning_counts[check] += rows;
  add_change(work, {"silver", contract.entity}, std::move(refined.silver_schema), std::move(refined.silver),
             contract.description);
  add_change(work, {"quarantine", contract.entity}, std::move(refined.quarantine_schema), std::move(refined.quarantine),
             "Rows of " + contract.entity + " that broke a rule, with every reason");
}

/// The silver of every entity so far, for references and cross-table checks.
contract::SilverRelations silver_relations(const Work& work) {
  contract::SilverRelations relations;
  for (const auto& contract : work.project.contracts) {
    const sql::Query* rows = work.catalog.find({"silver", contract.entity});
    if (rows != nullptr && rows->from) relations[contract.entity] = *rows->from;
  }
  return relations;
}

bool must_refine(const Work& work, const project::Contract& contract) {
  const TableName silver{"silver", contract.entity};
  const TableName quarantine{"quarantine", contract.entity};
  if (work.options.full) return !work.made_by_this_run(silver) || !work.made_by_this_run(quarantine);
  return !work.up_to_date(silver) || !work.up_to_date(quarantine);
}

/// Entities that must be told of the same rows: those that one references, and those of its source. Adds them.
void add_with_relatives(const Work& work, const std::string& entity, std::set<std::string>& all) {
  const project::Contract* contract = work.project.find_contract(entity);
  const bool is_selected = work.selected.count({"silver", entity}) > 0;
  if (contract == nullptr || !is_selected || !all.insert(entity).second) return;
  for (const auto& column : contract->columns) {
    if (column.references) add_with_relatives(work, column.references->entity, all);
  }
  for (const auto& other : work.project.contracts) {
    if (other.from == contract->from) add_with_relatives(work, other.entity, all);
  }
}

/// The silver that an entity's references are judged by; of those that did not change it is that of before.
void place_parents(Work& work, const project::Contract& contract) {
  for (const auto& column : contract.columns) {
    if (!column.references || work.after.find({"silver", column.references->entity}) != nullptr) continue;
    const project::Contract* parent = work.project.find_contract(column.references->entity);
    if (work.catalog.find({"silver", parent->entity}) == nullptr) carry_over_entity(work, *parent);
  }
  place_carried_over(work);
}

}  // namespace

void check_across_tables(Work& work) {
  if (work.across) return;
  const contract::SilverRelations silver = silver_relations(work);
  if (silver.size() < work.project.contracts.size()) return;
  work.step("check", "across tables", [&](Step& step) {
    work.across = contract::run_cross_checks(work.connection(), work.project.contracts, silver, work.cancel);
    for (const auto& [check, rows] : work.across->warning_counts) step.rows += rows;
  });
}

void refine_entities(Work& work, const std::set<std::string>& entities) {
  std::set<std::string> all;
  for (const std::string& entity : entities) add_with_relatives(work, entity, all);
  std::set<std::string> sources;
  for (const std::string& entity : all) sources.insert(work.project.find_contract(entity)->from);
  for (const std::string& source : sources) settle_newest_bronze(work, *work.project.find_source(source));
  take_decisions(work);
  take_entity_fingerprints(work);
  for (const auto& contract : work.project.contracts) {
    work.cancel.check();
    if (all.count(contract.entity) == 0 || !must_refine(work, contract)) continue;
    place_parents(work, contract);
    work.step("refine", "silver." + contract.entity,
              [&](Step& step) { refine_one(work, contract, silver_relations(work), step); });
  }
}

}  // namespace c360::pipeline
