#include <algorithm>

#include "c360/contract/decisions.h"
#include "c360/pipeline/carry_over.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

/// An older moment without a zone is of UTC.
bool has_calendar_of(const Moment& moment, const project::Project& project) {
  const std::string zone = moment.time_zone.empty() ? "UTC" : moment.time_zone;
  return zone == project.time_zone && moment.week_start == project.week_start;
}

std::size_t size_of(const Moment& moment) {
  return moment.tables.size() + moment.views.size() + moment.parquet.size();
}

/// Whether the coming moment differs from the one before; one that knows nothing is no moment.
bool differs(const Work& work) {
  const bool whole = work.all_refined && work.all_built && work.options.only.empty();
  if (work.made_anything || (!work.before && (whole || size_of(work.after) > 0))) return true;
  if (!work.before) return false;
  for (const auto& table : work.after.tables) {
    const auto* known = work.before->find(table.name);
    if (known == nullptr || known->version != table.version) return true;
  }
  if (!whole) return false;
  return size_of(work.after) != size_of(*work.before) || work.tests_fingerprint != work.before->tests ||
         !has_calendar_of(*work.before, work.project);
}

void add_warnings_across(Work& work) {
  if (!work.across) return;
  for (auto& warning : work.across->warnings) work.after.warnings.push_back(std::move(warning));
  for (const auto& [check, rows] : work.across->warning_counts) work.after.warning_counts[check] += rows;
}

/// In the order of the contracts, however they were refined.
void sort_accounts(Work& work) {
  const auto& contracts = work.project.contracts;
  const auto position = [&](const lakehouse::RowAccount& account) {
    return std::find_if(contracts.begin(), contracts.end(),
                        [&](const auto& contract) { return contract.entity == account.entity; });
  };
  auto& accounts = work.after.accounts;
  std::stable_sort(accounts.begin(), accounts.end(),
                   [&](const auto& a, const auto& b) { return position(a) < position(b); });
}

void carry_over_rest(Work& work) {
  for (const auto& source : work.project.sources) settle_bronze(work, source);
  if (!work.decisions_taken && work.before) {
    if (const auto* decisions = work.before->find(contract::decisions_table())) carry_over(work, *decisions);
  }
  for (const auto& contract : work.project.contracts) {
    if (!made(work, {"silver", contract.entity})) carry_over_entity(work, contract);
  }
  for (const model::Node& node : work.models) {
    if (!made(work, node.name())) carry_over_model(work, node.name());
  }
}

}  // namespace

bool complete_moment(Work& work) {
  carry_over_rest(work);
  if (!differs(work)) return false;
  place_carried_over(work);
  check_across_tables(work);
  pass_model_tests(work);
  pass_tests(work);
  add_warnings_across(work);
  sort_accounts(work);
  return true;
}

}  // namespace c360::pipeline
