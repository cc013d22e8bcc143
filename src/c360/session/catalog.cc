#include "c360/session/catalog.h"

#include <algorithm>
#include <set>

namespace c360::session {

void Catalog::add(const lakehouse::TableName& name, sql::Relation rows) {
  put(name, sql::select_from(std::move(rows)));
}

void Catalog::add_view(const lakehouse::TableName& name, std::string user_sql) {
  put(name, sql::user_query(std::move(user_sql)));
}

void Catalog::put(const lakehouse::TableName& name, sql::Query query) {
  order_.erase(std::remove(order_.begin(), order_.end(), name), order_.end());
  order_.push_back(name);
  queries_[name] = std::move(query);
}

const sql::Query* Catalog::find(const lakehouse::TableName& name) const {
  const auto found = queries_.find(name);
  return found == queries_.end() ? nullptr : &found->second;
}

std::vector<lakehouse::TableName> Catalog::names() const {
  return order_;
}

void Catalog::install(engine::Connection& connection) const {
  std::set<std::string> schemas;
  for (const auto& name : order_) {
    if (schemas.insert(name.layer).second) connection.create_schema(name.layer);
    connection.create_view({name.layer, name.name}, queries_.at(name));
  }
}

}  // namespace c360::session
