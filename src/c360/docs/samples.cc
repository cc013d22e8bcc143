#include "c360/docs/samples.h"

#include "c360/base/error.h"
#include "c360/docs/known_facts.h"
#include "c360/sql/functions.h"
#include "c360/sql/query.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestText = 200;
/// The table within the query: a masked column's name alone would mean what stands for it.
constexpr const char* kTable = "sampled";

/// At most so many characters of UTF-8.
std::string cut(std::string text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && ++characters > kLongestText) return text.substr(0, at) + "…";
  }
  return text;
}

sql::Query all_of(const lakehouse::TableName& table) {
  sql::Query query;
  query.from = sql::table({table.layer, table.name}, kTable);
  return query;
}

Json rows_of(engine::Result result) {
  Json rows = Json::array();
  const std::size_t width = result.columns().size();
  while (auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) {
      Json row = Json::array();
      for (std::size_t c = 0; c < width; ++c)
        row.push_back(chunk->is_null(c, r) ? Json() : Json(cut(chunk->display(c, r))));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// A view gives its rows in any order, and in another each time, unless it is told.
std::vector<sql::OrderBy> order_of(const SampleOrder& order, const std::vector<engine::ResultColumn>& columns) {
  std::vector<sql::OrderBy> result;
  if (order.as_stored) return result;
  for (const std::string& name : order.by) result.push_back({sql::column(kTable, name), false, true});
  if (!order.by.empty()) return result;
  for (const engine::ResultColumn& column : columns) result.push_back({sql::column(kTable, column.name), false, true});
  return result;
}

Json read_sample(engine::Connection& connection, const lakehouse::TableName& table, const Masks& masks,
                 std::size_t rows, const SampleOrder& order) {
  Json columns = Json::array();
  sql::Query query = all_of(table);
  const std::vector<engine::ResultColumn> known = connection.describe(query);
  for (const engine::ResultColumn& column : known) {
    const auto mask = masks.find(column.name);
    columns.push_back({{"name", column.name}, {"type", type_text(column)}});
    if (mask != masks.end()) columns.back()["masked"] = mask->second;
    query.select.push_back(
        {mask == masks.end() ? sql::column(column.name) : sql::null_of({sql::TypeKind::kString}), column.name});
  }
  query.order_by = order_of(order, known);
  query.limit = static_cast<std::int64_t>(rows);
  sql::Query count = all_of(table);
  count.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
  return {{"columns", std::move(columns)},
          {"rows", rows == 0 ? Json::array() : rows_of(connection.query(query))},
          {"count", connection.query_bigint(count)}};
}

}  // namespace

Json sample_of(engine::Connection& connection, const lakehouse::TableName& table, const Masks& masks, std::size_t rows,
               const SampleOrder& order) {
  try {
    return read_sample(connection, table, masks, rows, order);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    return {{"failed", error.message()}};
  }
}

}  // namespace c360::docs
