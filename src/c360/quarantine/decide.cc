#include "c360/quarantine/decide.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "c360/base/error.h"
#include "c360/contract/row_columns.h"
#include "c360/contract/row_reading.h"
#include "c360/contract/temporary_table.h"
#include "c360/quarantine/selection.h"
#include "c360/sql/functions.h"

namespace c360::quarantine {
namespace {

namespace fn = sql::fn;
using contract::kDecision;
using contract::kFileNo;
using contract::kReasons;
using contract::kSourceFile;
using contract::kSourceRow;
using contract::TemporaryTable;
using contract::Verdict;

constexpr std::size_t kLongestText = 10000;

bool names_rows(const Filter& filter) {
  return !filter.rows.empty();
}

void check(const Request& request) {
  const Filter& rows = request.rows;
  if (rows.file.empty() && rows.rows.empty() && rows.reason.empty() && rows.condition.empty())
    throw Error(ErrorCode::kUsage, "it is not said which rows are meant",
                "name records by --file and --row, or choose rows by --reason or --where (all: --where true)");
  if (names_rows(rows) && rows.file.empty())
    throw Error(ErrorCode::kUsage, "a record's number alone does not say which record is meant",
                "name its file, too, as `c360 quarantine list` does");
  if (request.verdict == Verdict::kWithdraw && !rows.condition.empty())
    throw Error(ErrorCode::kUsage, "a condition chooses quarantined rows, and a released one is not there any more",
                "say by --file, --row or --reason which decisions are withdrawn");
  if (request.why.empty()) throw Error(ErrorCode::kUsage, "a decision needs a reason", "say why it is made");
  if (request.who.empty()) throw Error(ErrorCode::kUsage, "a decision needs someone who makes it");
  if (request.why.size() > kLongestText || request.who.size() > kLongestText)
    throw Error(ErrorCode::kUsage, fmt::format("who and why have at most {} bytes each", kLongestText));
}

void select_record(sql::Query& query) {
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kReasons}) {
    query.select.push_back({sql::column(name), name});
  }
}

/// Of the last decisions about the entity's records, those that are not withdrawn: in or out of quarantine.
sql::Query decided_records(const Place& place, const project::Contract& contract, const sql::Relation& decisions,
                           const Filter& filter) {
  constexpr const char* kAll = "__decisions";
  sql::Query last = contract::last_verdicts(decisions, contract);
  for (const auto& [from, to] : {std::pair{kSourceFile, kSourceFile}, std::pair{"reasons", kReasons}}) {
    last.select.push_back({sql::call(fn::kArgMax, {sql::column(from), sql::column("decision_no")}), to});
  }
  sql::Query standing;
  standing.from = sql::subquery(std::move(last), kAll);
  standing.select = {{sql::star(), ""}, {sql::column(contract::kVerdict), kDecision}};
  standing.where = sql::not_equal(sql::column(contract::kVerdict), sql::literal(to_string(Verdict::kWithdraw)));
  sql::Query records;
  records.from = sql::subquery(std::move(standing), contract.entity);
  records.where = condition_of(place, contract.entity, filter, contract.entity);
  select_record(records);
  return records;
}

Filter filter_of(const Request& request) {
  Filter filter = request.rows;
  filter.no_other_reason = request.verdict == Verdict::kRelease && !names_rows(filter);
  if (request.verdict == Verdict::kWithdraw) {
    filter.decided = Decided::kYes;
  } else if (!names_rows(filter)) {
    filter.decided = Decided::kNo;
  }
  return filter;
}

/// The source records that a request means, each once.
sql::Query records_meant(const Place& place, const Request& request) {
  const Filter filter = filter_of(request);
  const bool withdraws = request.verdict == Verdict::kWithdraw;
  sql::Query records = rows_query(place, request.entity, filter);
  select_record(records);
  const auto decisions = withdraws ? all_decisions(place.lake) : std::nullopt;
  if (!decisions) return records;
  sql::Query both;
  both.union_all = {std::move(records),
                    decided_records(place, contract_of(place.project, request.entity), *decisions, filter)};
  sql::Query each;
  each.from = sql::subquery(std::move(both));
  each.select = {{sql::column(kSourceFile), kSourceFile},
                 {sql::column(kSourceRow), kSourceRow},
                 {sql::column(kFileNo), kFileNo},
                 {sql::call(fn::kMax, {sql::column(kReasons)}), kReasons}};
  each.group_by = {sql::column(kSourceFile), sql::column(kSourceRow), sql::column(kFileNo)};
  return each;
}

/// The file numbers under which each chosen row stands.
std::map<std::int64_t, std::vector<std::int64_t>> versions_by_row(engine::Connection& connection,
                                                                  const sql::Relation& records) {
  sql::Query query;
  query.from = records;
  query.select = {{sql::column(kSourceRow), ""}, {sql::column(kFileNo), ""}};
  query.order_by = {{sql::column(kFileNo), false, true}};
  std::map<std::int64_t, std::vector<std::int64_t>> versions;
  engine::Result result = connection.query(query);
  while (const auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) versions[chunk->bigint(0, r)].push_back(chunk->bigint(1, r));
  }
  return versions;
}

void check_named_rows(const Place& place, const Request& request, const sql::Relation& records) {
  if (!names_rows(request.rows)) return;
  const auto versions = versions_by_row(place.connection, records);
  for (const std::int64_t row : request.rows.rows) {
    const auto found = versions.find(row);
    const bool withdraws = request.verdict == Verdict::kWithdraw;
    if (found == versions.end())
      throw Error(ErrorCode::kUsage,
                  withdraws
                      ? fmt::format("nothing is decided about record {} of {}", row, request.rows.file)
                      : fmt::format("record {} of {} is not in quarantine.{}", row, request.rows.file, request.entity),
                  withdraws ? "bronze._decisions has all decisions"
                            : fmt::format("c360 quarantine list {} names files and records", request.entity));
    if (found->second.size() > 1)
      throw Error(ErrorCode::kUsage,
                  fmt::format("record {} of {} stands in {} versions of the file", row, request.rows.file,
                              found->second.size()),
                  fmt::format("say which by --file-no: {}", fmt::join(found->second, ", ")));
  }
}

/// What keeps released rows in quarantine as things are.
std::vector<HeldBack> held_back(const Place& place, const Request& request, const sql::Relation& records) {
  if (request.verdict != Verdict::kRelease) return {};
  const project::Contract& contract = contract_of(place.project, request.entity);
  sql::Query counts;
  counts.from = records;
  counts.select = {{sql::column(kReasons), ""}, {sql::call(fn::kCount, {sql::star()}), ""}};
  counts.group_by = {sql::column(kReasons)};
  std::map<std::string, HeldBack> by_reason;
  engine::Result result = place.connection.query(counts);
  while (const auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) {
      for (const std::string& reason : chunk->text_list(0, r)) {
        const auto why = contract::why_held_back(contract, reason);
        if (!why) continue;
        HeldBack& held = by_reason[reason];
        held = {reason, held.rows + chunk->bigint(1, r), *why};
      }
    }
  }
  std::vector<HeldBack> all;
  for (auto& [reason, held] : by_reason) all.push_back(std::move(held));
  return all;
}

/// How many more rows there would be if other reasons did not matter.
std::int64_t left_out(const Place& place, const Request& request, std::int64_t chosen) {
  Filter filter = filter_of(request);
  if (!filter.no_other_reason || filter.reason.empty()) return 0;
  filter.no_other_reason = false;
  sql::Query count;
  count.from = sql::subquery(rows_query(place, request.entity, filter));
  count.select = {{sql::call(fn::kCount, {sql::star()}), ""}};
  return place.connection.query_bigint(count) - chosen;
}

}  // namespace

Outcome decide(const Place& place, const Request& request) {
  check(request);
  check_entity(place.moment, request.entity);
  if (!request.rows.reason.empty() && request.verdict != Verdict::kWithdraw)
    check_reason(place.moment, request.entity, request.rows.reason);
  const project::Contract& contract = contract_of(place.project, request.entity);
  const TemporaryTable records(place.connection, "__c360_records_meant", records_meant(place, request));
  check_named_rows(place, request, records.relation());
  Outcome outcome;
  outcome.left_out = left_out(place, request, records.rows());
  outcome.held_back = held_back(place, request, records.relation());
  outcome.decision = contract::record_decision(
      place.connection, place.lake, {request.verdict, request.entity, contract.from, request.who, request.why},
      records.relation());
  return outcome;
}

}  // namespace c360::quarantine
