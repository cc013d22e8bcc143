#include "c360/publish/database/structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace c360::publish::database {
namespace {

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
         !work.rebuilds_keys && !works.is_key_remade(key.target) && is_there(work, key.name);
}

bool keeps(const TableWork& work, const sql::IndexDefinition& index) {
  return stays(work) && has(work.before->definition.indexes, index) && has(work.definition().indexes, index) &&
         !work.rebuilds_keys && is_there(work, index.name);
}

/// The server's refusal, with what was being done.
void run(Database& database, const std::string& statement, const std::string& what) {
  try {
    database.run(statement);
  } catch (const RefusedError& error) {
    throw error.in(what);
  }
}

void drop_references(Database& database, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (!stays(work)) continue;
    for (const auto& key : work.before->definition.foreign_keys) {
      if (!keeps(works, work, key) && is_there(work, key.name))
        database.run(database.dialect().drop_foreign_key(work.definition(), key));
    }
  }
}

void drop_keys_and_indexes(Database& database, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (!stays(work)) continue;
    const auto& key = work.before->definition.key;
    if (!key.columns.empty() && works.is_key_remade(work.name()) && is_there(work, key.name))
      run(database, database.dialect().drop_key(work.definition(), key),
          fmt::format("the key of {} changes", work.name()));
    for (const auto& index : work.before->definition.indexes) {
      if (!keeps(work, index) && is_there(work, index.name))
        database.run(database.dialect().drop_index(work.definition(), index));
    }
  }
}

void drop_tables(Database& database, const Works& works) {
  for (const RemovedTable& table : works.removed) {
    for (const auto& key : table.before->definition.foreign_keys) {
      if (table.relation != nullptr && table.relation->constraints.count(key.name) > 0)
        database.run(database.dialect().drop_foreign_key(table.before->definition, key));
    }
  }
  for (const RemovedTable& table : works.removed) {
    const std::string& name = table.before->definition.name;
    if (table.relation != nullptr)
      run(database, database.dialect().drop_table(table.before->definition),
          name + (table.becomes_view ? " is a view now" : " is no longer published"));
  }
  for (auto work = works.tables.rbegin(); work != works.tables.rend(); ++work) {
    if (work->way == Way::kCreate && work->relation != nullptr)
      run(database, database.dialect().drop_table(work->before->definition), work->name() + " is made anew");
  }
}

void change_column(Database& database, const TableWork& work, const sql::ColumnDefinition& column) {
  const sql::TableDefinition& table = work.definition();
  const std::string what = fmt::format("the column {} of {}", column.name, table.name);
  const auto found = work.relation->columns.find(column.name);
  if (found == work.relation->columns.end()) return run(database, database.dialect().add_column(table, column), what);
  if (found->second != database.dialect().type_name(column))
    run(database, database.dialect().change_type(table, column), what);
  const sql::ColumnDefinition* before = work.before->definition.find(column.name);
  if (before != nullptr && before->required && !column.required)
    run(database, database.dialect().set_required(table, column, false), what);
}

void change_columns(Database& database, const TableWork& work) {
  for (const sql::ColumnDefinition& column : work.before->definition.columns) {
    const bool is_wanted = work.definition().find(column.name) != nullptr;
    if (!is_wanted && work.relation->columns.count(column.name) > 0)
      run(database, database.dialect().drop_column(work.definition(), column.name),
          fmt::format("the column {} of {} is no longer published", column.name, work.name()));
  }
  for (const sql::ColumnDefinition& column : work.definition().columns) change_column(database, work, column);
}

void require_columns(Database& database, const TableWork& work) {
  if (!stays(work)) return;
  for (const sql::ColumnDefinition& column : work.definition().columns) {
    const sql::ColumnDefinition* before = work.before->definition.find(column.name);
    const auto stood = work.relation->columns.find(column.name);
    const bool is_new = before == nullptr || stood == work.relation->columns.end() ||
                        stood->second != database.dialect().type_name(column);
    if (column.required && (is_new || !before->required))
      run(database, database.dialect().set_required(work.definition(), column, true),
          fmt::format("the column {} of {} is required now", column.name, work.name()));
  }
}

void add_keys(Database& database, const Works& works) {
  for (const TableWork& work : works.tables) {
    if (work.definition().key.columns.empty() || !works.is_key_remade(work.name())) continue;
    run(database, database.dialect().add_key(work.definition()), fmt::format("the key of {}", work.name()));
  }
}

void add_indexes(Database& database, const Works& works) {
  for (const TableWork& work : works.tables) {
    for (const auto& index : work.definition().indexes) {
      if (!keeps(work, index)) database.run(database.dialect().create_index(work.definition(), index));
    }
  }
}

void add_references(Database& database, const Works& works) {
  for (const TableWork& work : works.tables) {
    for (const auto& key : work.definition().foreign_keys) {
      if (!keeps(works, work, key))
        run(database, database.dialect().add_foreign_key(work.definition(), key),
            fmt::format("the references of {} to {}", work.name(), key.target));
    }
  }
}

}  // namespace

void clear_structure(Database& database, const Works& works) {
  drop_references(database, works);
  drop_tables(database, works);
  drop_keys_and_indexes(database, works);
  for (const TableWork& work : works.tables) {
    if (stays(work)) change_columns(database, work);
  }
}

void complete_structure(Database& database, const Works& works, pipeline::Progress& progress) {
  pipeline::Step step{"publish", "keys and indexes", 0, 0, ""};
  progress.started(step);
  const auto start = std::chrono::steady_clock::now();
  for (const TableWork& work : works.tables) require_columns(database, work);
  add_keys(database, works);
  add_indexes(database, works);
  add_references(database, works);
  step.seconds = seconds_since(start);
  progress.finished(step);
}

}  // namespace c360::publish::database
