// Personal data, hidden where tables are read: whatever is asked of them sees masks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "c360/delta/schema.h"
#include "c360/engine/engine.h"
#include "c360/engine/table_function.h"
#include "c360/lakehouse/moment.h"
#include "c360/sql/query.h"

namespace c360::session {

/// Which columns of a moment's tables show personal data: those that say so in their own schema, and those of models
/// that are made of such, by the moment's lineage. Where that is not known, all columns of a model.
class PersonalColumns {
 public:
  /// `schemas`: of the moment's tables and folders.
  PersonalColumns(const lakehouse::Moment& moment, std::map<lakehouse::TableName, delta::Schema> schemas);

  /// "email", "name", …; empty: none.
  std::set<std::string> kinds_of(const lakehouse::TableName& table, const std::string& column) const;

 private:
  struct Column {
    lakehouse::TableName table;
    std::string name;
    auto operator<=>(const Column&) const = default;
  };
  void collect(const Column& column, std::set<Column>& seen, std::set<std::string>& kinds) const;

  std::map<lakehouse::TableName, delta::Schema> schemas_;
  std::set<lakehouse::TableName> models_, followed_;
  std::map<Column, std::vector<Column>> made_of_;
};

/// What stands for a column that shows such data: text becomes a pseudonym, such as "email·7k2m9x4q3c8w", the same for
/// the same value wherever it stands; whole numbers that name somebody become other numbers in that way; all else is
/// NULL, as NULL is.
sql::Expr masked(const engine::TableColumn& column, const std::set<std::string>& kinds);

/// Makes masks with this key known to a database, once.
void add_mask_functions(engine::Database& database, const std::string& key);

}  // namespace c360::session
