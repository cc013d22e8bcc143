#include "c360/customer/profile.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/customer/seen_parts.h"
#include "c360/metric/base.h"
#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using lakehouse::TableName;
using project::ColumnRole;
using project::Dimension;
using project::MetricEntity;

/// What stands on a customer's page beside measures and events.
class FieldFinder {
 public:
  FieldFinder(const metric::TypedModel& model, const CustomerKey& key, const Sources& sources,
              engine::Connection& connection)
      : model_(model), key_(key), sources_(sources), connection_(connection) {}

  std::vector<Field> find() {
    for (ShownColumn& column : own_columns(*key_.entity, column_types(connection_, *key_.entity))) {
      const std::string name = column.column;
      add(*key_.entity, name, name, std::move(column));
    }
    for (const MetricEntity* entity : metric::reachable(model_.spec(), *key_.entity))
      for (const Dimension& dimension : entity->dimensions) add_dimension(*entity, dimension);
    return std::move(fields_);
  }

 private:
  void add(const MetricEntity& entity, const std::string& name, const std::string& column, ShownColumn shown) {
    Field field{name, &entity, std::move(shown), {}};
    if (!column.empty()) field.sources = sources_.columns_of({entity.schema(), entity.table_name()}, column);
    fields_.push_back(std::move(field));
  }

  /// Places among all are told with the measures, and numbers of other rows are no news of the customer.
  void add_dimension(const MetricEntity& entity, const Dimension& dimension) {
    const bool is_own = &entity == key_.entity;
    const bool is_column = dimension.kind == Dimension::Kind::kColumn;
    const bool is_place = dimension.as != Dimension::As::kValue;
    if (is_own ? is_column : dimension.role == ColumnRole::kId) return;
    if (is_place || dimension.kind == Dimension::Kind::kSince) return;
    const std::string text = entity.name + "." + dimension.name;
    if (!has_answer(text)) return;
    add(entity, dimension.name, is_column ? dimension.sql : "", {dimension.label, dimension.role, "", text, {}});
  }

  /// Several ways may lead to it.
  bool has_answer(const std::string& dimension) const {
    try {
      const metric::TableNames tables = metric::named_as_in_project;
      const metric::Base base(model_, tables);
      metric::Rows rows(model_, *key_.entity, tables, base.measured_values());
      rows.grouping(metric::Names(model_).dimension(dimension));
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUsage) throw;
      return false;
    }
  }

  const metric::TypedModel& model_;
  const CustomerKey& key_;
  const Sources& sources_;
  engine::Connection& connection_;
  std::vector<Field> fields_;
};

std::int64_t count_customers(engine::Connection& connection, const CustomerModel& model) {
  sql::Query query;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "customers"}};
  query.from = sql::table({model.key().entity->schema(), model.key().entity->table_name()});
  return connection.query_bigint(query);
}

/// Why a customer that the sources have is not there; empty for one that they do not have.
std::string why_rejected(engine::Connection& connection, const CustomerModel& model, const std::string& id) {
  for (const auto& [table, column] : model.sources().keyed_tables()) {
    const auto sources = model.sources().columns_of(table, column);
    if (sources.size() != 1) continue;
    sql::Query query;
    query.select = {{sql::column("_reasons"), ""}, {sql::column("_source_file"), ""}, {sql::column("_source_row"), ""}};
    query.from = sql::table({"quarantine", table.name});
    query.where = sql::equal(sql::column(sources.front().source_column), sql::literal(id));
    query.limit = 1;
    engine::Result result = connection.query(query);
    if (const auto chunk = result.next(); chunk && chunk->rows() > 0)
      return fmt::format("{}, record {} was rejected: {}", chunk->display(1, 0), chunk->bigint(2, 0),
                         fmt::join(chunk->text_list(0, 0), ", "));
  }
  return "";
}

std::map<TableName, SourceRecord> records_of(engine::Connection& connection, const CustomerModel& model,
                                             const sql::Expr& customer) {
  std::map<TableName, SourceRecord> records;
  for (const TableName& table : model.record_tables())
    if (auto record = model.sources().record_of(connection, table, customer))
      records.emplace(table, std::move(*record));
  return records;
}

}  // namespace

CustomerModel::CustomerModel(engine::Connection& connection, const project::Project& project,
                             const metric::TypedModel& model, const lakehouse::Moment& moment)
    : typed_(model),
      key_(find_customer_key(model)),
      sources_(connection, project, moment, key_),
      fields_(FieldFinder(model, key_, sources_, connection).find()),
      figures_(find_figures(model, key_)),
      kinds_(find_event_kinds(model, key_, connection)) {
  find_record_tables();
}

CustomerModel::CustomerModel(const CustomerModel& whole, engine::Connection& reader)
    : typed_(whole.typed_),
      key_(whole.key_),
      sources_(whole.sources_.seen_in(reader)),
      fields_(seen_fields(whole, reader)),
      figures_(seen_figures(whole, reader)),
      kinds_(seen_kinds(whole, reader)) {
  find_record_tables();
}

void CustomerModel::find_record_tables() {
  for (const Field& field : fields_)
    for (const SourceColumn& source : field.sources)
      if (sources_.keyed_tables().contains(source.table) &&
          std::find(record_tables_.begin(), record_tables_.end(), source.table) == record_tables_.end())
        record_tables_.push_back(source.table);
}

void refuse_unknown(engine::Connection& connection, const CustomerModel& model, const std::string& id) {
  std::string why;
  try {
    why = why_rejected(connection, model, id);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kCancelled) throw;
  }
  if (!why.empty()) throw Error(ErrorCode::kNotFound, fmt::format("the customer {} was rejected", id), why);
  throw Error(ErrorCode::kNotFound, fmt::format("there is no customer {}", id),
              "search by name, e-mail, telephone or a part of the id");
}

sql::Query fields_query(const CustomerModel& model, const std::vector<Field>& fields,
                        const std::optional<sql::Expr>& customer) {
  const metric::TableNames tables = metric::named_as_in_project;
  const metric::Base base(model.typed(), tables);
  metric::Rows rows(model.typed(), *model.key().entity, tables, base.measured_values());
  const sql::Type text{sql::TypeKind::kString};
  const sql::Expr key = rows.own_column(model.key().column);
  sql::Query query;
  query.select = {{sql::cast(key, text), "key"}};
  for (std::size_t i = 0; i < fields.size(); ++i)
    query.select.push_back({sql::cast(fields[i].shown.value(model.typed(), rows), text), fmt::format("f{}", i)});
  if (customer) query.where = sql::equal(key, *customer);
  rows.put_into(query);
  return query;
}

std::string existing_id(engine::Connection& connection, const CustomerModel& model, const std::string& id) {
  const auto customer = model.key().literal(id);
  if (!customer) refuse_unknown(connection, model, id);
  sql::Query query;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "customers"}};
  query.from = sql::table({model.key().entity->schema(), model.key().entity->table_name()});
  query.where = sql::equal(sql::column(model.key().column), *customer);
  if (connection.query_bigint(query) == 0) refuse_unknown(connection, model, id);
  return *model.key().canonical(id);
}

Profile profile_of(engine::Connection& connection, const CustomerModel& model, const std::string& id) {
  const auto customer = model.key().literal(id);
  if (!customer) refuse_unknown(connection, model, id);
  Profile profile;
  {
    engine::Result result = connection.query(fields_query(model, model.fields(), *customer));
    const auto chunk = result.next();
    if (!chunk || chunk->rows() == 0) refuse_unknown(connection, model, id);
    profile.id = chunk->display(0, 0);
    profile.fields = texts_in_row(*chunk, 0, 1, model.fields().size());
  }
  if (!model.figures().empty()) {
    engine::Result result = connection.query(figures_of_one(model.typed(), model.key(), model.figures(), *customer));
    const auto chunk = result.next();
    if (!chunk || chunk->rows() == 0) refuse_unknown(connection, model, id);
    profile.figures = texts_in_row(*chunk, 0, 1, model.figures().size());
  }
  profile.places.resize(model.figures().size());
  if (count_customers(connection, model) <= kFewCustomers)
    profile.places = places_of(connection, model.typed(), model.key(), model.figures(), profile.figures);
  profile.events = count_events(connection, model.typed(), model.key(), model.kinds(), *customer);
  profile.records = records_of(connection, model, *customer);
  return profile;
}

}  // namespace c360::customer
