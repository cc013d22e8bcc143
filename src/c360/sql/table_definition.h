// Tables of databases that others read, without a dialect.
#pragma once

#include <string>
#include <vector>

#include "c360/sql/type.h"

namespace c360::sql {

struct ColumnDefinition {
  std::string name;
  Type type;
  bool required = false;
  int max_length = 0;  ///< strings: the most characters; 0: any
  std::string description;

  bool operator==(const ColumnDefinition&) const = default;
};

/// Columns that are unique together.
struct KeyDefinition {
  std::string name;
  std::vector<std::string> columns;  ///< empty: there is none
  bool may_be_null = false;          ///< a column may hold NULL, which counts as a value: no primary key
  bool operator==(const KeyDefinition&) const = default;
};

/// A reference to the key of another table of the same schema.
struct ForeignKeyDefinition {
  std::string name;
  std::vector<std::string> columns;
  std::string target;
  std::vector<std::string> target_columns;
  bool operator==(const ForeignKeyDefinition&) const = default;
};

struct IndexDefinition {
  std::string name;
  std::vector<std::string> columns;
  bool operator==(const IndexDefinition&) const = default;
};

struct TableDefinition {
  std::string schema;
  std::string name;
  std::vector<ColumnDefinition> columns;
  KeyDefinition key;
  std::vector<ForeignKeyDefinition> foreign_keys;
  std::vector<IndexDefinition> indexes;
  std::string description;

  const ColumnDefinition* find(const std::string& column) const {
    for (const ColumnDefinition& candidate : columns)
      if (candidate.name == column) return &candidate;
    return nullptr;
  }
  bool operator==(const TableDefinition&) const = default;
};

}  // namespace c360::sql
