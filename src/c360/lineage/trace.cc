#include "c360/lineage/trace.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/lineage/source_record.h"
#include "c360/model/planner.h"
#include "c360/model/row_origin.h"
#include "c360/sql/functions.h"

namespace c360::lineage {
namespace {

using lakehouse::TableName;

/// The SELECT of a model of the moment; empty for a table that is none.
std::string sql_of(const lakehouse::Moment& moment, const TableName& name) {
  std::string found;
  const auto look = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.name == name) found = entry.sql;
    }
  };
  look(moment.tables);
  look(moment.views);
  look(moment.parquet);
  return found;
}

std::vector<TableName> names_in(const lakehouse::Moment& moment) {
  std::vector<TableName> names;
  for (const auto& entry : moment.tables) names.push_back(entry.name);
  for (const auto& entry : moment.views) names.push_back(entry.name);
  for (const auto& entry : moment.parquet) names.push_back(entry.name);
  return names;
}

sql::Query all_of_table(const TableName& name) {
  sql::Query query;
  query.from = sql::table({name.layer, name.name});
  return query;
}

/// Follows rows from table to table.
class Tracer {
 public:
  Tracer(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Project& project,
         const lakehouse::Moment& moment, const TraceOptions& options)
      : connection_(connection), project_(project), moment_(moment), options_(options), records_(lake) {}

  TracedTable follow(const TableName& name, std::vector<Wanted> wanted, bool exact, std::string why_not) {
    TracedTable result;
    result.table = name;
    result.exact = exact && !wanted.empty();
    result.why_not = std::move(why_not);
    if (wanted.empty())
      result.why_not = "its rows cannot be told by the values of the row above: these are all of them";
    result.wanted = std::move(wanted);
    const std::optional<sql::Expr> condition = condition_of(result.table, result.wanted);
    result.rows = count(name, condition);
    if (result.rows == 0) return result;
    read_first(result, condition);
    if (name.layer == "bronze" || has_origin(result)) add_records(result);
    if (result.inputs.empty()) follow_model(result);
    return result;
  }

  const std::vector<engine::ResultColumn>& columns(const TableName& name) {
    const auto known = columns_.find(name);
    if (known != columns_.end()) return known->second;
    return columns_.emplace(name, connection_.describe(all_of_table(name))).first->second;
  }

  /// The columns that tell the rows of a table apart.
  std::vector<std::string> key_of(const TableName& name) const {
    if (name.layer == "quarantine" || name.layer == "bronze") return {"_source_file", "_source_row"};
    for (const project::Contract& contract : project_.contracts) {
      if (name == TableName{"silver", contract.entity}) return contract.key;
    }
    for (const project::ModelSpec& model : project_.models) {
      if (name == TableName{model.schema, model.name}) return model.grain;
    }
    return {};
  }

 private:
  sql::Expr equals(const TableName& name, const Wanted& wanted) {
    const sql::Expr column = sql::column(wanted.first);
    if (!wanted.second) return sql::is_null(column);
    for (const engine::ResultColumn& known : columns(name)) {
      if (known.name == wanted.first && known.has_known_type && known.known.kind != sql::TypeKind::kString)
        return sql::equal(column, sql::cast(sql::literal(*wanted.second), known.known));
    }
    return sql::equal(column, sql::literal(*wanted.second));
  }

  std::optional<sql::Expr> condition_of(const TableName& name, const std::vector<Wanted>& wanted) {
    if (wanted.empty()) return std::nullopt;
    std::vector<sql::Expr> conditions;
    for (const Wanted& each : wanted) conditions.push_back(equals(name, each));
    return sql::all_of(std::move(conditions));
  }

  std::int64_t count(const TableName& name, const std::optional<sql::Expr>& condition) {
    sql::Query query = all_of_table(name);
    query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    query.where = condition;
    return connection_.query_bigint(query);
  }

  void read_first(TracedTable& table, const std::optional<sql::Expr>& condition) {
    sql::Query query = all_of_table(table.table);
    query.where = condition;
    for (const char* column : {"_file_no", "_source_row"}) {
      if (has_column(table.table, column)) query.order_by.push_back({sql::column(column), false, true});
    }
    if (options_.limit > 0) query.limit = static_cast<std::int64_t>(options_.limit);
    engine::Result result = connection_.query(query);
    while (const auto chunk = result.next()) {
      for (std::size_t r = 0; r < chunk->rows(); ++r) {
        TracedRow row;
        for (std::size_t c = 0; c < result.columns().size(); ++c) {
          row.values.emplace_back(result.columns()[c].name,
                                  chunk->is_null(c, r) ? std::nullopt : std::optional(chunk->display(c, r)));
        }
        table.first.push_back(std::move(row));
      }
    }
  }

  bool has_column(const TableName& name, const std::string& column) {
    const auto& known = columns(name);
    return std::any_of(known.begin(), known.end(),
                       [&](const engine::ResultColumn& each) { return each.name == column; });
  }

  bool has_origin(const TracedTable& table) {
    return (table.table.layer == "silver" || table.table.layer == "quarantine") && has_column(table.table, "_file_no");
  }

  static std::int64_t number_in(const TracedRow& row, const std::string& column) {
    for (const auto& [name, value] : row.values) {
      if (name == column && value) return std::stoll(*value);
    }
    return 0;
  }

  std::string source_of(const TableName& name) const {
    if (name.layer == "bronze") return name.name;
    const project::Contract* contract = project_.find_contract(name.name);
    return contract == nullptr ? std::string() : contract->from;
  }

  /// Reads back the records that rows of silver, quarantine or bronze came from.
  void add_records(TracedTable& table) {
    const std::string source = source_of(table.table);
    for (TracedRow& row : table.first) {
      const auto record = records_.read(source, number_in(row, "_file_no"), number_in(row, "_source_row"));
      row.file = record.file;
      row.record = record.row;
      row.raw = record.text;
      row.problem = record.problem;
    }
  }

  /// The values that the rows of a table have in common in each column that its rows were asked for by.
  static std::map<std::string, std::optional<std::string>> known_values(const TracedTable& table) {
    std::map<std::string, std::optional<std::string>> values;
    for (const auto& [column, value] : table.wanted) values[column] = value;
    if (table.rows == 1 && table.first.size() == 1) {
      for (const auto& [column, value] : table.first[0].values) values[column] = value;
    }
    return values;
  }

  void follow_model(TracedTable& table) {
    const std::string select = sql_of(moment_, table.table);
    if (select.empty()) return;
    model::RowOrigin origin;
    try {
      origin = model::origin_of_rows(planned(select));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnsupported) throw;
      table.why_not = "where its rows come from cannot be told: " + error.message();
      return;
    }
    const auto values = known_values(table);
    std::set<std::pair<TableName, std::vector<Wanted>>> done;
    for (const model::InputRows& input : origin.inputs) {
      std::vector<Wanted> wanted = wanted_of(input, values);
      if (!done.insert({input.table, wanted}).second) continue;
      const std::string why_not =
          origin.leaves_rows_out ? table.table.to_string() + " leaves out some of them, by its filters and joins" : "";
      table.inputs.push_back(follow(input.table, std::move(wanted), table.exact && !origin.leaves_rows_out, why_not));
    }
  }

  /// NULL is no value that a join holds equal, so it tells nothing.
  static std::vector<Wanted> wanted_of(const model::InputRows& input,
                                       const std::map<std::string, std::optional<std::string>>& values) {
    std::vector<Wanted> wanted;
    for (const auto& [column, output] : input.equal) {
      const auto value = values.find(output);
      if (value == values.end() || !value->second) continue;
      const Wanted one{column, value->second};
      if (std::find(wanted.begin(), wanted.end(), one) == wanted.end()) wanted.push_back(one);
    }
    return wanted;
  }

  /// Plans a model over empty tables of the moment's columns.
  model::PlannedSelect planned(const std::string& select) {
    if (!planner_) {
      planner_.emplace();
      for (const TableName& name : names_in(moment_)) planner_->place(name, lakehouse::schema_of(columns(name)));
    }
    return planner_->plan(select);
  }

  engine::Connection& connection_;
  const project::Project& project_;
  const lakehouse::Moment& moment_;
  TraceOptions options_;
  SourceRecords records_;
  std::optional<model::Planner> planner_;
  std::map<TableName, std::vector<engine::ResultColumn>> columns_;
};

TableName find_table(const lakehouse::Moment& moment, const std::string& name) {
  std::vector<std::string> known;
  std::vector<TableName> matches;
  for (const TableName& table : names_in(moment)) {
    if (table.to_string() == name) return table;
    if (table.name == name) matches.push_back(table);
    known.push_back(table.to_string());
  }
  if (matches.size() == 1) return matches[0];
  throw Error(ErrorCode::kUsage, fmt::format("there is no table '{}' in the snapshot", name),
              did_you_mean(name, known));
}

Wanted wanted_by_name(const std::string& text, const std::vector<engine::ResultColumn>& columns) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  std::vector<std::string> known;
  for (const auto& column : columns) known.push_back(column.name);
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw Error(ErrorCode::kUsage, fmt::format("the table has no column '{}'", name), did_you_mean(name, known));
  return {name, text.substr(equals + 1)};
}

/// Whether every part of a key is "column=value" of a column of the table.
bool are_named(const std::vector<std::string>& key, const std::vector<engine::ResultColumn>& columns) {
  return std::all_of(key.begin(), key.end(), [&](const std::string& part) {
    const auto equals = part.find('=');
    return equals != std::string::npos && std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
             return column.name == part.substr(0, equals);
           });
  });
}

std::vector<Wanted> wanted_key(const TableName& name, const std::vector<std::string>& columns,
                               const std::vector<std::string>& key, const std::vector<engine::ResultColumn>& known) {
  std::vector<Wanted> wanted;
  if (columns.empty() || are_named(key, known)) {
    for (const std::string& part : key) {
      if (part.find('=') == std::string::npos)
        throw Error(ErrorCode::kUsage,
                    fmt::format("{} declares no grain, so that its rows have no key", name.to_string()),
                    "name columns and their values: customer_id=17");
      wanted.push_back(wanted_by_name(part, known));
    }
    return wanted;
  }
  if (key.size() != columns.size())
    throw Error(
        ErrorCode::kUsage,
        fmt::format("the key of {} is {}, not {} values", name.to_string(), fmt::join(columns, ", "), key.size()),
        fmt::format("give {} in this order, or name columns: {}=…", columns.size() == 1 ? "its value" : "its values",
                    columns[0]));
  for (std::size_t i = 0; i < key.size(); ++i) wanted.emplace_back(columns[i], key[i]);
  return wanted;
}

std::string shown(const std::vector<Wanted>& wanted) {
  std::vector<std::string> parts;
  for (const auto& [column, value] : wanted) parts.push_back(column + " = " + value.value_or("NULL"));
  return fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace

TracedTable trace(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::Project& project,
                  const lakehouse::Moment& moment, const std::string& table, const std::vector<std::string>& key,
                  const TraceOptions& options) {
  const TableName name = find_table(moment, table);
  Tracer tracer(connection, lake, project, moment, options);
  const auto& columns = tracer.columns(name);
  const std::vector<Wanted> wanted = wanted_key(name, tracer.key_of(name), key, columns);
  try {
    TracedTable traced = tracer.follow(name, wanted, true, "");
    if (traced.rows > 0) return traced;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine || error.message().find("onver") == std::string::npos) throw;
    throw Error(ErrorCode::kUsage, fmt::format("{} does not fit the types of {}", shown(wanted), name.to_string()),
                error.message());
  }
  throw Error(ErrorCode::kNotFound, fmt::format("{} has no row with {}", name.to_string(), shown(wanted)),
              fmt::format("c360 sql \"SELECT * FROM {}\" shows what there is", name.to_string()));
}

}  // namespace c360::lineage
