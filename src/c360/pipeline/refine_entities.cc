#include <fmt/core.h>

#include <algorithm>

#include "c360/contract/refine.h"
#include "c360/lakehouse/inspect.h"
#include "c360/lakehouse/scan.h"
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

const lakehouse::RowAccount* account_before(const Work& work, const std::string& entity) {
  for (const auto& account : work.before->accounts) {
    if (account.entity == entity) return &account;
  }
  return nullptr;
}

bool is_row_check(const project::Contract& contract, const std::string& name) {
  return std::any_of(contract.checks.begin(), contract.checks.end(),
                     [&](const project::CheckSpec& check) { return check.name == name && check.sql.empty(); });
}

/// Carries a table over from the moment before as it is.
void keep_table(Work& work, const Moment::TableVersion& entry) {
  work.after.tables.push_back(entry);
  work.fingerprints[entry.name] = entry.fingerprint;
  lakehouse::LakeTable table = work.lake.table(entry.name);
  work.place(entry.name, lakehouse::scan(table.store(), table.log().at_version(entry.version)));
}

/// Carries an entity over from the moment before as it is.
void keep_entity(Work& work, const project::Contract& contract) {
  for (const TableName& name : {TableName{"silver", contract.entity}, {"quarantine", contract.entity}}) {
    const auto* table = work.before->find(name);
    if (table == nullptr) continue;
    keep_table(work, *table);
  }
  if (const auto* account = account_before(work, contract.entity)) work.after.accounts.push_back(*account);
  const auto reasons = work.before->reasons.find(contract.entity);
  if (reasons != work.before->reasons.end()) work.after.reasons.insert(*reasons);
  const auto dismissed = work.before->dismissed.find(contract.entity);
  if (dismissed != work.before->dismissed.end()) work.after.dismissed.insert(*dismissed);
  for (const auto& warning : work.before->warnings) {
    if (warning.entity == contract.entity && is_row_check(contract, warning.check))
      work.after.warnings.push_back(warning);
  }
  for (const auto& [key, rows] : work.before->warning_counts) {
    const std::string prefix = contract.entity + ".";
    const bool ours = key.rfind(prefix, 0) == 0 && is_row_check(contract, key.substr(prefix.size()));
    if (ours) work.after.warning_counts[key] = rows;
  }
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
  const TableName name{"silver", contract.entity};
  if (work.selected.count(name) == 0) return false;
  return work.options.full || !work.up_to_date(name) || !work.up_to_date({"quarantine", contract.entity});
}

/// Checks across tables need every entity; while --only has left some out that never were refined, they wait.
void run_cross_checks(Work& work) {
  const contract::SilverRelations silver = silver_relations(work);
  if (silver.size() < work.project.contracts.size()) return;
  work.step("check", "across tables", [&](Step& step) {
    auto found = contract::run_cross_checks(work.connection(), work.project.contracts, silver, work.cancel);
    for (auto& warning : found.warnings) work.after.warnings.push_back(std::move(warning));
    for (const auto& [check, rows] : found.warning_counts) {
      work.after.warning_counts[check] += rows;
      step.rows += rows;
    }
  });
}

}  // namespace

void refine_entities(Work& work) {
  for (const auto& contract : work.project.contracts) {
    work.cancel.check();
    if (!must_refine(work, contract)) {
      if (work.before) keep_entity(work, contract);
      continue;
    }
    work.step("refine", "silver." + contract.entity,
              [&](Step& step) { refine_one(work, contract, silver_relations(work), step); });
  }
  run_cross_checks(work);
}

}  // namespace c360::pipeline
