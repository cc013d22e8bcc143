#include "c360/contract/key_notes.h"

#include <fmt/format.h>

#include <optional>

#include "c360/base/error.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

constexpr const char* kNumbers = "__numbers";
constexpr const char* kBefore = "__before";

sql::Expr count(std::vector<sql::Expr> what) {
  return sql::call(sql::fn::kCount, std::move(what));
}

}  // namespace

bool is_whole_number(const sql::Type& type) {
  return type.kind == sql::TypeKind::kBigint || type.kind == sql::TypeKind::kInteger;
}

std::unique_ptr<engine::KeyTally> note_all(engine::Connection& connection, const sql::Query& numbers) {
  auto tally = std::make_unique<engine::KeyTally>(connection);
  sql::Query noted;
  noted.from = sql::subquery(numbers, kNumbers);
  noted.select = {{tally->note(sql::column(kNumbers, numbers.select.at(0).name)), kBefore}};
  sql::Query rows;
  rows.from = sql::subquery(noted);
  rows.select = {{count({sql::column(kBefore)}), "rows"}};
  const std::int64_t read = connection.query_bigint(rows);
  if (read != tally->numbers().rows()) {
    throw Error(ErrorCode::kInternal, fmt::format("of {} keys, {} were noted", read, tally->numbers().rows()));
  }
  if (tally->numbers().gave_up()) return nullptr;
  return tally;
}

}  // namespace c360::contract
