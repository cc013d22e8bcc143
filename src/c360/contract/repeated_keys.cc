#include "c360/contract/repeated_keys.h"

#include <utility>

#include "c360/contract/key_notes.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

constexpr const char* kKeys = "__keys";
constexpr const char* kFoundKey = "__found";

/// Those of several rows, and a column that is always TRUE.
sql::Query repeated(const sql::Query& keys) {
  sql::Query repeated;
  repeated.from = sql::subquery(keys, kKeys);
  for (const sql::SelectItem& column : keys.select) {
    repeated.select.push_back({sql::column(kKeys, column.name), column.name});
    repeated.group_by.push_back(sql::column(kKeys, column.name));
  }
  repeated.select.push_back({sql::literal(true), kFoundKey});
  repeated.having = sql::greater(sql::call(sql::fn::kCount, {sql::star()}), sql::literal(std::int64_t{1}));
  return repeated;
}

}  // namespace

RepeatedKeys::RepeatedKeys(engine::Connection& connection, const sql::Query& keys, bool whole_numbers) {
  for (const sql::SelectItem& column : keys.select) columns_.push_back(column.name);
  if (whole_numbers) tally_ = note_all(connection, keys);
  if (!tally_) table_ = std::make_unique<TemporaryTable>(connection, "__c360_repeated_keys", repeated(keys));
}

bool RepeatedKeys::none() const {
  return tally_ ? tally_->numbers().repeats() == 0 : table_->rows() == 0;
}

sql::Expr RepeatedKeys::hold_key_of(sql::Query& query, const std::vector<sql::Expr>& key) const {
  if (none()) return sql::literal(false);
  if (tally_) return tally_->is_repeated(key.at(0));
  std::vector<sql::Expr> same;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    same.push_back(sql::call(sql::fn::kSame, {key.at(i), sql::column(kKeys, columns_[i])}));
  }
  sql::Relation keys = table_->relation();
  keys.alias = kKeys;
  query.joins.push_back(
      {sql::Join::Kind::kLeft, std::make_shared<const sql::Relation>(std::move(keys)), sql::all_of(std::move(same))});
  return sql::is_not_null(sql::column(kKeys, kFoundKey));
}

}  // namespace c360::contract
