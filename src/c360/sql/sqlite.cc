#include "c360/sql/sqlite.h"

#include <fmt/format.h>

namespace c360::sql::sqlite {
namespace {

class SqliteDialect final : public TableDialect {
 public:
  std::string name() const override { return "sqlite"; }
  std::string identifier(std::string_view name) const override { return doubled(name, '"', '"'); }
  std::string type_name(const Type& type, int max_length) const override;
  std::string marker(const ColumnDefinition&) const override { return "?"; }
  bool alters_tables() const override { return false; }
  bool takes_blocks_of_bytes() const override { return false; }

  std::string create_schema(std::string_view) const override { return {}; }
  std::string create_table(const TableDefinition& table) const override;
  std::string add_column(const TableDefinition&, const ColumnDefinition&) const override { return {}; }
  std::string change_type(const TableDefinition&, const ColumnDefinition&) const override { return {}; }
  std::string set_required(const TableDefinition&, const ColumnDefinition&, bool) const override { return {}; }
  std::string add_key(const TableDefinition& table) const override;
  std::string drop_key(const TableDefinition&, const KeyDefinition&) const override { return {}; }
  std::string add_foreign_key(const TableDefinition&, const ForeignKeyDefinition&) const override { return {}; }
  std::string drop_foreign_key(const TableDefinition&, const ForeignKeyDefinition&) const override { return {}; }
  std::string create_index(const TableDefinition& table, const IndexDefinition& index) const override {
    return fmt::format("CREATE INDEX main.{} ON {} ({})", identifier(index.name), identifier(table.name),
                       list_of(index.columns));
  }
  std::string drop_index(const TableDefinition&, const IndexDefinition& index) const override {
    return "DROP INDEX " + identifier(index.name);
  }
  std::string create_or_replace_view(const TableDefinition& view, std::string_view select) const override {
    return fmt::format("CREATE VIEW {} AS\n{}", qualified(view), select);
  }

  std::string create_staged(const StagedTable& staged) const override;
  std::string create_staged_like(const TableDefinition& table, const StagedTable& staged) const override {
    return fmt::format("CREATE TEMPORARY TABLE {} AS SELECT {} FROM {} AS t WHERE 0", identifier(staged.name),
                       list_of(names_of(staged.columns), "t"), qualified(table));
  }
  std::string update_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return fmt::format("UPDATE {} AS t SET {} FROM {} AS s WHERE {}", qualified(table), assignments(table, staged),
                       place_of(staged), same_key(table));
  }
  std::string update_different(const TableDefinition& table, const StagedTable& staged) const override {
    std::vector<std::string> parts;
    for (const ColumnDefinition& column : values_of(table, staged))
      parts.push_back(fmt::format("t.{0} IS NOT s.{0}", identifier(column.name)));
    return fmt::format("{} AND ({})", update_by_key(table, staged), join(parts, " OR "));
  }
  std::string delete_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return delete_where("EXISTS", table, staged);
  }
  std::string delete_missing(const TableDefinition& table, const StagedTable& staged) const override {
    return delete_where("NOT EXISTS", table, staged);
  }

 protected:
  std::string qualified(const TableDefinition& table) const override { return "main." + identifier(table.name); }
  std::string place_of(const StagedTable& staged) const override { return "temp." + identifier(staged.name); }
  std::string same_key(const TableDefinition& table) const override {
    std::vector<std::string> parts;
    for (const std::string& name : table.key.columns)
      parts.push_back(fmt::format("t.{0} {1} s.{0}", identifier(name), table.key.may_be_null ? "IS" : "="));
    return join(parts, " AND ");
  }

 private:
  std::string delete_where(std::string_view exists, const TableDefinition& table, const StagedTable& staged) const {
    return fmt::format("DELETE FROM {} AS t WHERE {} (SELECT 1 FROM {} AS s WHERE {})", qualified(table), exists,
                       place_of(staged), same_key(table));
  }
};

std::string SqliteDialect::type_name(const Type& type, int) const {
  switch (type.kind) {
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
    case TypeKind::kBoolean:
      return "integer";
    case TypeKind::kDouble:
    case TypeKind::kFloat:
      return "real";
    case TypeKind::kBinary:
      return "blob";
    default:
      return "text";
  }
}

std::string SqliteDialect::create_table(const TableDefinition& table) const {
  std::string parts = definitions(table.columns);
  if (!table.key.columns.empty() && !table.key.may_be_null)
    parts += fmt::format(", CONSTRAINT {} PRIMARY KEY ({})", identifier(table.key.name), list_of(table.key.columns));
  for (const ForeignKeyDefinition& key : table.foreign_keys)
    parts +=
        fmt::format(", CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED",
                    identifier(key.name), list_of(key.columns), identifier(key.target), list_of(key.target_columns));
  return fmt::format("CREATE TABLE {} ({})", qualified(table), parts);
}

std::string SqliteDialect::add_key(const TableDefinition& table) const {
  if (!table.key.may_be_null) return {};
  return fmt::format("CREATE UNIQUE INDEX main.{} ON {} ({})", identifier(table.key.name), identifier(table.name),
                     list_of(table.key.columns));
}

/// An index of the key, by which the other table's rows are looked up; a primary key would make numbers of NULLs.
std::string SqliteDialect::create_staged(const StagedTable& staged) const {
  std::string parts;
  for (const ColumnDefinition& column : staged.columns)
    parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", identifier(column.name),
                         type_name(column.type, column.max_length));
  if (!staged.key.empty()) parts += fmt::format(", UNIQUE ({})", list_of(staged.key));
  return fmt::format("CREATE TEMPORARY TABLE {} ({})", identifier(staged.name), parts);
}

}  // namespace

const TableDialect& dialect() {
  static const SqliteDialect sqlite;
  return sqlite;
}

}  // namespace c360::sql::sqlite
