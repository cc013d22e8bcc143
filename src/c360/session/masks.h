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

/// What a column shows of persons.
struct PersonalColumn {
  std::set<std::string> kinds;  ///< "email", "name", …; empty: nothing
  bool is_copy = true;          ///< values as they were tagged, and not what is worked out from them
};

/// Which columns of a moment's tables show personal data: those that say so in their own schema, and those of models
/// that are made of such, by the moment's lineage. Where that is not known, all columns of a model.
class PersonalColumns {
 public:
  /// `schemas`: of the moment's tables and folders. `reading_nothing`: models whose SELECTs read no table.
  PersonalColumns(const lakehouse::Moment& moment, std::map<lakehouse::TableName, delta::Schema> schemas,
                  std::set<lakehouse::TableName> reading_nothing = {});

  PersonalColumn find(const lakehouse::TableName& table, const std::string& column) const;

 private:
  struct Column {
    lakehouse::TableName table;
    std::string name;
    auto operator<=>(const Column&) const = default;
  };
  struct Input {
    Column from;
    bool is_copy = false;
  };
  void collect(const Column& column, std::set<Column>& seen, PersonalColumn& found) const;
  std::string tag_of(const Column& column) const;

  std::map<lakehouse::TableName, delta::Schema> schemas_;
  std::set<lakehouse::TableName> models_, followed_;
  std::map<Column, std::vector<Input>> made_of_;
};

/// What stands for a column that shows such data: text becomes a pseudonym, such as "email·7k2m9x4q3c8w", the same for
/// the same value wherever it stands; copied whole numbers that name somebody become other numbers in that way; all
/// else is NULL, as NULL is.
sql::Expr masked(const engine::TableColumn& column, const PersonalColumn& personal);

/// Makes masks with this key known to a database, once.
void add_mask_functions(engine::Database& database, const std::string& key);

}  // namespace c360::session
