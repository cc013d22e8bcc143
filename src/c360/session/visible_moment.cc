#include "c360/session/visible_moment.h"

#include <fmt/core.h>

#include <algorithm>

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "c360/base/letter_case.h"
#include "c360/lakehouse/column_notes.h"
#include "c360/model/syntax.h"
#include "c360/session/engine_functions.h"
#include "c360/session/masks.h"
#include "c360/session/row_condition.h"
#include "c360/session/row_filter.h"
#include "c360/session/stored_tables.h"

namespace c360::session {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

constexpr const char* kSeen = "c360_seen";
constexpr const char* kRows = "c360_rows";

/// Of the stored tables, with what contracts have called personal data since they were written.
std::map<TableName, delta::Schema> schemas_of(const std::vector<StoredTable>& tables, const project::Project* project) {
  std::map<TableName, delta::Schema> schemas;
  for (const StoredTable& table : tables) {
    delta::Schema& schema = schemas[table.name] = table.schema;
    const bool is_silver = project != nullptr && table.name.layer == "silver";
    const project::Contract* contract = is_silver ? project->find_contract(table.name.name) : nullptr;
    for (delta::Field& field : schema.fields) {
      const project::ColumnSpec* column = contract == nullptr ? nullptr : contract->find(field.name);
      if (column != nullptr && column->pii != project::PersonalData::kNone &&
          lakehouse::personal_data_of(field).empty())
        lakehouse::set_personal_data(field, to_string(column->pii));
    }
  }
  return schemas;
}

std::map<TableName, std::set<std::string>> columns_of(const std::vector<StoredTable>& tables) {
  std::map<TableName, std::set<std::string>> columns;
  for (const StoredTable& table : tables) {
    for (const auto& column : table.rows->columns()) columns[table.name].insert(to_lower(column.name));
  }
  return columns;
}

/// Whether a SELECT has nothing to read but what it makes itself.
bool reads_nothing(engine::Connection& connection, const std::string& select) {
  const model::Syntax syntax = model::read_syntax(connection.parse_to_json(select));
  return syntax.tables.empty() &&
         std::all_of(syntax.functions.begin(), syntax.functions.end(), [](const auto& function) {
           return !function.reads_rows || makes_rows_of_nothing(to_lower(function.name));
         });
}

std::set<TableName> models_without_inputs(engine::Connection& connection, const Moment& moment) {
  std::set<TableName> models;
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (!entry.sql.empty() && reads_nothing(connection, entry.sql)) models.insert(entry.name);
    }
  };
  add(moment.tables);
  add(moment.views);
  add(moment.parquet);
  return models;
}

/// Puts together the SELECT that stands for each table.
class VisibleMoment {
 public:
  VisibleMoment(lakehouse::Lakehouse& lake, engine::Connection& connection, const project::Project* project,
                const Moment& moment, const Access& access)
      : connection_(connection),
        moment_(moment),
        access_(access),
        tables_(stored_tables(lake, moment)),
        personal_(moment, schemas_of(tables_, project), models_without_inputs(connection, moment)) {
    for (const StoredTable& table : tables_)
      sources_[table.name] = lake.database().add(table.name.to_string(), table.rows);
    if (!access.rows) return;
    const auto columns = columns_of_condition(connection, lake.database().dialect(), access.rows->condition);
    filter_.emplace(*access.rows, columns, columns_of(tables_),
                    project == nullptr ? Ways() : declared_ways(*project, moment));
  }

  Absences add_to(Catalog& catalog) {
    for (const StoredTable& table : tables_) {
      const std::string reason = why_absent(table.name);
      reason.empty() ? catalog.add(table.name, sql::subquery(shown(table))) : note_absent(table.name, reason);
    }
    for (const auto& view : moment_.views) {
      const std::string reason = why_view_absent(view);
      reason.empty() ? catalog.add_view(view.name, view.sql) : note_absent(view.name, reason);
    }
    return std::move(absences_);
  }

 private:
  void note_absent(const TableName& name, const std::string& reason) { absences_[name] = reason; }

  std::string why_absent(const TableName& table) const {
    std::string reason = why_hidden(table.layer, access_);
    if (reason.empty() && filter_ && filter_->of(table).kind == Sight::Kind::kAbsent)
      reason = filter_->of(table).reason;
    return reason;
  }

  std::string why_view_absent(const Moment::View& view) const {
    for (const auto& input : model::read_syntax(connection_.parse_to_json(view.sql)).tables) {
      std::string reason = why_hidden(input.schema, access_);
      for (const auto& [name, why] : absences_) {
        if (equal_ignoring_case(name.layer, input.schema) && equal_ignoring_case(name.name, input.name)) reason = why;
      }
      if (!reason.empty())
        return fmt::format("{} reads {}.{}: {}", view.name.to_string(), input.schema, input.name, reason);
    }
    return {};
  }

  /// The rows of a table that the role sees, with all their columns as they are.
  sql::Query seen(const TableName& table) const {
    sql::Query query;
    query.from = sources_.at(table);
    query.where = condition_of(table);
    return query;
  }

  /// True for a row that the role sees; nullopt where it sees all.
  std::optional<sql::Expr> condition_of(const TableName& table) const {
    if (!filter_) return std::nullopt;
    const Sight& sight = filter_->of(table);
    if (sight.kind == Sight::Kind::kWhole) return std::nullopt;
    if (sight.kind == Sight::Kind::kByCondition) return sql::user_sql(access_.rows->condition);
    std::vector<sql::Expr> led;
    for (const Way& way : sight.parents) led.push_back(leads_to_seen(way));
    return sql::all_of(std::move(led));
  }

  sql::Expr leads_to_seen(const Way& way) const {
    sql::Query keys;
    keys.select = {{sql::column(way.parent_column), ""}};
    keys.from = sql::subquery(seen(way.parent), kRows);
    keys.where = sql::is_not_null(sql::column(way.parent_column));
    return sql::in_query(sql::column(way.column), std::move(keys));
  }

  /// What stands for a table. A row that is not seen has no values either, so that nothing that the engine moves below
  /// the condition (a CAST whose error quotes its value) can tell of it.
  sql::Query shown(const StoredTable& table) const {
    const auto condition = condition_of(table.name);
    sql::Query query;
    for (const auto& column : table.rows->columns()) {
      sql::Expr value = shown(table.name, column);
      if (condition) value = sql::case_when({{sql::column(kSeen), value}}, sql::null_of(column.type));
      query.select.push_back({std::move(value), column.name});
    }
    query.from = sources_.at(table.name);
    if (!condition) return query;
    sql::Query marked;
    marked.select = {{sql::star(), ""}, {*condition, kSeen}};
    marked.from = sources_.at(table.name);
    query.from = sql::subquery(std::move(marked), kRows);
    query.where = sql::column(kSeen);
    return query;
  }

  sql::Expr shown(const TableName& table, const engine::TableColumn& column) const {
    if (!access_.mask_key) return sql::column(column.name);
    const PersonalColumn personal = personal_.find(table, column.name);
    return personal.kinds.empty() ? sql::column(column.name) : masked(column, personal);
  }

  engine::Connection& connection_;
  const Moment& moment_;
  const Access& access_;
  std::vector<StoredTable> tables_;
  std::map<TableName, sql::Relation> sources_;
  PersonalColumns personal_;
  std::optional<RowFilter> filter_;
  Absences absences_;
};

}  // namespace

std::string why_hidden(const std::string& schema, const Access& access) {
  const bool is_raw = equal_ignoring_case(schema, "raw") || equal_ignoring_case(schema, "bronze") ||
                      equal_ignoring_case(schema, "quarantine");
  if (is_raw && access.mask_key)
    return "raw, bronze and quarantine show personal data as it came: that takes the right to see it (c360 token "
           "create --unmasked)";
  if (is_raw && access.rows)
    return "raw, bronze and quarantine hold everyone's rows, and the role " + access.rows->name + " sees some";
  return {};
}

Absences add_visible_moment(Catalog& catalog, lakehouse::Lakehouse& lake, engine::Connection& connection,
                            const project::Project* project, const Moment& moment, const Access& access) {
  if (access.mask_key) add_mask_functions(lake.database(), *access.mask_key);
  return VisibleMoment(lake, connection, project, moment, access).add_to(catalog);
}

}  // namespace c360::session
