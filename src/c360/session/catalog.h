// Names in SQL and the rows they stand for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/sql/query.h"

namespace c360::session {

/// The tables and views that one conversation sees. A value; one thread at a time.
class Catalog {
 public:
  /// A name that stands for a relation's rows. The last of several additions of a name counts.
  void add(const lakehouse::TableName& name, sql::Relation rows);
  /// A view by its SQL; it may name what was added before it.
  void add_view(const lakehouse::TableName& name, std::string user_sql);

  const sql::Query* find(const lakehouse::TableName& name) const;
  std::vector<lakehouse::TableName> names() const;

  /// Makes every name a view of the connection, in the order of addition.
  void install(engine::Connection& connection) const;

 private:
  void put(const lakehouse::TableName& name, sql::Query query);

  std::vector<lakehouse::TableName> order_;
  std::map<lakehouse::TableName, sql::Query> queries_;
};

}  // namespace c360::session
