#include "c360/metric/keeping.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/metric/base.h"
#include "c360/metric/page_content.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Dimension;
using project::Measure;
using project::MetricEntity;
using sql::Query;
using sql::TypeKind;
namespace fn = sql::fn;

/// Texts of more different values are left to the table that has each of them once.
constexpr std::int64_t kFew = 1000;

Query from_table(const MetricEntity& entity) {
  Query query;
  query.from = sql::table({entity.schema(), entity.table_name()}, entity.table_name());
  return query;
}

// The entity's own columns.

/// All SQL about an entity's rows, in small letters.
std::string texts_of(const MetricEntity& entity) {
  std::string all;
  const auto add = [&](const std::string& text) { all += to_lower(text) + '\n'; };
  for (const Dimension& dimension : entity.dimensions) add(dimension.sql);
  for (const Measure& measure : entity.measures) {
    add(measure.condition);
    add(measure.aggregate.of);
    for (const std::string& by : measure.aggregate.by) add(by);
    if (!measure.semi_additive) continue;
    add(measure.semi_additive->over);
    for (const std::string& per : measure.semi_additive->per) add(per);
  }
  for (const std::string& key : entity.key) add(key);
  for (const project::Relationship& relationship : entity.relationships)
    for (const std::string& column : relationship.columns) add(column);
  return all;
}

bool is_part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_part_of_word(text[at - 1]);
    if (begins && (end == text.size() || !is_part_of_word(text[end]))) return true;
  }
  return false;
}

/// Whether a column may be meant by an expression. One too many does no harm.
bool may_be_named(const std::string& texts, const std::string& column) {
  return column.find('"') != std::string::npos || texts.find(to_lower(column)) != std::string::npos;
}

// What rows lead to.

/// Dimensions by their names, with the keys that measures are taken for each of.
std::vector<Dim> wanted(const TypedModel& model, const std::vector<std::string>& dimensions) {
  const Names names(model);
  std::vector<Dim> dims;
  const auto add = [&](Dim dim) {
    dim.grain.reset();
    const bool is_place = dim.dimension != nullptr && dim.dimension->as != Dimension::As::kValue;
    const auto same = [&](const Dim& known) {
      return same_dimension(known, dim) && known.key_column == dim.key_column;
    };
    if (!dim.is_main_time && !is_place && std::none_of(dims.begin(), dims.end(), same)) dims.push_back(std::move(dim));
  };
  for (const std::string& text : dimensions) {
    const Dim dim = names.dimension(names.with_month(text));
    if (dim.dimension == nullptr || dim.dimension->kind != Dimension::Kind::kSince) {
      add(dim);
      continue;
    }
    add(names.dimension(names.with_month(dim.dimension->since)));
    add(names.dimension(names.with_month(dim.entity->name + "." + dim.entity->time)));
  }
  for (const MetricEntity& entity : model.spec().entities)
    for (const Measure& measure : entity.measures)
      if (const MetricEntity* each = model.spec().find(measure.each); each != nullptr)
        for (std::size_t i = 0; i < each->key.size(); ++i) add(names.key(*each, i));
  return dims;
}

/// The one way from an entity to a dimension; nullopt for none or several.
std::optional<Way> only_way(const TypedModel& model, const MetricEntity& entity, const Dim& dim) {
  const std::vector<Way> ways = shortest_ways(model.spec(), entity, *dim.start);
  if (ways.size() != 1) return std::nullopt;
  Way way = ways.front();
  way.insert(way.end(), dim.named.begin(), dim.named.end());
  return way;
}

bool has_few_values(engine::Connection& connection, const Dim& dim) {
  Query query = from_table(*dim.entity);
  const Dimension& own = *dim.dimension;
  const sql::Expr value = own.kind == Dimension::Kind::kSql ? sql::user_sql(own.sql) : sql::column(own.sql);
  query.select = {{sql::call(fn::kCountDistinct, {value}), "n"}};
  return connection.query_bigint(query) <= kFew;
}

/// Puts together what to keep of an entity. Used once.
class Keeper {
 public:
  Keeper(const TypedModel& model, engine::Connection& connection, const MetricEntity& entity, const Kept& known)
      : model_(model),
        connection_(connection),
        entity_(entity),
        base_(model, named_as_in_project, &known),
        rows_(model, entity, base_.tables(), base_.measured_values(), &known) {}

  std::optional<Keeping> keeping(const std::vector<std::string>& dimensions) {
    result_.entity = entity_.name;
    if (!add_own()) return std::nullopt;
    for (const Dim& dim : wanted(model_, dimensions)) add(dim);
    rows_.put_into(result_.query);
    if (!add_types()) return std::nullopt;
    return std::move(result_);
  }

 private:
  bool add_own() {
    const std::string texts = texts_of(entity_);
    if (has_word(texts, to_lower(entity_.table_name()))) return false;
    for (const engine::ResultColumn& column : connection_.describe(from_table(entity_)))
      if (may_be_named(texts, column.name)) put(rows_.own_column(column.name), column.name);
    return true;
  }

  bool add_types() {
    for (const engine::ResultColumn& column : connection_.describe(result_.query)) {
      if (!column.has_known_type || column.known.kind >= TypeKind::kBinary) return false;
      result_.columns.push_back({column.name, column.name, column.known});
    }
    return true;
  }

  void add(const Dim& dim) {
    const std::optional<Way> way = only_way(model_, entity_, dim);
    if (!way) return;
    const bool is_measured = dim.dimension != nullptr && dim.dimension->kind == Dimension::Kind::kMeasure;
    if (way->empty() && !is_measured) return;
    if (is_text(dim) && !is_measured && !has_few_values(connection_, dim)) return;
    const std::string name = fmt::format("_kept{}", result_.further.size());
    if (!result_.further.emplace(kept_name(*way, dim.dimension, dim.key_column), name).second) return;
    put(rows_.value(dim), name);
  }

  bool is_text(const Dim& dim) const {
    return dim.dimension != nullptr && Names(model_).own_type(*dim.entity, *dim.dimension).kind == TypeKind::kString;
  }

  void put(const sql::Expr& value, const std::string& name) { result_.query.select.push_back({value, name}); }

  const TypedModel& model_;
  engine::Connection& connection_;
  const MetricEntity& entity_;
  Base base_;
  Rows rows_;
  Keeping result_;
};

}  // namespace

std::vector<const MetricEntity*> entities_to_keep(const TypedModel& model, engine::Connection& connection,
                                                  std::int64_t least_rows) {
  std::vector<std::pair<std::size_t, const MetricEntity*>> found;
  for (const MetricEntity& entity : model.spec().entities) {
    Query query = from_table(entity);
    query.select = {{sql::call(fn::kCount, {sql::star()}), "n"}};
    if (connection.query_bigint(query) >= least_rows)
      found.emplace_back(reachable(model.spec(), entity).size(), &entity);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const MetricEntity*> entities;
  for (const auto& [size, entity] : found) entities.push_back(entity);
  return entities;
}

std::vector<std::string> dimensions_to_keep(const project::SemanticModel& model) {
  const std::vector<std::string> filters = filter_dimensions(model);
  std::set<std::string> asked(filters.begin(), filters.end());
  for (const PageContent& page : page_contents(model))
    for (const PageCard& card : page.cards) {
      asked.insert(card.by.begin(), card.by.end());
      for (const std::string& condition : card.where) asked.insert(parse_condition(condition).dimension);
    }
  for (const MetricEntity& entity : model.entities)
    for (const Measure& measure : entity.measures)
      for (const std::string& filter : measure.filters) asked.insert(parse_condition(filter).dimension);
  return {asked.begin(), asked.end()};
}

std::optional<Keeping> keeping_of(const TypedModel& model, engine::Connection& connection, const MetricEntity& entity,
                                  const std::vector<std::string>& dimensions, const Kept& known) {
  return Keeper(model, connection, entity, known).keeping(dimensions);
}

KeptTable kept_in(const Keeping& keeping, const std::string& file) {
  return {{keeping.columns, {{file}}}, keeping.further};
}

}  // namespace c360::metric
