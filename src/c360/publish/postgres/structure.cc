#include "c360/publish/postgres/structure.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;

template <typename Definition>
bool has(const std::vector<Definition>& all, const Definition& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_there(const TableWork& work, const std::string& name) {
  return work.relation != nullptr &&
         (work.relation->constraints.count(name) > 0 || work.relation->indexes.count(name) > 0);
}

bool stays(const TableWork& work) {
  return work.before != nullptr && work.way != Way::kCreate;
}

bool keeps(const Works& works, const TableWork& work, const sql::ForeignKeyDefinition& key) {
  return stays(work) && has(work.before->definition.foreign_keys, key) && has(work.definition().foreign_keys, key) &&
         !works.is_key_remade(key.target) && is_there(work, key.name);
}

bool keeps(const TableWork& work, const sql::IndexDefinition& index) {
  return stays(work) && has(work.before->definition.indexes, index) && has(work.definition().indexes, index) &&
         is_there(work, index.name);
}

/// The server's refusal, with what was being done.
void execute(Connection& connection, const std::string& statement, const std::string& what) {
  try {
    connection.execute(statement);
  } catch (const RefusedError& error) {
    throw error.in(what);
  }
}

void drop_references(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (!stays(work)) continue;
    for (const auto& key : work.before->definition.foreign_keys) {
      if (!keeps(works, work, key) && is_there(work, key.name))
        connection.execute(pg::drop_foreign_key(work.definition(), key));
    }
  }
}

void drop_keys_and_indexes(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (!stays(work)) continue;
    const auto& key = work.before->definition.key;
    if (!key.columns.empty() && works.is_key_remade(work.name()) && is_there(work, key.name))
      execute(connection, pg::drop_key(work.definition(), key), fmt::format("the key of {} changes", work.name()));
    for (const auto& index : work.before->definition.indexes) {
      if (!keeps(work, index) && is_there(work, index.name))
        connection.execute(pg::drop_index(work.definition(), index));
    }
  }
}

void drop_tables(Connection& connection, const Works& works) {
  for (const RemovedTable& table : works.removed) {
    for (const auto& key : table.before->definition.foreign_keys) {
      if (table.relation != nullptr && table.relation->constraints.count(key.name) > 0)
        connection.execute(pg::drop_foreign_key(table.before->definition, key));
    }
  }
  for (const RemovedTable& table : works.removed) {
    const std::string& name = table.before->definition.name;
    if (table.relation != nullptr)
      execute(connection, pg::drop_table(table.before->definition),
              name + (table.becomes_view ? " is a view now" : " is no longer published"));
    forget_table(connection, name);
  }
}

void change_column(Connection& connection, const TableWork& work, const sql::ColumnDefinition& column) {
  const sql::TableDefinition& table = work.definition();
  const std::string what = fmt::format("the column {} of {}", column.name, table.name);
  const auto found = work.relation->columns.find(column.name);
  if (found == work.relation->columns.end()) return execute(connection, pg::add_column(table, column), what);
  if (found->second != pg::type_name(column.type, column.max_length))
    execute(connection, pg::change_type(table, column), what);
  const sql::ColumnDefinition* before = work.before->definition.find(column.name);
  if (before != nullptr && before->required && !column.required)
    execute(connection, pg::set_required(table, column.name, false), what);
}

void change_columns(Connection& connection, const TableWork& work) {
  for (const sql::ColumnDefinition& column : work.before->definition.columns) {
    const bool is_wanted = work.definition().find(column.name) != nullptr;
    if (!is_wanted && work.relation->columns.count(column.name) > 0)
      execute(connection, pg::drop_column(work.definition(), column.name),
              fmt::format("the column {} of {} is no longer published", column.name, work.name()));
  }
  for (const sql::ColumnDefinition& column : work.definition().columns) change_column(connection, work, column);
}

void require_columns(Connection& connection, const TableWork& work) {
  if (!stays(work)) return;
  for (const sql::ColumnDefinition& column : work.definition().columns) {
    const sql::ColumnDefinition* before = work.before->definition.find(column.name);
    const bool is_new = before == nullptr || work.relation->columns.count(column.name) == 0;
    if (column.required && (is_new || !before->required))
      execute(connection, pg::set_required(work.definition(), column.name, true),
              fmt::format("the column {} of {} is required now", column.name, work.name()));
  }
}

void add_keys(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (work.definition().key.columns.empty() || !works.is_key_remade(work.name())) continue;
    execute(connection, pg::add_key(work.definition()), fmt::format("the key of {}", work.name()));
  }
}

void add_indexes(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) {
    for (const auto& index : work.definition().indexes) {
      if (!keeps(work, index)) connection.execute(pg::create_index(work.definition(), index));
    }
  }
}

void add_references(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) {
    for (const auto& key : work.definition().foreign_keys) {
      if (!keeps(works, work, key))
        execute(connection, pg::add_foreign_key(work.definition(), key),
                fmt::format("the references of {} to {}", work.name(), key.target));
    }
  }
}

}  // namespace

void clear_structure(Connection& connection, const Works& works) {
  drop_references(connection, works);
  drop_tables(connection, works);
  drop_keys_and_indexes(connection, works);
  for (const TableWork& work : works.tables) {
    if (stays(work)) change_columns(connection, work);
  }
}

void complete_structure(Connection& connection, const Works& works) {
  for (const TableWork& work : works.tables) require_columns(connection, work);
  add_keys(connection, works);
  add_indexes(connection, works);
  add_references(connection, works);
}

}  // namespace c360::publish::postgres
