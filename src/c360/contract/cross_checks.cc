#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/refine.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/silver_views.h"
#include "c360/contract/temporary_table.h"
#include "c360/contract/warnings.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

constexpr const char* kFound = "__c360_found";

/// The keys that the user's SELECT finds, under the names they have in silver.
sql::Query found_keys(engine::Connection& connection, const project::Contract& contract,
                      const project::CheckSpec& check) {
  const std::vector<std::string> key_columns = cross_check_key(connection, contract, check);
  sql::Query keys;
  keys.from = sql::subquery(cross_check_query(check), kFound);
  for (std::size_t i = 0; i < key_columns.size(); ++i) {
    keys.select.push_back({sql::column(kFound, key_columns[i]), contract.key[i]});
  }
  return keys;
}

/// Each key with where it stands in silver, if it does.
sql::Relation places_of(const sql::Relation& keys, const project::Contract& contract, const sql::Relation& silver) {
  sql::Query rows;
  rows.from = keys;
  rows.from->alias = kFound;
  std::vector<sql::Expr> same_key;
  for (const std::string& name : contract.key) {
    rows.select.push_back({sql::column(kFound, name), name});
    same_key.push_back(sql::call(sql::fn::kSame, {sql::column(kFound, name), sql::column(contract.entity, name)}));
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

/// The user's SELECT runs once and for keys alone, which are few: silver, however large, is then only looked up.
void run_check(engine::Connection& connection, const project::Contract& contract, const project::CheckSpec& check,
               const sql::Relation& silver, WarningCollector& collector) {
  const TemporaryTable keys(connection, kFound, found_keys(connection, contract, check));
  if (keys.rows() == 0) return;
  collector.add(check, places_of(keys.relation(), contract, silver), keys.rows());
}

void run(engine::Connection& connection, const project::Contract& contract, const SilverRelations& silver,
         CrossCheckResults& results, const Cancellation& cancel) {
  WarningCollector collector(connection, contract);
  for (const project::CheckSpec& check : contract.checks) {
    if (check.sql.empty()) continue;
    cancel.check();
    run_check(connection, contract, check, silver.at(contract.entity), collector);
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
