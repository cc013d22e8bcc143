#include "c360/publish/database/table_work.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/publish/database/definition_json.h"

namespace c360::publish::database {
namespace {

bool same_columns(const sql::TableDialect& dialect, const sql::TableDefinition& a, const sql::TableDefinition& b) {
  const auto same = [&](const sql::ColumnDefinition& one, const sql::ColumnDefinition& other) {
    return one.name == other.name && dialect.type_name(one) == dialect.type_name(other);
  };
  return a.columns.size() == b.columns.size() &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), same);
}

bool has_key(const Relation& relation, const sql::KeyDefinition& key) {
  return relation.constraints.count(key.name) > 0 || relation.indexes.count(key.name) > 0;
}

/// The version that stands in the target, if its rows can still be read here and be compared by key.
std::optional<sql::Query> rows_before(const TableWork& work, lakehouse::Lakehouse& lake) {
  const Content& stands = work.before->content;
  const Content& wanted = work.planned.content;
  const bool comparable = !wanted.table_id.empty() && stands.table_id == wanted.table_id &&
                          !work.definition().key.columns.empty() &&
                          work.before->definition.key.columns == work.definition().key.columns;
  if (!comparable) return std::nullopt;
  return published_rows(work.planned, lake, stands.version);
}

void choose_way(TableWork& work, const sql::TableDialect& dialect, lakehouse::Lakehouse& lake, bool full) {
  if (work.before == nullptr || work.relation == nullptr) {
    work.way = Way::kCreate;
    return;
  }
  const bool same_shape = same_columns(dialect, work.before->definition, work.definition());
  if (!full && same_shape && work.before->content == work.planned.content) return;
  work.way = Way::kCompare;
  const auto& key = work.definition().key;
  work.by_copies = key.columns.empty() || work.before->definition.key.columns != key.columns ||
                   !has_key(*work.relation, work.before->definition.key);
  if (work.by_copies && !dialect.counts_copies()) work.way = Way::kReplace;
  if (full || !same_shape) return;
  work.old_rows = rows_before(work, lake);
  if (work.old_rows) work.way = Way::kDifference;
}

/// Whether key columns hold NULL is a matter of rows: it is asked again only where they may have changed.
void settle(TableWork& work, engine::Connection& engine) {
  if (work.definition().key.columns.empty()) return;
  const bool known = work.way == Way::kNothing && work.before->definition.key.columns == work.definition().key.columns;
  settle_key(work.planned.definition,
             known ? work.before->definition.key.may_be_null : has_null_key(engine, work.planned));
}

bool same_structure(const TableWork& work) {
  return work.before != nullptr && known_part(work.definition()) == work.before->definition;
}

/// Whether a table would stand without a column meanwhile, where those that change are dropped and added again, one by
/// one.
bool loses_all_columns(const TableWork& work, const sql::TableDialect& dialect) {
  int staying = 0, changing = 0;
  for (const sql::ColumnDefinition& column : work.definition().columns) {
    const sql::ColumnDefinition* before = work.before->definition.find(column.name);
    if (before == nullptr) continue;
    ++staying;
    if (dialect.type_name(*before) != dialect.type_name(column)) ++changing;
  }
  return staying == 0 || (staying == 1 && changing == 1);
}

/// What follows from a definition that changes, once it is known whether the key may be NULL.
void choose_structure(TableWork& work, const sql::TableDialect& dialect) {
  if (work.way == Way::kCreate || same_structure(work)) return;
  if (!dialect.alters_tables()) {
    work.way = Way::kCreate;
    return;
  }
  const auto& columns = work.definition().columns;
  if (!dialect.alters_under_keys() && loses_all_columns(work, dialect)) {
    work.way = Way::kCreate;
    return;
  }
  const auto requires_same = [&](const sql::ColumnDefinition& column) {
    const sql::ColumnDefinition* before = work.before->definition.find(column.name);
    return before != nullptr && before->required == column.required;
  };
  work.rebuilds_keys =
      !dialect.alters_under_keys() && (!same_columns(dialect, work.before->definition, work.definition()) ||
                                       !std::all_of(columns.begin(), columns.end(), requires_same));
}

void refuse_stranger(const TableWork& work) {
  if (work.before != nullptr || work.relation == nullptr) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("the schema {} has a {} '{}' that c360 did not publish", work.definition().schema,
                  work.relation->kind == "v" || work.relation->kind == "m" ? "view" : "table", work.name()),
      "rename or drop it, give the target a schema of its own, or leave the table out in the target's 'tables'");
}

}  // namespace

sql::TableDefinition known_part(const sql::TableDefinition& table) {
  return definition_from_json(to_json(table), table.schema, table.name);
}

bool Works::nothing_to_do() const {
  return removed.empty() && std::all_of(tables.begin(), tables.end(), [](const TableWork& work) {
           return work.way == Way::kNothing && work.before->source == work.planned.source.to_string() &&
                  work.before->definition.key == work.definition().key &&
                  work.before->definition.foreign_keys == work.definition().foreign_keys &&
                  work.before->definition.indexes == work.definition().indexes;
         });
}

bool Works::is_key_remade(const std::string& table) const {
  return std::any_of(tables.begin(), tables.end(), [&](const TableWork& work) {
    if (work.name() != table) return false;
    if (work.before == nullptr || work.way == Way::kCreate) return true;
    return work.rebuilds_keys || !(work.before->definition.key == work.definition().key) ||
           !has_key(*work.relation, work.before->definition.key);
  });
}

bool Works::changes_structure() const {
  return !removed.empty() || std::any_of(tables.begin(), tables.end(), [](const TableWork& work) {
    return work.way == Way::kCreate || !same_structure(work);
  });
}

Works plan_works(Plan plan, const State& state, const Relations& relations, const sql::TableDialect& dialect,
                 lakehouse::Lakehouse& lake, engine::Connection& engine, bool full) {
  Works works;
  works.dialect = &dialect;
  for (const auto& [name, published] : state.tables) {
    if (plan.find(name) != nullptr) continue;
    const bool becomes_view = std::any_of(plan.views.begin(), plan.views.end(),
                                          [&](const PlannedView& view) { return view.definition.name == name; });
    works.removed.push_back({&published, find(relations, name), becomes_view});
  }
  for (PlannedTable& planned : plan.tables) {
    TableWork work;
    work.planned = std::move(planned);
    work.before = state.find(work.name());
    if (state.find_view(work.name()) == nullptr) work.relation = find(relations, work.name());
    work.report.name = work.name();
    work.report.source = work.planned.source.to_string();
    refuse_stranger(work);
    choose_way(work, dialect, lake, full);
    settle(work, engine);
    choose_structure(work, dialect);
    works.tables.push_back(std::move(work));
  }
  return works;
}

}  // namespace c360::publish::database
