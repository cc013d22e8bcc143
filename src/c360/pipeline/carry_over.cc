#include "c360/pipeline/carry_over.h"

#include <algorithm>

#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/write.h"
#include "c360/pipeline/stages.h"
#include "c360/session/stored_tables.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

template <class Entries>
auto find_named(Entries& entries, const TableName& name) {
  return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
}

template <class Entries>
bool has(const Entries& entries, const TableName& name) {
  return find_named(entries, name) != entries.end();
}

template <class Entries>
void erase_named(Entries& entries, const TableName& name) {
  const auto is_this = [&](const auto& entry) { return entry.name == name; };
  entries.erase(std::remove_if(entries.begin(), entries.end(), is_this), entries.end());
}

bool is_row_check(const project::Contract& contract, const std::string& name) {
  return std::any_of(contract.checks.begin(), contract.checks.end(),
                     [&](const project::CheckSpec& check) { return check.name == name && check.sql.empty(); });
}

bool is_row_check_count(const project::Contract& contract, const std::string& key) {
  const std::string prefix = contract.entity + ".";
  return key.rfind(prefix, 0) == 0 && is_row_check(contract, key.substr(prefix.size()));
}

/// An entity's account, reasons and warnings of row checks.
void carry_over_findings(Work& work, const project::Contract& contract) {
  const Moment& before = *work.before;
  Moment& after = work.after;
  for (const auto& account : before.accounts) {
    if (account.entity == contract.entity) after.accounts.push_back(account);
  }
  if (const auto found = before.reasons.find(contract.entity); found != before.reasons.end())
    after.reasons.insert(*found);
  if (const auto found = before.dismissed.find(contract.entity); found != before.dismissed.end())
    after.dismissed.insert(*found);
  for (const auto& warning : before.warnings) {
    if (warning.entity == contract.entity && is_row_check(contract, warning.check)) after.warnings.push_back(warning);
  }
  for (const auto& [key, rows] : before.warning_counts) {
    if (is_row_check_count(contract, key)) after.warning_counts[key] = rows;
  }
}

void drop_findings(Moment& after, const project::Contract& contract) {
  const auto is_its = [&](const auto& entry) { return entry.entity == contract.entity; };
  after.accounts.erase(std::remove_if(after.accounts.begin(), after.accounts.end(), is_its), after.accounts.end());
  after.reasons.erase(contract.entity);
  after.dismissed.erase(contract.entity);
  after.warnings.erase(std::remove_if(after.warnings.begin(), after.warnings.end(), is_its), after.warnings.end());
  std::erase_if(after.warning_counts, [&](const auto& count) { return is_row_check_count(contract, count.first); });
}

bool is_of_before(const Work& work, const Moment::ParquetFolder& folder) {
  if (!work.before) return false;
  const auto& before = work.before->parquet;
  return std::any_of(before.begin(), before.end(), [&](const auto& known) { return known.files == folder.files; });
}

void place(Work& work, const TableName& name) {
  if (const auto* table = work.after.find(name)) {
    lakehouse::LakeTable lake_table = work.lake.table(name);
    work.place(name, lakehouse::scan(lake_table.store(), lake_table.log().at_version(table->version)));
  }
  if (const auto view = find_named(work.after.views, name); view != work.after.views.end())
    work.place_view(name, view->sql);
  if (const auto folder = find_named(work.after.parquet, name); folder != work.after.parquet.end())
    work.place(name, session::rows_of_folder(work.lake, *folder));
}

}  // namespace

void carry_over(Work& work, Moment::TableVersion entry) {
  erase_named(work.after.tables, entry.name);
  work.fingerprints[entry.name] = entry.fingerprint;
  work.unplaced.push_back(entry.name);
  work.after.tables.push_back(std::move(entry));
}

void settle_bronze(Work& work, const project::Source& source) {
  if (work.settled_sources.count(source.name) > 0) return;
  if (work.ingested.count(source.name) > 0) return settle_newest_bronze(work, source);
  for (const TableName& name : {TableName{"bronze", source.name}, {"bronze", source.name + "__malformed"}}) {
    const auto* table = work.before ? work.before->find(name) : nullptr;
    if (table != nullptr) carry_over(work, *table);
  }
  work.settled_sources.insert(source.name);
}

void carry_over_entity(Work& work, const project::Contract& contract) {
  if (!work.before) return;
  for (const TableName& name : {TableName{"silver", contract.entity}, {"quarantine", contract.entity}}) {
    if (const auto* table = work.before->find(name)) carry_over(work, *table);
  }
  carry_over_findings(work, contract);
}

void carry_over_model(Work& work, const TableName& name) {
  if (!work.before) return;
  const Moment& before = *work.before;
  if (const auto* table = before.find(name)) return carry_over(work, *table);
  if (const auto view = find_named(before.views, name); view != before.views.end()) {
    work.after.views.push_back(*view);
    work.fingerprints[name] = view->fingerprint;
    work.unplaced.push_back(name);
  }
  if (const auto folder = find_named(before.parquet, name); folder != before.parquet.end()) {
    work.after.parquet.push_back(*folder);
    work.fingerprints[name] = folder->fingerprint;
    work.unplaced.push_back(name);
  }
}

void place_carried_over(Work& work) {
  for (const TableName& name : std::exchange(work.unplaced, {})) place(work, name);
}

bool made(const Work& work, const TableName& name) {
  return work.after.find(name) != nullptr || has(work.changes, name) || has(work.after.views, name) ||
         has(work.after.parquet, name);
}

void drop_table(Work& work, const TableName& name) {
  if (const auto change = find_named(work.changes, name); change != work.changes.end()) {
    lakehouse::LakeTable table = work.lake.table(name);
    lakehouse::discard(table, change->files);
  }
  const auto folder = find_named(work.after.parquet, name);
  if (folder != work.after.parquet.end() && !is_of_before(work, *folder)) {
    for (const std::string& file : folder->files) work.lake.store().remove(file);
  }
  erase_named(work.changes, name);
  erase_named(work.after.tables, name);
  erase_named(work.after.views, name);
  erase_named(work.after.parquet, name);
  work.unplaced.erase(std::remove(work.unplaced.begin(), work.unplaced.end(), name), work.unplaced.end());
}

void drop_entity(Work& work, const project::Contract& contract) {
  drop_table(work, {"silver", contract.entity});
  drop_table(work, {"quarantine", contract.entity});
  drop_findings(work.after, contract);
}

}  // namespace c360::pipeline
