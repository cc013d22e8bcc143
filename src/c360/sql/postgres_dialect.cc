#include "c360/sql/postgres_dialect.h"

#include <fmt/format.h>

#include "c360/sql/postgres.h"

namespace c360::sql::postgres {
namespace {

class PostgresDialect final : public TableDialect {
 public:
  std::string name() const override { return "postgresql"; }
  std::string identifier(std::string_view name) const override { return postgres::identifier(name); }
  std::string type_name(const Type& type, int max_length) const override {
    return postgres::type_name(type, max_length);
  }
  /// Texts and bytes are what they are there; a cast to varchar(n) would cut them.
  std::string marker(const ColumnDefinition& column) const override {
    const bool as_it_is = column.type.kind == TypeKind::kString || column.type.kind == TypeKind::kBinary;
    return as_it_is ? "?" : fmt::format("CAST(? AS {})", postgres::type_name(column.type));
  }
  bool counts_copies() const override { return true; }
  bool holds_infinity() const override { return true; }
  bool views_hold_columns() const override { return true; }

  std::string create_schema(std::string_view schema) const override { return postgres::create_schema(schema); }
  std::string create_table(const TableDefinition& table) const override { return postgres::create_table(table); }
  std::vector<std::string> describe(const TableDefinition& table) const override { return postgres::describe(table); }
  std::string lock_against_writers(const TableDefinition& table) const override {
    return postgres::lock_against_writers(table);
  }

  std::string add_column(const TableDefinition& table, const ColumnDefinition& column) const override {
    return postgres::add_column(table, column);
  }
  std::string change_type(const TableDefinition& table, const ColumnDefinition& column) const override {
    return postgres::change_type(table, column);
  }
  std::string set_required(const TableDefinition& table, const ColumnDefinition& column, bool required) const override {
    return postgres::set_required(table, column.name, required);
  }
  std::string add_key(const TableDefinition& table) const override { return postgres::add_key(table); }
  std::string drop_key(const TableDefinition& table, const KeyDefinition& key) const override {
    return postgres::drop_key(table, key);
  }
  std::string add_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const override {
    return postgres::add_foreign_key(table, key);
  }
  std::string drop_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const override {
    return postgres::drop_foreign_key(table, key);
  }
  std::string drop_index(const TableDefinition& table, const IndexDefinition& index) const override {
    return postgres::drop_index(table, index);
  }
  std::string create_or_replace_view(const TableDefinition& view, std::string_view select) const override {
    return postgres::create_or_replace_view(view, select);
  }

  std::string create_staged(const StagedTable& staged) const override { return postgres::create_staged(staged); }
  std::string create_staged_like(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::create_staged_like(table, staged);
  }
  std::string update_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::update_by_key(table, staged);
  }
  std::string update_different(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::update_different(table, staged);
  }
  std::string delete_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::delete_by_key(table, staged);
  }
  std::string delete_missing(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::delete_missing(table, staged);
  }
  std::string insert_missing(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::insert_missing(table, staged);
  }
  std::string delete_surplus_copies(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::delete_surplus_copies(table, staged);
  }
  std::string insert_missing_copies(const TableDefinition& table, const StagedTable& staged) const override {
    return postgres::insert_missing_copies(table, staged);
  }

 protected:
  std::string place_of(const StagedTable& staged) const override {
    return "pg_temp." + postgres::identifier(staged.name);
  }
  /// The statements above know their keys.
  std::string same_key(const TableDefinition&) const override { return {}; }
};

}  // namespace

const TableDialect& dialect() {
  static const PostgresDialect postgres;
  return postgres;
}

}  // namespace c360::sql::postgres
