#include "c360/contract/row_checks.h"

#include <algorithm>
#include <utility>

#include "c360/contract/warnings.h"
#include "c360/lakehouse/scan.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

bool judges_standing_rows(const project::CheckSpec& check) {
  return !check.condition.empty() && check.otherwise != project::Severity::kQuarantine;
}

/// The rows for which the condition is false; true and NULL pass.
sql::Relation broken_rows(const sql::Relation& standing, const project::CheckSpec& check) {
  sql::Query query;
  query.from = standing;
  query.where = sql::negate(sql::call(sql::fn::kCoalesce, {sql::user_sql(check.condition), sql::literal(true)}));
  return sql::subquery(std::move(query));
}

}  // namespace

sql::Relation standing_rows(lakehouse::Lakehouse& lake, const project::Contract& contract, const Refined& refined) {
  delta::Metadata metadata;
  metadata.schema = refined.silver_schema;
  lakehouse::LakeTable table = lake.table({"silver", contract.entity});
  return lakehouse::scan_files(table.store(), metadata, refined.silver.files, {}, contract.entity);
}

void check_standing_rows(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Contract& contract,
                         Refined& refined) {
  if (std::none_of(contract.checks.begin(), contract.checks.end(), judges_standing_rows)) return;
  const sql::Relation standing = standing_rows(lake, contract, refined);
  WarningCollector collector(connection, contract);
  for (const project::CheckSpec& check : contract.checks) {
    if (judges_standing_rows(check)) collector.add(check, broken_rows(standing, check));
  }
  refined.warnings = std::move(collector.warnings);
  refined.warning_counts = std::move(collector.counts);
}

}  // namespace c360::contract
