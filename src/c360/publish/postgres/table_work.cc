#include "c360/publish/postgres/table_work.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

bool same_columns(const sql::TableDefinition& a, const sql::TableDefinition& b) {
  const auto same = [](const sql::ColumnDefinition& one, const sql::ColumnDefinition& other) {
    return one.name == other.name &&
           sql::postgres::type_name(one.type, one.max_length) == sql::postgres::type_name(other.type, other.max_length);
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

void choose_way(TableWork& work, lakehouse::Lakehouse& lake, bool full) {
  if (work.before == nullptr || work.relation == nullptr) {
    work.way = Way::kCreate;
    return;
  }
  const bool same_shape = same_columns(work.before->definition, work.definition());
  if (!full && same_shape && work.before->content == work.planned.content) return;
  work.way = Way::kCompare;
  const auto& key = work.definition().key;
  work.by_copies = key.columns.empty() || work.before->definition.key.columns != key.columns ||
                   !has_key(*work.relation, work.before->definition.key);
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

void refuse_stranger(const TableWork& work) {
  if (work.before != nullptr || work.relation == nullptr) return;
  throw Error(
      ErrorCode::kConflict,
      fmt::format("the schema {} has a {} '{}' that c360 did not publish", work.definition().schema,
                  work.relation->kind == "v" || work.relation->kind == "m" ? "view" : "table", work.name()),
      "rename or drop it, give the target a schema of its own, or leave the table out in the target's 'tables'");
}

const Relation* find(const std::map<std::string, Relation>& relations, const std::string& name) {
  const auto found = relations.find(name);
  return found == relations.end() ? nullptr : &found->second;
}

}  // namespace

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
    return !(work.before->definition.key == work.definition().key) ||
           !has_key(*work.relation, work.before->definition.key);
  });
}

Works plan_works(Plan plan, const State& state, const std::map<std::string, Relation>& relations,
                 lakehouse::Lakehouse& lake, engine::Connection& engine, bool full) {
  Works works;
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
    choose_way(work, lake, full);
    settle(work, engine);
    works.tables.push_back(std::move(work));
  }
  return works;
}

}  // namespace c360::publish::postgres
