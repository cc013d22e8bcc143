// A small shop's tables for tests of what follows from a SELECT.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/planner.h"
#include "c360/model/row_identity.h"

namespace c360::model::testing {

using Columns = std::vector<std::pair<std::string, sql::Type>>;

inline const sql::Type kNumber{sql::TypeKind::kBigint};
inline const sql::Type kText{sql::TypeKind::kString};
inline const sql::Type kDay{sql::TypeKind::kDate};
inline const sql::Type kFlag{sql::TypeKind::kBoolean};
inline const sql::Type kMoney = sql::Type::decimal(12, 2);

struct ShopTable {
  std::string name;
  std::vector<std::string> key;
  Columns columns;
};

inline const std::vector<ShopTable>& shop_tables() {
  static const std::vector<ShopTable> tables = {
      {"customers", {"customer_id"}, {{"customer_id", kNumber}, {"name", kText}, {"city", kText}}},
      {"orders",
       {"order_id"},
       {{"order_id", kNumber}, {"customer_id", kNumber}, {"amount", kMoney}, {"status", kText}, {"placed", kDay}}},
      {"lines",
       {"order_id", "line"},
       {{"order_id", kNumber}, {"line", kNumber}, {"product_id", kNumber}, {"quantity", kNumber}, {"price", kMoney}}},
      {"payments",
       {"payment_id"},
       {{"payment_id", kNumber}, {"order_id", kNumber}, {"paid", kMoney}, {"status", kText}}},
      {"products", {"product_id"}, {{"product_id", kNumber}, {"category", kText}, {"cost", kMoney}}},
      {"tickets", {"ticket_id"}, {{"ticket_id", kNumber}, {"customer_id", kNumber}, {"is_open", kFlag}}},
      {"prices", {"product_id", "city"}, {{"product_id", kNumber}, {"city", kText}, {"price", kMoney}}},
  };
  return tables;
}

inline TableKeys shop_keys() {
  TableKeys keys;
  for (const ShopTable& table : shop_tables()) keys[{"silver", table.name}] = {table.key};
  return keys;
}

inline void place_shop(Planner& planner) {
  for (const ShopTable& table : shop_tables()) {
    delta::Schema schema;
    for (const auto& [name, type] : table.columns)
      schema.fields.push_back({name, lakehouse::delta_type(type), true, {}});
    planner.place({"silver", table.name}, schema);
  }
}

}  // namespace c360::model::testing
