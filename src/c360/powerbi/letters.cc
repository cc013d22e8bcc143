#include "c360/powerbi/letters.h"

#include <fmt/core.h>

#include "c360/engine/values/value_spec.h"
#include "c360/sql/functions.h"

namespace c360::powerbi {
namespace {

/// A text in small letters without blanks around it.
sql::Expr folded_text(const sql::Expr& text) {
  values::ValueSpec spec;
  spec.clean = {{values::CleanStep::Kind::kTrim, {}, {}, {}}, {values::CleanStep::Kind::kLower, {}, {}, {}}};
  return sql::call(sql::fn::kReadString, {text, sql::literal(spec.to_text())});
}

/// SELECT count(DISTINCT a), count(DISTINCT folded a), … of a table's texts.
sql::Query counts_of(const ExportedTable& table, const std::vector<std::string>& columns) {
  sql::Query query;
  for (const std::string& column : columns) {
    const sql::Expr value = sql::column(column);
    query.select.push_back({sql::call(sql::fn::kCountDistinct, {value}), column});
    query.select.push_back({sql::call(sql::fn::kCountDistinct, {folded_text(value)}), column + " folded"});
  }
  query.from = sql::table({table.entity->schema(), table.entity->table_name()});
  return query;
}

}  // namespace

std::vector<Remark> letters_that_fold(engine::Connection& connection, const BuiltModel& built) {
  std::vector<Remark> remarks;
  for (const ExportedTable& table : built.tables) {
    std::vector<std::string> texts;
    for (const ExportedColumn& column : table.columns)
      if (column.type.kind == sql::TypeKind::kString) texts.push_back(column.name);
    if (texts.empty()) continue;
    engine::Result result = connection.query(counts_of(table, texts));
    const auto chunk = result.next();
    for (std::size_t i = 0; chunk && i < texts.size(); ++i) {
      const std::int64_t lost = chunk->bigint(2 * i, 0) - chunk->bigint(2 * i + 1, 0);
      if (lost == 0) continue;
      remarks.push_back({fmt::format("column {}.{}", table.entity->name, texts[i]),
                         fmt::format("{} of its values differ from others only in capitals or blanks around them, and "
                                     "Power BI takes them for the same",
                                     lost),
                         false});
    }
  }
  return remarks;
}

}  // namespace c360::powerbi
