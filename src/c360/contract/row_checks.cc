#include "c360/contract/row_checks.h"

#include <utility>
#include <vector>

#include "c360/contract/warnings.h"
#include "c360/lakehouse/scan.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

/// A check and the condition that a row keeps which does not break it; NULL keeps it, too.
struct StandingCheck {
  project::CheckSpec check;
  sql::Expr keeps;
};

std::vector<StandingCheck> standing_checks(const project::Contract& contract, const ParentKeys& parents) {
  std::vector<StandingCheck> checks;
  for (const project::ColumnSpec& column : contract.columns) {
    if (!column.references || column.orphans == project::Severity::kQuarantine) continue;
    checks.push_back({{column.where, "reference(" + column.name + ")", {}, {}, column.orphans},
                      parents.contain(column.name, sql::column(contract.entity, column.name))});
  }
  for (const project::CheckSpec& check : contract.checks) {
    if (check.condition.empty() || check.otherwise == project::Severity::kQuarantine) continue;
    checks.push_back({check, sql::user_sql(check.condition)});
  }
  return checks;
}

sql::Relation broken_rows(const sql::Relation& standing, const StandingCheck& check) {
  sql::Query query;
  query.from = standing;
  query.where = sql::negate(sql::call(sql::fn::kCoalesce, {check.keeps, sql::literal(true)}));
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
                         const ParentKeys& parents, Refined& refined) {
  const std::vector<StandingCheck> checks = standing_checks(contract, parents);
  if (checks.empty()) return;
  const sql::Relation standing = standing_rows(lake, contract, refined);
  WarningCollector collector(connection, contract);
  for (const StandingCheck& check : checks) collector.add(check.check, broken_rows(standing, check));
  refined.warnings = std::move(collector.warnings);
  refined.warning_counts = std::move(collector.counts);
}

}  // namespace c360::contract
