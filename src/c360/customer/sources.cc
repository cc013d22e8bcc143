#include "c360/customer/sources.h"

#include <algorithm>

#include "c360/base/error.h"
#include "c360/customer/shown_column.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/planner.h"
#include "c360/model/row_origin.h"

namespace c360::customer {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

constexpr int kDeepest = 64;  // no chain of models is longer
constexpr std::string_view kSilver = "silver";

sql::Query all_of(const TableName& table) {
  sql::Query query;
  query.from = sql::table({table.layer, table.name});
  return query;
}

/// Finds, from model to model, the column of each table of silver that holds a customer's key.
class KeyedTables {
 public:
  KeyedTables(engine::Connection& connection, const Moment& moment) : connection_(connection) {
    const auto add = [&](const auto& entries) {
      for (const auto& entry : entries) selects_[entry.name] = entry.sql;
    };
    add(moment.tables);
    add(moment.views);
    add(moment.parquet);
  }

  void follow(const TableName& table, const std::string& column, int depth = 0) {
    if (table.layer == kSilver) {
      if (has_records(table)) found_.emplace(table, column);
      return;
    }
    const auto select = selects_.find(table);
    if (depth > kDeepest || select == selects_.end() || select->second.empty()) return;
    for (const model::InputRows& input : model::origin_of_rows(planned(select->second)).inputs)
      for (const auto& [here, output] : input.equal)
        if (output == column) follow(input.table, here, depth + 1);
  }

  const std::map<TableName, std::string>& found() const { return found_; }

 private:
  /// Who may not see everything may not see these.
  bool has_records(const TableName& table) {
    const auto columns = connection_.describe(all_of(table));
    const auto has = [&](const char* name) {
      return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.name == name; });
    };
    return has("_source_file") && has("_source_row");
  }

  /// Plans a model over empty tables of the moment's columns.
  model::PlannedSelect planned(const std::string& select) {
    if (!planner_) {
      planner_.emplace();
      for (const auto& [name, sql] : selects_)
        planner_->place(name, lakehouse::schema_of(connection_.describe(all_of(name))));
    }
    return planner_->plan(select);
  }

  engine::Connection& connection_;
  std::map<TableName, std::string> selects_;
  std::optional<model::Planner> planner_;
  std::map<TableName, std::string> found_;
};

/// Copied only where every step copies.
std::string along(const std::string& before, const std::string& step) {
  if (before == "copied") return step;
  return before == "aggregated" || step != "aggregated" ? before : step;
}

}  // namespace

Sources::Sources(engine::Connection& connection, const project::Project& project, const Moment& moment,
                 const CustomerKey& key) {
  for (const Moment::ColumnOrigin& origin : moment.lineage)
    if (!origin.column.empty()) inputs_[{origin.table, origin.column}] = origin.inputs;
  for (const project::Contract& contract : project.contracts)
    contracts_[TableName{std::string(kSilver), contract.entity}] = &contract;
  KeyedTables keyed(connection, moment);
  try {
    keyed.follow({key.entity->schema(), key.entity->table_name()}, key.column);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUnsupported && error.code() != ErrorCode::kEngine) throw;
  }
  keyed_ = keyed.found();
}

void Sources::follow_columns(const TableName& table, const std::string& column, const std::string& how, int depth,
                             std::vector<SourceColumn>& found) const {
  if (const auto contract = contracts_.find(table); contract != contracts_.end()) {
    const project::ColumnSpec* spec = contract->second->find(column);
    const bool is_known = std::any_of(found.begin(), found.end(), [&](const SourceColumn& known) {
      return known.table == table && known.column == column;
    });
    if (spec != nullptr && !is_known) found.push_back({table, column, contract->second->from, spec->from, how});
    return;
  }
  const auto inputs = inputs_.find({table, column});
  if (inputs == inputs_.end() || depth > kDeepest) return;
  for (const auto& input : inputs->second)
    if (!input.how.empty() && !input.column.empty())
      follow_columns(input.table, input.column, along(how, input.how), depth + 1, found);
}

std::vector<SourceColumn> Sources::columns_of(const TableName& table, const std::string& column) const {
  std::vector<SourceColumn> found;
  follow_columns(table, column, "copied", 0, found);
  return found;
}

Sources Sources::seen_in(engine::Connection& reader) const {
  Sources seen = *this;
  std::erase_if(seen.keyed_, [&](const auto& keyed) { return !can_ask(reader, all_of(keyed.first)); });
  return seen;
}

std::optional<SourceRecord> Sources::record_of(engine::Connection& connection, const TableName& table,
                                               const sql::Expr& customer) const {
  const auto keyed = keyed_.find(table);
  if (keyed == keyed_.end()) return std::nullopt;
  sql::Query query = all_of(table);
  query.select = {{sql::column("_source_file"), ""}, {sql::column("_source_row"), ""}};
  query.where = sql::equal(sql::column(keyed->second), customer);
  query.limit = 2;
  engine::Result result = connection.query(query);
  std::optional<SourceRecord> record;
  while (const auto chunk = result.next()) {
    if (record || chunk->rows() != 1) return std::nullopt;
    record = SourceRecord{chunk->display(0, 0), chunk->bigint(1, 0)};
  }
  return record;
}

}  // namespace c360::customer
