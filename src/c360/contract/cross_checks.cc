#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/refine.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/silver_views.h"
#include "c360/contract/warnings.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

constexpr const char* kFound = "__found";

/// What the user's SELECT finds: each row with where its key stands in silver, if it does.
sql::Relation broken_rows(engine::Connection& connection, const project::Contract& contract,
                          const project::CheckSpec& check, const sql::Relation& silver) {
  const sql::Query found = cross_check_query(check);
  const std::vector<std::string> key_columns = cross_check_key(connection, contract, check);
  sql::Query rows;
  rows.from = sql::subquery(found, kFound);
  std::vector<sql::Expr> same_key;
  for (std::size_t i = 0; i < key_columns.size(); ++i) {
    const sql::Expr value = sql::column(kFound, key_columns[i]);
    rows.select.push_back({value, contract.key[i]});
    same_key.push_back(sql::call(sql::fn::kSame, {value, sql::column(contract.entity, contract.key[i])}));
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) {
    rows.select.push_back({sql::column(contract.entity, name), name});
  }
  sql::Relation standing = silver;
  standing.alias = contract.entity;
  rows.joins.push_back({sql::Join::Kind::kLeft, std::make_shared<const sql::Relation>(std::move(standing)),
                        sql::all_of(std::move(same_key))});
  return sql::subquery(std::move(rows));
}

void run(engine::Connection& connection, const project::Contract& contract, const SilverRelations& silver,
         CrossCheckResults& results, const Cancellation& cancel) {
  WarningCollector collector(connection, contract);
  for (const project::CheckSpec& check : contract.checks) {
    if (check.sql.empty()) continue;
    cancel.check();
    collector.add(check, broken_rows(connection, contract, check, silver.at(contract.entity)));
  }
  std::move(collector.warnings.begin(), collector.warnings.end(), std::back_inserter(results.warnings));
  results.warning_counts.merge(collector.counts);
}

}  // namespace

CrossCheckResults run_cross_checks(engine::Connection& connection, const std::vector<project::Contract>& contracts,
                                   const SilverRelations& silver, const Cancellation& cancel) {
  create_silver_views(connection, silver);
  CrossCheckResults results;
  for (const project::Contract& contract : contracts) run(connection, contract, silver, results, cancel);
  return results;
}

}  // namespace c360::contract
