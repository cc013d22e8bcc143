// Rows of a query in the order of customers' keys, read side by side with others.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/customer/customer_key.h"
#include "c360/engine/engine.h"

namespace c360::customer {

/// The text of a key, compared as the key is: as a number, or byte by byte.
class KeyOrder {
 public:
  explicit KeyOrder(const CustomerKey& key) : is_number_(metric::is_whole(key.type)) {}
  /// Below 0, 0 or above.
  int compare(const std::string& a, const std::string& b) const;

 private:
  bool is_number_;
};

/// A query whose first column is a key as text, on a connection that nobody else uses meanwhile; its rows by key and
/// then by what else is given. One thread at a time.
class OrderedRows {
 public:
  OrderedRows(std::shared_ptr<engine::Connection> connection, const CustomerKey& key, sql::Query query,
              std::vector<sql::OrderBy> then = {});

  bool at_end() const { return !chunk_; }
  const std::string& key() const { return key_; }
  std::optional<std::string> text(std::size_t column) const;
  std::optional<std::int64_t> number(std::size_t column) const;
  const engine::Chunk& chunk() const { return *chunk_; }
  std::size_t row() const { return row_; }
  void next();
  /// Leaves out the rows of keys before this one. Whether a row of it is there.
  bool is_at(const KeyOrder& order, const std::string& key);

 private:
  void look();

  std::shared_ptr<engine::Connection> connection_;
  engine::Result result_;
  std::optional<engine::Chunk> chunk_;
  std::size_t row_ = 0;
  std::string key_;
};

}  // namespace c360::customer
