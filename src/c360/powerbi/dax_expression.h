// SQL expressions over one row as DAX, by their syntax tree. What DAX cannot say with the same result is refused.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>

#include "c360/engine/engine.h"
#include "c360/sql/type.h"

namespace c360::powerbi {

/// A column that an expression may name.
struct DaxColumn {
  std::string dax;  ///< 'Orders'[amount]
  sql::Type type;
  bool may_be_null = true;
};

/// The columns of one table, by their names in SQL, folded.
using DaxColumns = std::map<std::string, DaxColumn>;

/// Translates SQL over the columns of one table. One thread at a time; the connection, used for its parser alone, and
/// the columns must outlive it. Every call throws Error(kUnsupported) that names what DAX cannot say.
class DaxExpressions {
 public:
  DaxExpressions(engine::Connection& connection, const DaxColumns& columns)
      : connection_(connection), columns_(columns) {}

  /// An expression's value in a row; BLANK() where SQL gives NULL.
  struct Value {
    std::string dax;
    sql::Type type;
    bool may_be_null = true;
    bool is_column = false;  ///< nothing but a column
  };
  Value value(std::string_view sql);

  /// TRUE() where the SQL condition is true, FALSE() where it is false or NULL.
  std::string condition(std::string_view sql);

 private:
  engine::Connection& connection_;
  const DaxColumns& columns_;
};

}  // namespace c360::powerbi
