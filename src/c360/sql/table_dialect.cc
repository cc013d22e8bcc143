#include "c360/sql/table_dialect.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"

namespace c360::sql {

std::string join(const std::vector<std::string>& texts, std::string_view separator) {
  return fmt::format("{}", fmt::join(texts, separator));
}

std::size_t TableDialect::most_units(const ColumnDefinition&) const {
  return 0;
}

void TableDialect::fit(const std::vector<TableDefinition*>&) const {}

std::vector<std::string> TableDialect::describe(const TableDefinition&) const {
  return {};
}

std::string TableDialect::drop_table(const TableDefinition& table) const {
  return "DROP TABLE " + qualified(table);
}

std::string TableDialect::lock_against_writers(const TableDefinition&) const {
  return {};
}

std::string TableDialect::drop_column(const TableDefinition& table, const std::string& column) const {
  return fmt::format("ALTER TABLE {} DROP COLUMN {}", qualified(table), identifier(column));
}

std::string TableDialect::create_index(const TableDefinition& table, const IndexDefinition& index) const {
  return fmt::format("CREATE INDEX {} ON {} ({})", identifier(index.name), qualified(table), list_of(index.columns));
}

std::string TableDialect::drop_views(const std::vector<TableDefinition>& views) const {
  std::vector<std::string> names;
  for (const TableDefinition& view : views) names.push_back(qualified(view));
  return "DROP VIEW " + join(names, ", ");
}

std::string TableDialect::no_rows_of(const TableDefinition& relation) const {
  return fmt::format("SELECT * FROM {} WHERE 1 = 0", qualified(relation));
}

namespace {

std::string insert_into(const std::string& place, const std::string& names, const std::vector<std::string>& markers) {
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", place, names, join(markers, ", "));
}

}  // namespace

std::string TableDialect::insert(const TableDefinition& table) const {
  std::vector<std::string> markers;
  for (const ColumnDefinition& column : table.columns) markers.push_back(marker(column));
  return insert_into(qualified(table), list_of(names_of(table.columns)), markers);
}

std::string TableDialect::insert(const StagedTable& staged) const {
  std::vector<std::string> markers;
  for (const ColumnDefinition& column : staged.columns) markers.push_back(marker(column));
  return insert_into(place_of(staged), list_of(names_of(staged.columns)), markers);
}

std::string TableDialect::count_repeated_keys(const StagedTable& staged) const {
  return fmt::format("SELECT COUNT(*) FROM (SELECT COUNT(*) AS n FROM {} GROUP BY {} HAVING COUNT(*) > 1) AS repeated",
                     place_of(staged), list_of(staged.key));
}

std::string TableDialect::delete_all(const TableDefinition& table) const {
  return "DELETE FROM " + qualified(table);
}

std::string TableDialect::count_rows(const TableDefinition& table) const {
  return "SELECT COUNT(*) FROM " + qualified(table);
}

std::string TableDialect::select_all(const TableDefinition& table) const {
  // Qualified: SQLite takes a name alone that no column has for a text.
  return fmt::format("SELECT {} FROM {} AS t", list_of(names_of(table.columns), "t"), qualified(table));
}

std::string TableDialect::update_all(const TableDefinition& table) const {
  std::vector<std::string> parts;
  for (const ColumnDefinition& column : table.columns)
    parts.push_back(fmt::format("{} = {}", identifier(column.name), marker(column)));
  return fmt::format("UPDATE {} SET {}", qualified(table), join(parts, ", "));
}

std::string TableDialect::delete_row(const TableDefinition& table) const {
  std::vector<std::string> parts;
  for (const std::string& name : table.key.columns)
    parts.push_back(fmt::format("{} = {}", identifier(name), marker(*table.find(name))));
  return fmt::format("DELETE FROM {} WHERE {}", qualified(table), join(parts, " AND "));
}

std::string TableDialect::touch(const TableDefinition& table) const {
  return fmt::format("UPDATE {0} SET {1} = {1}", qualified(table), identifier(table.columns.at(0).name));
}

std::string TableDialect::insert_missing(const TableDefinition& table, const StagedTable& staged) const {
  const std::vector<std::string> names = names_of(staged.columns);
  return fmt::format(
      "INSERT INTO {0} ({1}) SELECT {2} FROM {3} AS s WHERE NOT EXISTS (SELECT 1 FROM {0} AS t WHERE {4})",
      qualified(table), list_of(names), list_of(names, "s"), place_of(staged), same_key(table));
}

std::string TableDialect::delete_surplus_copies(const TableDefinition&, const StagedTable&) const {
  throw Error(ErrorCode::kInternal, "copies of rows are not counted in " + name());
}

std::string TableDialect::insert_missing_copies(const TableDefinition& table, const StagedTable& staged) const {
  return delete_surplus_copies(table, staged);
}

std::string TableDialect::qualified(const TableDefinition& table) const {
  return identifier(table.schema) + "." + identifier(table.name);
}

std::string TableDialect::list_of(const std::vector<std::string>& names, std::string_view alias) const {
  std::vector<std::string> texts;
  for (const std::string& name : names)
    texts.push_back(alias.empty() ? identifier(name) : fmt::format("{}.{}", alias, identifier(name)));
  return join(texts, ", ");
}

std::string TableDialect::definitions(const std::vector<ColumnDefinition>& columns) const {
  std::vector<std::string> texts;
  for (const ColumnDefinition& column : columns)
    texts.push_back(
        fmt::format("{} {}{}", identifier(column.name), type_name(column), column.required ? " NOT NULL" : ""));
  return join(texts, ", ");
}

std::string TableDialect::assignments(const TableDefinition& table, const StagedTable& staged) const {
  std::vector<std::string> texts;
  for (const ColumnDefinition& column : values_of(table, staged))
    texts.push_back(fmt::format("{0} = s.{0}", identifier(column.name)));
  return join(texts, ", ");
}

std::vector<std::string> TableDialect::names_of(const std::vector<ColumnDefinition>& columns) {
  std::vector<std::string> names;
  for (const ColumnDefinition& column : columns) names.push_back(column.name);
  return names;
}

std::vector<ColumnDefinition> TableDialect::values_of(const TableDefinition& table, const StagedTable& staged) {
  std::vector<ColumnDefinition> values;
  const auto& key = table.key.columns;
  for (const ColumnDefinition& column : staged.columns) {
    if (std::find(key.begin(), key.end(), column.name) == key.end()) values.push_back(column);
  }
  return values;
}

std::string TableDialect::doubled(std::string_view text, char open, char close) {
  if (text.empty()) throw Error(ErrorCode::kUnsupported, "a database takes no empty name");
  if (text.find('\0') != std::string_view::npos)
    throw Error(ErrorCode::kUnsupported, "a database takes no name with a NUL byte");
  std::string result(1, open);
  for (const char c : text) {
    if (c == close) result += close;
    result += c;
  }
  return result + close;
}

}  // namespace c360::sql
