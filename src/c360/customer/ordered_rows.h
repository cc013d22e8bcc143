// Rows of a query in the order of customers' keys, set aside in a file to be read side by side with others.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
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

/// Where rows are set aside, and who may end it.
struct SettingAside {
  std::filesystem::path folder;
  const Cancellation* stop = nullptr;
};

/// All rows of a query whose first column is a key as text, as texts, by key and then by what else is given; rows
/// without a key are left out. The query is over once this is made, so that several together need no more memory than
/// one. One thread at a time.
class OrderedRows {
 public:
  /// Throws Error as the engine does, Error(kIo or kNoSpace), Error(kCancelled).
  OrderedRows(engine::Connection& connection, const CustomerKey& key, sql::Query query, const SettingAside& aside,
              std::vector<sql::OrderBy> then = {});
  ~OrderedRows();
  OrderedRows(OrderedRows&& other) noexcept;
  OrderedRows& operator=(OrderedRows&&) = delete;

  bool at_end() const { return at_end_; }
  const std::string& key() const { return *values_.front(); }
  /// The row's columns, the key first.
  const std::vector<std::optional<std::string>>& values() const { return values_; }
  void next();
  /// Leaves out the rows of keys before this one. Whether a row of it is there.
  bool is_at(const KeyOrder& order, const std::string& key);

 private:
  void set_aside(engine::Result& result, const SettingAside& aside);

  std::filesystem::path folder_;
  std::FILE* file_ = nullptr;
  std::string bytes_;
  std::vector<std::optional<std::string>> values_;
  bool at_end_ = false;
};

}  // namespace c360::customer
