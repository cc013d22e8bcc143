#include "c360/quarantine/rows.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/contract/decisions.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/row_reading.h"
#include "c360/quarantine/selection.h"
#include "c360/sql/functions.h"

namespace c360::quarantine {
namespace {

using contract::kDecision;
using contract::kVerdict;

constexpr const char* kQuarantined = "__quarantined";
constexpr const char* kNewer = "__newer";

/// Snapshots that an older c360 made have no column of decisions.
bool has_decisions(const std::vector<engine::ResultColumn>& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.name == kDecision; });
}

std::vector<engine::ResultColumn> columns_of(engine::Connection& connection, const std::string& entity) {
  sql::Query all;
  all.from = sql::table({"quarantine", entity});
  return connection.describe(all);
}

/// What was decided since the moment's run, else what that run knew.
sql::Expr decision_now(bool has_newer, bool has_older) {
  const sql::Expr none = sql::null_of({sql::TypeKind::kString});
  const sql::Expr older = has_older ? sql::column(kQuarantined, kDecision) : none;
  if (!has_newer) return older;
  const sql::Expr newer = sql::column(kNewer, kVerdict);
  const sql::Expr withdrawn = sql::equal(newer, sql::literal(to_string(contract::Verdict::kWithdraw)));
  return sql::case_when({{sql::is_null(newer), older}, {withdrawn, none}}, newer);
}

void join_newer(sql::Query& rows, const sql::Relation& newer, const project::Contract& contract) {
  const sql::Query verdicts = contract::last_verdicts(newer, contract);
  std::vector<sql::Expr> same;
  for (const char* name : {contract::kFileNo, contract::kSourceRow}) {
    same.push_back(sql::equal(sql::column(kQuarantined, name), sql::column(kNewer, name)));
  }
  sql::join_left(rows, sql::subquery(verdicts, kNewer), sql::all_of(std::move(same)));
}

/// The quarantine table with the decisions as they stand now.
sql::Query rows_as_decided(const Place& place, const std::string& entity) {
  const auto columns = columns_of(place.connection, entity);
  const auto newer = newer_decisions(place);
  sql::Query rows;
  rows.from = sql::table({"quarantine", entity}, kQuarantined);
  for (const auto& column : columns) {
    if (column.name != kDecision) contract::pass_through(rows, kQuarantined, column.name);
  }
  rows.select.push_back({decision_now(newer.has_value(), has_decisions(columns)), kDecision});
  rows.select.push_back({newer ? sql::is_not_null(sql::column(kNewer, kVerdict)) : sql::literal(false), kPending});
  if (newer) join_newer(rows, *newer, contract_of(place.project, entity));
  return rows;
}

void read_cell(const std::string& name, const engine::Chunk& chunk, std::size_t c, std::size_t r, Row& row) {
  const bool null = chunk.is_null(c, r);
  if (name.front() != '_') {
    row.record.emplace_back(name, null ? std::nullopt : std::optional(chunk.display(c, r)));
  } else if (null) {
    return;
  } else if (name == contract::kReasons) {
    row.reasons = chunk.text_list(c, r);
  } else if (name == contract::kMessage) {
    row.message = chunk.text(c, r);
  } else if (name == contract::kSourceFile) {
    row.file = chunk.text(c, r);
  } else if (name == contract::kSourceRow) {
    row.row = chunk.bigint(c, r);
  } else if (name == contract::kFileNo) {
    row.file_no = chunk.bigint(c, r);
  } else if (name == kDecision) {
    row.decision = chunk.text(c, r);
  } else if (name == kPending) {
    row.is_pending = chunk.bigint(c, r) != 0;
  }
}

Row read_row(const std::vector<engine::ResultColumn>& columns, const engine::Chunk& chunk, std::size_t r) {
  Row row;
  for (std::size_t c = 0; c < columns.size(); ++c) read_cell(columns[c].name, chunk, c, r, row);
  return row;
}

/// That it is one expression, and one over the quarantine table.
void check_condition(engine::Connection& connection, const std::string& entity, const std::string& condition) {
  try {
    connection.check_expression(condition);
    sql::Query rows;
    rows.from = sql::table({"quarantine", entity}, entity);
    rows.where = sql::user_sql(condition);
    connection.describe(rows);
  } catch (const Error& error) {
    throw Error(ErrorCode::kUsage,
                fmt::format("'{}' is no condition on quarantine.{}: {}", condition, entity, error.message()),
                "write one SQL expression over its columns, such as amount LIKE '%,%'");
  }
}

}  // namespace

void check_entity(const lakehouse::Moment& moment, const std::string& entity) {
  std::vector<std::string> known;
  for (const auto& account : moment.accounts) known.push_back(account.entity);
  if (std::find(known.begin(), known.end(), entity) != known.end()) return;
  throw Error(ErrorCode::kUsage, fmt::format("there is no entity '{}'", entity), did_you_mean(entity, known));
}

bool is_meant(const std::string& reason, const std::string& wanted) {
  const auto open = reason.find('(');
  const bool of_column = open != std::string::npos && reason.substr(open) == "(" + wanted + ")";
  return wanted.empty() || reason == wanted || reason.substr(0, open) == wanted || of_column;
}

void check_reason(const lakehouse::Moment& moment, const std::string& entity, const std::string& reason_wanted) {
  std::vector<std::string> known;
  for (const auto& [of_entity, reasons] : moment.reasons) {
    if (!entity.empty() && of_entity != entity) continue;
    for (const auto& [reason, count] : reasons) {
      if (is_meant(reason, reason_wanted)) return;
      const auto open = reason.find('(');
      known.push_back(reason);
      if (open == std::string::npos) continue;
      known.push_back(reason.substr(0, open));
      known.push_back(reason.substr(open + 1, reason.size() - open - 2));
    }
  }
  if (known.empty()) return;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  throw Error(ErrorCode::kUsage, fmt::format("no row is quarantined for the reason '{}'", reason_wanted),
              did_you_mean(reason_wanted, known));
}

sql::Query rows_query(const Place& place, const std::string& entity, const Filter& filter) {
  check_entity(place.moment, entity);
  if (!filter.condition.empty()) check_condition(place.connection, entity, filter.condition);
  sql::Query query;
  query.from = sql::subquery(rows_as_decided(place, entity), entity);
  query.where = condition_of(place, entity, filter, entity);
  return query;
}

void for_each_row(const Place& place, const std::string& entity, const Filter& filter,
                  const std::function<bool(const Row&)>& use) {
  sql::Query query = rows_query(place, entity, filter);
  query.order_by = {{sql::column(contract::kFileNo), false, true}, {sql::column(contract::kSourceRow), false, true}};
  engine::Result result = place.connection.query(query);
  while (const auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) {
      if (!use(read_row(result.columns(), *chunk, r))) return;
    }
  }
}

std::int64_t pending_decisions(const Place& place) {
  const auto newer = newer_decisions(place);
  if (!newer) return 0;
  sql::Query count;
  count.from = *newer;
  count.select = {{sql::call(sql::fn::kCountDistinct, {sql::column("decision_no")}), ""}};
  return place.connection.query_bigint(count);
}

}  // namespace c360::quarantine
