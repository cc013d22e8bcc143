#include "c360/sql/query.h"

#include <utility>

namespace c360::sql {

Relation table(std::vector<std::string> name, std::string alias) {
  Relation relation;
  relation.table = std::move(name);
  relation.alias = std::move(alias);
  return relation;
}

Relation subquery(Query query, std::string alias) {
  Relation relation;
  relation.subquery = std::make_shared<const Query>(std::move(query));
  relation.alias = std::move(alias);
  return relation;
}

Relation scan(ParquetScan parquet, std::string alias) {
  Relation relation;
  relation.scan = std::make_shared<const ParquetScan>(std::move(parquet));
  relation.alias = std::move(alias);
  return relation;
}

Relation table_function(std::string name, std::vector<Expr> arguments, std::string alias) {
  Relation relation;
  relation.table_function = std::move(name);
  relation.arguments = std::move(arguments);
  relation.alias = std::move(alias);
  return relation;
}

Query select_from(Relation relation) {
  Query query;
  query.from = std::move(relation);
  return query;
}

Query user_query(std::string text) {
  Query query;
  query.user_sql = std::move(text);
  return query;
}

void join_left(Query& query, Relation relation, Expr on) {
  query.joins.push_back({Join::Kind::kLeft, std::make_shared<const Relation>(std::move(relation)), std::move(on)});
}

}  // namespace c360::sql
