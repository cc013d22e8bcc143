// Every statement of a dialect of tables, for a small shop, as one text that is compared with a golden file.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "c360/base/local_files.h"
#include "c360/sql/table_dialect.h"

namespace c360::sql::testing {

inline ColumnDefinition column(std::string name, Type type, bool required = false, int max_length = 0) {
  ColumnDefinition result;
  result.name = std::move(name);
  result.type = std::move(type);
  result.required = required;
  result.max_length = max_length;
  return result;
}

/// A parent with a key of text.
inline TableDefinition regions() {
  TableDefinition table;
  table.schema = "shop";
  table.name = "regions";
  table.columns = {column("code", {TypeKind::kString}, true), column("title", {TypeKind::kString}, false, 40)};
  table.key = {"regions_pkey", {"code"}, false};
  return table;
}

/// A child with a column of every type, and names that must be quoted.
inline TableDefinition orders() {
  TableDefinition table;
  table.schema = "shop";
  table.name = "order";
  table.columns = {column("id", {TypeKind::kBigint}, true),
                   column("region", {TypeKind::kString}, false, 10),
                   column("a]b\"c", {TypeKind::kString}, false, 100),
                   column("note", {TypeKind::kString}),
                   column("essay", {TypeKind::kString}, false, 5000),
                   column("pieces", {TypeKind::kInteger}),
                   column("grade", {TypeKind::kSmallint}),
                   column("tiny", {TypeKind::kTinyint}),
                   column("amount", Type::decimal(12, 2), true),
                   column("weight", {TypeKind::kDouble}),
                   column("ratio", {TypeKind::kFloat}),
                   column("paid", {TypeKind::kBoolean}),
                   column("day", {TypeKind::kDate}),
                   column("at", {TypeKind::kTimestamp}),
                   column("local", {TypeKind::kDatetime}),
                   column("scan", {TypeKind::kBinary}),
                   column("tags", Type::list({TypeKind::kString}))};
  table.key = {"order_pkey", {"id"}, false};
  table.foreign_keys = {{"order_region_fkey", {"region"}, "regions", {"code"}}};
  table.indexes = {{"order_region_idx", {"region"}}};
  return table;
}

/// A grain of two columns that may be NULL.
inline TableDefinition totals() {
  TableDefinition table;
  table.schema = "shop";
  table.name = "totals";
  table.columns = {column("month", {TypeKind::kDate}), column("code", {TypeKind::kString}),
                   column("revenue", Type::decimal(38, 2))};
  table.key = {"totals_key", {"month", "code"}, true};
  return table;
}

/// All statements, each ended by a line "GO"; empty ones are left out.
inline std::string script_of(const TableDialect& dialect) {
  TableDefinition parent = regions(), child = orders(), nulls = totals();
  dialect.fit({&parent, &child, &nulls});
  std::string script;
  const auto add = [&](const std::string& statement) {
    if (!statement.empty()) script += statement + "\nGO\n";
  };
  add(dialect.create_schema("shop"));
  for (const TableDefinition* table : {&parent, &child, &nulls}) {
    add(dialect.create_table(*table));
    add(dialect.insert(*table));
    add(dialect.add_key(*table));
    for (const auto& index : table->indexes) add(dialect.create_index(*table, index));
    for (const auto& key : table->foreign_keys) add(dialect.add_foreign_key(*table, key));
    const StagedTable staged{"c360_all_0", table->columns, table->key.columns};
    add(dialect.create_staged(staged));
    add(dialect.insert(staged));
    add(dialect.create_staged_like(*table, {"c360_load", table->columns, table->key.columns}));
    add(dialect.count_repeated_keys(staged));
    add(dialect.insert_missing(*table, staged));
    add(dialect.update_by_key(*table, staged));
    add(dialect.update_different(*table, staged));
    add(dialect.delete_by_key(*table, staged));
    add(dialect.delete_missing(*table, staged));
    add(dialect.delete_all(*table));
    add(dialect.count_rows(*table));
    add(dialect.select_all(*table));
    add(dialect.update_all(*table));
    add(dialect.delete_row(*table));
    add(dialect.touch(*table));
  }
  add(dialect.add_column(child, column("later", {TypeKind::kDate})));
  add(dialect.change_type(child, column("pieces", {TypeKind::kBigint})));
  add(dialect.set_required(child, column("note", {TypeKind::kString}), true));
  add(dialect.set_required(child, column("note", {TypeKind::kString}), false));
  if (dialect.alters_tables()) add(dialect.drop_column(child, "grade"));
  for (const auto& key : child.foreign_keys) add(dialect.drop_foreign_key(child, key));
  for (const auto& index : child.indexes) add(dialect.drop_index(child, index));
  add(dialect.drop_key(child, child.key));
  add(dialect.drop_key(nulls, nulls.key));
  TableDefinition view = totals();
  view.name = "everything";
  add(dialect.create_or_replace_view(view, "SELECT 1 AS a"));
  add(dialect.no_rows_of(view));
  add(dialect.drop_views({view}));
  add(dialect.drop_table(child));
  return script;
}

/// Compares with golden/NAME, or writes it where C360_REGENERATE is set.
inline void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(C360_SOURCE_DIR "/src/c360/sql/golden/") + name;
  if (std::getenv("C360_REGENERATE") != nullptr) write_file(path, text);
  EXPECT_EQ(text, read_file(path)) << "C360_REGENERATE=1 writes it anew";
}

}  // namespace c360::sql::testing
