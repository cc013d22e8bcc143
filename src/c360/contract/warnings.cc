#include "c360/contract/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/row_columns.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

using lakehouse::Moment;
using sql::Expr;
using sql::TypeKind;

/// "12", or "12, 2024-05-31" for a key of several columns.
Expr key_text(const std::vector<std::string>& key) {
  std::vector<Expr> parts;
  for (const std::string& column : key) {
    if (!parts.empty()) parts.push_back(sql::literal(", "));
    const Expr text = sql::cast(sql::column(column), {TypeKind::kString});
    parts.push_back(sql::call(sql::fn::kCoalesce, {text, sql::literal("")}));
  }
  return sql::call(sql::fn::kConcat, std::move(parts));
}

std::string place(const Moment::Warning& warning) {
  return warning.file.empty() ? "key " + warning.key : fmt::format("{} row {}", warning.file, warning.row);
}

[[noreturn]] void fail(const project::Contract& contract, const project::CheckSpec& check, std::int64_t rows,
                       const std::vector<Moment::Warning>& listed) {
  constexpr std::size_t kMostPlaces = 3;
  std::string places;
  for (std::size_t i = 0; i < listed.size() && i < kMostPlaces; ++i) places += (i == 0 ? "" : ", ") + place(listed[i]);
  throw Error(
      ErrorCode::kData,
      fmt::format("{}: {} {} the check '{}': {}{}", contract.entity, rows, rows == 1 ? "row breaks" : "rows break",
                  check.name, places, rows > static_cast<std::int64_t>(kMostPlaces) ? ", …" : ""),
      "mend these rows at their source, or let the check say `otherwise: warn`", check.where);
}

}  // namespace

void WarningCollector::add(const project::CheckSpec& check, const sql::Relation& broken) {
  std::vector<Moment::Warning> listed = list(check, broken);
  if (listed.empty()) return;
  const auto shown = static_cast<std::int64_t>(listed.size());
  take(check, std::move(listed), shown < kMostWarnings ? shown : count(broken));
}

void WarningCollector::add(const project::CheckSpec& check, const sql::Relation& broken, std::int64_t rows) {
  take(check, list(check, broken), rows);
}

void WarningCollector::take(const project::CheckSpec& check, std::vector<Moment::Warning> listed, std::int64_t rows) {
  if (check.otherwise == project::Severity::kFail) fail(contract_, check, rows, listed);
  counts[contract_.entity + "." + check.name] += rows;
  std::move(listed.begin(), listed.end(), std::back_inserter(warnings));
}

std::vector<Moment::Warning> WarningCollector::list(const project::CheckSpec& check, const sql::Relation& broken) {
  sql::Query query;
  query.from = broken;
  query.select = {
      {key_text(contract_.key), "key"}, {sql::column(kSourceFile), "file"}, {sql::column(kSourceRow), "row"}};
  query.order_by = {
      {sql::column(kFileNo), false, true}, {sql::column(kSourceRow), false, true}, {key_text(contract_.key)}};
  query.limit = kMostWarnings;
  std::vector<Moment::Warning> listed;
  engine::Result result = connection_.query(query);
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      Moment::Warning warning{check.name, contract_.entity, std::string(chunk->text(0, row)), {}, 0};
      if (!chunk->is_null(1, row)) warning.file = chunk->text(1, row);
      if (!chunk->is_null(2, row)) warning.row = chunk->bigint(2, row);
      listed.push_back(std::move(warning));
    }
  }
  return listed;
}

std::int64_t WarningCollector::count(const sql::Relation& broken) {
  sql::Query query;
  query.from = broken;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
  return connection_.query_bigint(query);
}

}  // namespace c360::contract
