#include "c360/quarantine/selection.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/decisions.h"
#include "c360/contract/row_columns.h"
#include "c360/lakehouse/scan.h"
#include "c360/sql/functions.h"

namespace c360::quarantine {
namespace {

namespace fn = sql::fn;

constexpr const char* kDecisionNo = "decision_no";

std::optional<sql::Relation> decisions_at(lakehouse::Lakehouse& lake, std::optional<delta::Version> version) {
  lakehouse::LakeTable table = lake.table(contract::decisions_table());
  if (!table.log().exists()) return std::nullopt;
  return lakehouse::scan(table.store(), version ? table.log().at_version(*version) : table.log().latest());
}

std::int64_t last_number(engine::Connection& connection, const sql::Relation& decisions) {
  sql::Query last;
  last.from = decisions;
  last.select = {
      {sql::call(fn::kCoalesce, {sql::call(fn::kMax, {sql::column(kDecisionNo)}), sql::literal(std::int64_t{0})}), ""}};
  return connection.query_bigint(last);
}

/// The reasons of the entity's rows that a wanted one means, or those that it does not.
std::vector<std::string> reasons_of(const lakehouse::Moment& moment, const std::string& entity,
                                    const std::string& wanted, bool meant) {
  std::vector<std::string> found;
  const auto reasons = moment.reasons.find(entity);
  if (reasons == moment.reasons.end()) return found;
  for (const auto& [reason, rows] : reasons->second) {
    if (is_meant(reason, wanted) == meant) found.push_back(reason);
  }
  return found;
}

void add_place(const Filter& filter, const std::string& alias, std::vector<sql::Expr>& conditions) {
  const auto column = [&](const char* name) { return sql::column(alias, name); };
  if (!filter.file.empty()) conditions.push_back(sql::equal(column(contract::kSourceFile), sql::literal(filter.file)));
  if (filter.file_no) conditions.push_back(sql::equal(column(contract::kFileNo), sql::literal(*filter.file_no)));
  if (!filter.rows.empty()) {
    std::vector<sql::Expr> rows;
    for (const std::int64_t row : filter.rows) rows.push_back(sql::literal(row));
    conditions.push_back(sql::in_list(column(contract::kSourceRow), std::move(rows)));
  }
  if (!filter.after) return;
  const auto& [file_no, row] = *filter.after;
  conditions.push_back(sql::any_of({sql::greater(column(contract::kFileNo), sql::literal(file_no)),
                                    sql::all_of({sql::equal(column(contract::kFileNo), sql::literal(file_no)),
                                                 sql::greater(column(contract::kSourceRow), sql::literal(row))})}));
}

sql::Expr has_reason(const std::string& alias, const std::string& reason) {
  return sql::call(fn::kListHas, {sql::column(alias, contract::kReasons), sql::literal(reason)});
}

sql::Expr has_reason_meant(const lakehouse::Moment& moment, const std::string& entity, const Filter& filter,
                           const std::string& alias) {
  std::vector<sql::Expr> any = {has_reason(alias, filter.reason)};
  for (const std::string& reason : reasons_of(moment, entity, filter.reason, true)) {
    any.push_back(has_reason(alias, reason));
  }
  std::vector<sql::Expr> all = {sql::any_of(std::move(any))};
  if (!filter.no_other_reason) return all[0];
  for (const std::string& reason : reasons_of(moment, entity, filter.reason, false)) {
    all.push_back(sql::negate(has_reason(alias, reason)));
  }
  return sql::all_of(std::move(all));
}

}  // namespace

std::optional<sql::Relation> all_decisions(lakehouse::Lakehouse& lake) {
  return decisions_at(lake, std::nullopt);
}

std::optional<sql::Relation> newer_decisions(const Place& place) {
  const auto all = all_decisions(place.lake);
  if (!all) return std::nullopt;
  const auto* seen = place.moment.find(contract::decisions_table());
  if (seen == nullptr) return all;
  const std::int64_t known = last_number(place.connection, *decisions_at(place.lake, seen->version));
  if (last_number(place.connection, *all) == known) return std::nullopt;
  sql::Query newer;
  newer.from = all;
  newer.where = sql::greater(sql::column(kDecisionNo), sql::literal(known));
  return sql::subquery(std::move(newer));
}

sql::Expr condition_of(const Place& place, const std::string& entity, const Filter& filter, const std::string& alias) {
  std::vector<sql::Expr> conditions;
  add_place(filter, alias, conditions);
  if (!filter.reason.empty()) conditions.push_back(has_reason_meant(place.moment, entity, filter, alias));
  const sql::Expr decision = sql::column(alias, contract::kDecision);
  if (filter.decided == Decided::kNo) conditions.push_back(sql::is_null(decision));
  if (filter.decided == Decided::kYes) conditions.push_back(sql::is_not_null(decision));
  if (!filter.condition.empty()) conditions.push_back(sql::user_sql(filter.condition));
  return sql::all_of(std::move(conditions));
}

const project::Contract& contract_of(const project::Project& project, const std::string& entity) {
  for (const project::Contract& contract : project.contracts) {
    if (contract.entity == entity) return contract;
  }
  throw Error(ErrorCode::kProject, fmt::format("the project has no contract of '{}' any more", entity));
}

}  // namespace c360::quarantine
