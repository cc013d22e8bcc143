// One database's SQL for tables that are filled and changed in place: definitions, and changes by rows that were put
// into a temporary table ("staged") before. Every name is quoted; values come as parameters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/table_definition.h"

namespace c360::sql {

/// A temporary table with some columns of another, for one transaction.
struct StagedTable {
  std::string name;
  std::vector<ColumnDefinition> columns;
  std::vector<std::string> key = {};  ///< the other's, by which rows are looked up here
};

/// Stateless; any thread may use it. Statements are empty where a database has no use for them. All throw
/// Error(kUnsupported) for a name that the database cannot take.
class TableDialect {
 public:
  virtual ~TableDialect() = default;

  /// As messages and `dialect:` call it: "postgresql", "tsql", "sqlite".
  virtual std::string name() const = 0;
  virtual std::string identifier(std::string_view name) const = 0;
  virtual std::string type_name(const Type& type, int max_length) const = 0;
  std::string type_name(const ColumnDefinition& column) const { return type_name(column.type, column.max_length); }
  /// A parameter of a statement as a value of the column, which is given as text, or as bytes for binary columns.
  virtual std::string marker(const ColumnDefinition& column) const = 0;

  /// Whether the keys, references and columns of a table that stands can be changed. Otherwise it is made anew.
  virtual bool alters_tables() const { return true; }
  /// Whether a column can change while a key or an index has it.
  virtual bool alters_under_keys() const { return true; }
  /// Whether delete_surplus_copies() and insert_missing_copies() are known.
  virtual bool counts_copies() const { return false; }
  /// Whether a floating-point column takes NaN and the infinities.
  virtual bool holds_infinity() const { return false; }
  /// Whether the database's driver keeps the lengths of binary values apart when it is given many rows at once.
  virtual bool takes_blocks_of_bytes() const { return true; }
  /// Whether a view keeps the columns that it reads from being changed.
  virtual bool views_hold_columns() const { return false; }
  /// The most UTF-16 units that a text column takes; 0: any.
  virtual std::size_t most_units(const ColumnDefinition& column) const;
  /// Makes columns such that keys, indexes and references can have them. Tables come parents first.
  virtual void fit(const std::vector<TableDefinition*>& tables) const;

  virtual std::string create_schema(std::string_view schema) const = 0;
  virtual std::string create_table(const TableDefinition& table) const = 0;
  virtual std::vector<std::string> describe(const TableDefinition& table) const;
  virtual std::string drop_table(const TableDefinition& table) const;
  virtual std::string lock_against_writers(const TableDefinition& table) const;

  virtual std::string add_column(const TableDefinition& table, const ColumnDefinition& column) const = 0;
  virtual std::string drop_column(const TableDefinition& table, const std::string& column) const;
  /// Values may be lost: all rows are compared after it.
  virtual std::string change_type(const TableDefinition& table, const ColumnDefinition& column) const = 0;
  virtual std::string set_required(const TableDefinition& table, const ColumnDefinition& column,
                                   bool required) const = 0;
  virtual std::string add_key(const TableDefinition& table) const = 0;
  virtual std::string drop_key(const TableDefinition& table, const KeyDefinition& key) const = 0;
  virtual std::string add_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const = 0;
  virtual std::string drop_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const = 0;
  virtual std::string create_index(const TableDefinition& table, const IndexDefinition& index) const;
  virtual std::string drop_index(const TableDefinition& table, const IndexDefinition& index) const = 0;

  virtual std::string create_or_replace_view(const TableDefinition& view, std::string_view select) const = 0;
  /// All at once, whichever reads which.
  std::string drop_views(const std::vector<TableDefinition>& views) const;
  /// A SELECT of all columns that finds no row.
  std::string no_rows_of(const TableDefinition& relation) const;

  virtual std::string create_staged(const StagedTable& staged) const = 0;
  /// The same with the types that the table's columns have there, whatever the definition says.
  virtual std::string create_staged_like(const TableDefinition& table, const StagedTable& staged) const = 0;
  /// How many keys stand in more than one staged row, NULL being a value.
  std::string count_repeated_keys(const StagedTable& staged) const;
  /// INSERT of one row into all columns of the definition, each by its marker.
  std::string insert(const TableDefinition& table) const;
  std::string insert(const StagedTable& staged) const;
  std::string delete_all(const TableDefinition& table) const;
  std::string count_rows(const TableDefinition& table) const;
  /// All columns of all rows.
  std::string select_all(const TableDefinition& table) const;
  /// Sets all columns of all rows, each by its marker.
  std::string update_all(const TableDefinition& table) const;
  /// The rows with a key, whose columns have a marker each.
  std::string delete_row(const TableDefinition& table) const;
  /// Changes nothing, and keeps others from changing any row.
  std::string touch(const TableDefinition& table) const;

  /// Rows whose key is staged take the staged values, all of which are there.
  virtual std::string update_by_key(const TableDefinition& table, const StagedTable& staged) const = 0;
  /// The same for rows that differ from the staged ones.
  virtual std::string update_different(const TableDefinition& table, const StagedTable& staged) const = 0;
  /// Rows whose key is staged go.
  virtual std::string delete_by_key(const TableDefinition& table, const StagedTable& staged) const = 0;
  /// Rows whose key is not staged go.
  virtual std::string delete_missing(const TableDefinition& table, const StagedTable& staged) const = 0;
  /// Staged rows whose key is not there come.
  virtual std::string insert_missing(const TableDefinition& table, const StagedTable& staged) const;
  virtual std::string delete_surplus_copies(const TableDefinition& table, const StagedTable& staged) const;
  virtual std::string insert_missing_copies(const TableDefinition& table, const StagedTable& staged) const;

 protected:
  /// The table's name with its schema.
  virtual std::string qualified(const TableDefinition& table) const;
  virtual std::string place_of(const StagedTable& staged) const = 0;
  /// That a row t and a staged row s have one key, NULL being a value where the key may hold it.
  virtual std::string same_key(const TableDefinition& table) const = 0;

  std::string list_of(const std::vector<std::string>& names, std::string_view alias = {}) const;
  /// "a" type NOT NULL, "b" type
  std::string definitions(const std::vector<ColumnDefinition>& columns) const;
  /// "a" = s."a", "b" = s."b" for the staged columns that are no part of the key.
  std::string assignments(const TableDefinition& table, const StagedTable& staged) const;
  static std::vector<std::string> names_of(const std::vector<ColumnDefinition>& columns);
  /// The staged columns that are no part of the table's key.
  static std::vector<ColumnDefinition> values_of(const TableDefinition& table, const StagedTable& staged);
  /// Text between quotes, the closing one doubled. Throws Error(kUnsupported) for a NUL.
  static std::string doubled(std::string_view text, char open, char close);
};

/// Texts with a separator between them.
std::string join(const std::vector<std::string>& texts, std::string_view separator);

}  // namespace c360::sql
