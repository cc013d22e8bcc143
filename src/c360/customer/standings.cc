#include "c360/customer/standings.h"

#include <fmt/core.h>

#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using sql::Expr;
using sql::Query;
namespace fn = sql::fn;

constexpr const char* kFigures = "customer_figures";
const sql::Type kBigint{sql::TypeKind::kBigint};

std::string values_table(std::size_t index) {
  return fmt::format("customer_values_{}", index);
}

/// How many customers have each value of a figure, and how many have it or less.
Query values_query(std::size_t index) {
  Query counts;
  const Expr value = sql::column(figure_column(index));
  counts.select = {{value, "v"}, {sql::call(fn::kCount, {sql::star()}), "same"}};
  counts.from = sql::table({kFigures});
  counts.where = sql::is_not_null(value);
  counts.group_by = {value};
  Query query;
  const Expr up_to = sql::window(sql::call(fn::kSum, {sql::column("same")}), {}, {{sql::column("v"), false, true}});
  query.select = {{sql::column("v"), "v"}, {sql::column("same"), "same"}, {sql::cast(up_to, kBigint), "up_to"}};
  query.from = sql::subquery(std::move(counts), "counts");
  return query;
}

std::int64_t total_of(engine::Connection& connection, std::size_t index) {
  Query query;
  const Expr most = sql::call(fn::kMax, {sql::column("up_to")});
  query.select = {{sql::call(fn::kCoalesce, {most, sql::literal(std::int64_t{0})}), "total"}};
  query.from = sql::table({values_table(index)});
  return connection.query_bigint(query);
}

}  // namespace

Standings::Standings(engine::Connection& connection, const metric::TypedModel& model, const CustomerKey& key,
                     const std::vector<Figure>& figures)
    : key_(key), figures_(figures) {
  connection.create_table_as({kFigures}, figures_of_each(model, key, figures));
  for (std::size_t i = 0; i < figures.size(); ++i) {
    totals_.push_back(0);
    if (!figures[i].has_place) continue;
    connection.create_table_as({values_table(i)}, values_query(i));
    totals_.back() = total_of(connection, i);
  }
}

Query Standings::rows() const {
  const sql::Type text{sql::TypeKind::kString};
  Query query;
  query.select = {{sql::cast(sql::column(kFigures, "key"), text), "key"}};
  query.from = sql::table({kFigures}, kFigures);
  for (std::size_t i = 0; i < figures_.size(); ++i)
    query.select.push_back({sql::cast(sql::column(kFigures, figure_column(i)), text), figure_column(i)});
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    Expr less = sql::null_of(kBigint), same = sql::null_of(kBigint);
    if (figures_[i].has_place) {
      const std::string alias = fmt::format("p{}", i);
      sql::join_left(query, sql::table({values_table(i)}, alias),
                     sql::equal(sql::column(alias, "v"), sql::column(kFigures, figure_column(i))));
      same = sql::column(alias, "same");
      less = sql::subtract(sql::column(alias, "up_to"), same);
    }
    query.select.push_back({less, fmt::format("less{}", i)});
    query.select.push_back({same, fmt::format("same{}", i)});
  }
  return query;
}

}  // namespace c360::customer
