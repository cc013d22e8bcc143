// Bronze tables from literals, refined, and what came of them as texts.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/contract/refine.h"
#include "c360/contract/row_checks.h"
#include "c360/contract/row_columns.h"
#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::contract::testing {

using Cell = std::optional<std::string>;
using Texts = std::vector<std::string>;

/// A row of a source: its file's number, its record's, and its texts.
struct BronzeRow {
  std::int64_t file = 1;
  std::int64_t record = 1;
  std::vector<Cell> cells;
};

/// Rows that arrive one after another in one file.
inline std::vector<BronzeRow> one_file(const std::vector<std::vector<Cell>>& rows) {
  std::vector<BronzeRow> bronze;
  for (const auto& cells : rows) bronze.push_back({1, static_cast<std::int64_t>(bronze.size()) + 1, cells});
  return bronze;
}

/// A row of bronze._decisions.
struct DecisionRow {
  std::int64_t number = 1;
  std::string verdict = "release";
  std::int64_t file = 1;
  std::int64_t record = 1;
};

struct Bronze {
  delta::Schema schema;
  sql::Relation relation;
};

inline delta::Schema bronze_schema(const Texts& columns) {
  delta::Schema schema;
  for (const std::string& name : columns) schema.fields.push_back({name, delta::DataType::of("string"), true, {}});
  schema.fields.push_back({kSourceFile, delta::DataType::of("string"), true, {}});
  schema.fields.push_back({kSourceRow, delta::DataType::of("long"), true, {}});
  schema.fields.push_back({kFileNo, delta::DataType::of("long"), true, {}});
  schema.fields.push_back({kBatchId, delta::DataType::of("string"), true, {}});
  return schema;
}

inline project::ColumnSpec column(std::string name, const std::string& type = "string") {
  project::ColumnSpec made;
  made.name = made.from = std::move(name);
  made.type = sql::Type::parse(type);
  return made;
}

inline project::ColumnSpec required(project::ColumnSpec made) {
  made.required = true;
  return made;
}

inline project::ColumnSpec referring(project::ColumnSpec made, std::string entity, std::string parent_column) {
  made.references = project::Reference{std::move(entity), std::move(parent_column)};
  return made;
}

inline project::CheckSpec row_check(std::string name, std::string condition,
                                    project::Severity otherwise = project::Severity::kQuarantine) {
  return {{}, std::move(name), std::move(condition), {}, otherwise};
}

inline project::Contract contract_of(std::string entity, Texts key, std::vector<project::ColumnSpec> columns) {
  project::Contract made;
  made.entity = made.from = std::move(entity);
  made.key = std::move(key);
  made.columns = std::move(columns);
  made.null_tokens = {"", "NA", "null"};
  made.max_quarantined = 1;
  return made;
}

class RefineFixture : public lakehouse::testing::LakeFixture {
 protected:
  Bronze bronze(const Texts& columns, const std::vector<BronzeRow>& rows) {
    Bronze made{bronze_schema(columns), sql::table({"bronze_" + std::to_string(++bronzes_)})};
    sql::Query all;
    for (const BronzeRow& row : rows) all.union_all.push_back(literals(columns, row));
    if (rows.empty()) all = none(columns);
    connection_.create_table_as(made.relation.table, all);
    return made;
  }

  Refined run(const project::Contract& contract, const Bronze& from) {
    Refined refined =
        refine(connection_, lake_, contract, {from.relation, from.schema, parents_, decisions_}, Cancellation());
    parents_.insert_or_assign(contract.entity, standing_rows(lake_, contract, refined));
    const std::int64_t sum =
        refined.silver.rows + refined.quarantine.rows + refined.exact_duplicates + refined.older_versions;
    EXPECT_EQ(refined.bronze_rows, sum) << "the row account of " << contract.entity << " does not balance";
    return refined;
  }

  /// What is decided about records of the contract's source from now on.
  void decide(const project::Contract& contract, const std::vector<DecisionRow>& decisions) {
    sql::Query all;
    for (const DecisionRow& row : decisions) {
      sql::Query& query = all.union_all.emplace_back();
      query.select = {{sql::literal(row.number), "decision_no"}, {sql::literal(row.verdict), "decision"},
                      {sql::literal(contract.entity), "entity"}, {sql::literal(contract.from), "source"},
                      {sql::literal(row.file), kFileNo},         {sql::literal(row.record), kSourceRow}};
    }
    decisions_ = sql::subquery(std::move(all));
  }

  /// The contract's columns of silver, sorted, joined by '|'.
  Texts silver(const project::Contract& contract, const Refined& refined) {
    Texts names;
    for (const project::ColumnSpec& each : contract.columns) names.push_back(each.name);
    return sorted(standing_rows(lake_, contract, refined), names);
  }

  /// The given columns of quarantine, sorted, joined by '|'.
  Texts quarantine(const project::Contract& contract, const Refined& refined, const Texts& names) {
    delta::Metadata metadata;
    metadata.schema = refined.quarantine_schema;
    lakehouse::LakeTable table = lake_.table({"quarantine", contract.entity});
    return sorted(lakehouse::scan_files(table.store(), metadata, refined.quarantine.files), names);
  }

  SilverRelations parents_;
  std::optional<sql::Relation> decisions_;  ///< none unless a test decides something

 private:
  static sql::Query literals(const Texts& columns, const BronzeRow& row) {
    sql::Query query;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Cell& cell = row.cells.at(i);
      query.select.push_back({cell ? sql::literal(*cell) : sql::null_of({sql::TypeKind::kString}), columns[i]});
    }
    query.select.push_back({sql::literal("f" + std::to_string(row.file) + ".csv"), kSourceFile});
    query.select.push_back({sql::literal(row.record), kSourceRow});
    query.select.push_back({sql::literal(row.file), kFileNo});
    query.select.push_back({sql::literal("batch-" + std::to_string(row.file)), kBatchId});
    return query;
  }

  static sql::Query none(const Texts& columns) {
    sql::Query query;
    query.from = sql::subquery(literals(columns, {1, 1, std::vector<Cell>(columns.size())}));
    query.where = sql::literal(false);
    return query;
  }

  Texts sorted(const sql::Relation& relation, const Texts& names) {
    sql::Query query;
    query.from = relation;
    for (const std::string& name : names) query.select.push_back({sql::column(name), name});
    Texts all = rows(query);
    std::sort(all.begin(), all.end());
    return all;
  }

  int bronzes_ = 0;
};

}  // namespace c360::contract::testing
