#include "c360/customer/ordered_rows.h"

#include <cstdlib>

namespace c360::customer {
namespace {

sql::Query ordered(const CustomerKey& key, sql::Query query, std::vector<sql::OrderBy> then) {
  sql::Query outer;
  outer.from = sql::subquery(std::move(query), "rows");
  const sql::Expr text = sql::column("key");
  outer.where = sql::is_not_null(text);
  outer.order_by = {{sql::cast(text, key.type), false, true}};
  for (sql::OrderBy& by : then) outer.order_by.push_back(std::move(by));
  return outer;
}

}  // namespace

int KeyOrder::compare(const std::string& a, const std::string& b) const {
  if (!is_number_) return a.compare(b);
  const std::int64_t x = std::strtoll(a.c_str(), nullptr, 10), y = std::strtoll(b.c_str(), nullptr, 10);
  return x < y ? -1 : x > y ? 1 : 0;
}

OrderedRows::OrderedRows(std::shared_ptr<engine::Connection> connection, const CustomerKey& key, sql::Query query,
                         std::vector<sql::OrderBy> then)
    : connection_(std::move(connection)),
      result_(connection_->query(ordered(key, std::move(query), std::move(then)))),
      chunk_(result_.next()) {
  look();
}

std::optional<std::string> OrderedRows::text(std::size_t column) const {
  return chunk_->is_null(column, row_) ? std::nullopt : std::optional(chunk_->display(column, row_));
}

std::optional<std::int64_t> OrderedRows::number(std::size_t column) const {
  return chunk_->is_null(column, row_) ? std::nullopt : std::optional(chunk_->bigint(column, row_));
}

void OrderedRows::look() {
  while (chunk_ && row_ >= chunk_->rows()) {
    chunk_.reset();
    chunk_ = result_.next();
    row_ = 0;
  }
  if (chunk_) key_ = chunk_->text(0, row_);
}

void OrderedRows::next() {
  ++row_;
  look();
}

bool OrderedRows::is_at(const KeyOrder& order, const std::string& key) {
  while (!at_end()) {
    const int place = order.compare(key_, key);
    if (place >= 0) return place == 0;
    next();
  }
  return false;
}

}  // namespace c360::customer
