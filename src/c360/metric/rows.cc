#include "c360/metric/rows.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/metric/condition.h"
#include "c360/metric/labels.h"
#include "c360/metric/period.h"
#include "c360/metric/refusal.h"
#include "c360/metric/value.h"
#include "c360/project/metric_words.h"
#include "c360/sql/functions.h"

namespace c360::metric {
namespace {

using project::Dimension;
using project::MetricEntity;
using project::TimeGrain;
using sql::Expr;
using sql::Type;
using sql::TypeKind;
namespace fn = sql::fn;

std::string value_column(std::size_t index) {
  return fmt::format("k{}", index);
}

bool is_zero_based(const TypedModel& model, const Dimension& dimension) {
  const ValuePtr value = value_of(model, Names(model).measure(dimension.measure));
  return value->leaf && value->leaf->zero;
}

}  // namespace

Rows::Rows(const TypedModel& model, const MetricEntity& entity, const TableNames& tables,
           const MeasuredValues& measured, const Kept* kept)
    : model_(model), entity_(&entity), tables_(tables), measured_(measured), kept_(kept) {
  places_.push_back({&entity, entity.name, 0, {}, {}, {}});
}

Expr Rows::own_column(const std::string& column) {
  return column_at(0, column);
}

Expr Rows::own_sql(const std::string& text) {
  return sql_at(0, text);
}

Expr Rows::column_at(std::size_t place, const std::string& column) const {
  return sql::column(places_[place].alias, column);
}

Expr Rows::sql_at(std::size_t place, const std::string& text) {
  Place& here = places_[place];
  const auto [known, is_new] = here.computed.emplace(text, fmt::format("_x{}", here.computed.size()));
  return sql::column(here.alias, known->second);
}

std::string Rows::free_alias(const std::string& wanted) const {
  const auto is_taken = [&](const std::string& alias) {
    return std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
      return place.alias == alias || std::any_of(place.measured.begin(), place.measured.end(),
                                                 [&](const auto& entry) { return entry.second == alias; });
    });
  };
  std::string alias = wanted;
  for (int i = 2; is_taken(alias); ++i) alias = fmt::format("{}_{}", wanted, i);
  return alias;
}

Way Rows::way_to(const Dim& dim) const {
  const std::vector<Way> ways = shortest_ways(model_.spec(), *entity_, *dim.start);
  if (ways.empty()) throw unreachable(model_, *entity_, dim);
  if (ways.size() > 1) throw ambiguous(*entity_, dim, ways);
  Way way = ways.front();
  way.insert(way.end(), dim.named.begin(), dim.named.end());
  return way;
}

std::size_t Rows::walk(const Way& way) {
  std::size_t here = 0;
  for (const Step& step : way) {
    const auto known = std::find_if(places_.begin() + 1, places_.end(), [&](const Place& place) {
      return place.parent == here && place.step.relationship == step.relationship &&
             place.step.backward == step.backward;
    });
    if (known != places_.end()) {
      here = static_cast<std::size_t>(known - places_.begin());
      continue;
    }
    places_.push_back({step.to, free_alias(step.to->name), here, step, {}, {}});
    here = places_.size() - 1;
  }
  return here;
}

Expr Rows::value_at(std::size_t place, const Dimension& dimension) {
  if (dimension.kind == Dimension::Kind::kColumn) return column_at(place, dimension.sql);
  if (dimension.kind == Dimension::Kind::kSql) return sql_at(place, dimension.sql);
  return measured_at(place, dimension);
}

/// A measure's value for the row of the entity at a place; 0 where nothing was counted or added up, but unknown where
/// there is no such row.
Expr Rows::measured_at(std::size_t place, const Dimension& dimension) {
  auto& known = places_[place].measured;
  auto found = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == &dimension; });
  if (found == known.end()) {
    const std::string alias = free_alias(places_[place].alias + "_" + dimension.name);
    found = known.emplace(known.end(), &dimension, alias);
  }
  const Expr value = sql::column(found->second, "v");
  if (dimension.as != Dimension::As::kValue || !is_zero_based(model_, dimension)) return value;
  const Expr key = column_at(place, places_[place].entity->key.front());
  const Type type = type_of_measure(model_, Names(model_).measure(dimension.measure));
  return sql::case_when({{sql::is_not_null(key), sql::call(fn::kCoalesce, {value, sql::literal("0", type)})}},
                        sql::null_of(type));
}

const KeptTable* Rows::kept_of(const MetricEntity& entity) const {
  return kept_ == nullptr ? nullptr : kept_->find(entity.name);
}

Expr Rows::value_along(const Way& way, const Dimension* dimension, const std::string& key_column) {
  for (auto step = way.begin();; ++step) {
    const MetricEntity& here = step == way.begin() ? *entity_ : *(step - 1)->to;
    if (const KeptTable* kept = kept_of(here)) {
      const auto found = kept->columns.find(kept_name({step, way.end()}, dimension, key_column));
      if (found != kept->columns.end()) return column_at(walk({way.begin(), step}), found->second);
    }
    if (step == way.end()) break;
  }
  const std::size_t place = walk(way);
  return dimension == nullptr ? column_at(place, key_column) : value_at(place, *dimension);
}

Expr Rows::since_along(Way way, const Dimension& dimension, TimeGrain grain) {
  const MetricEntity& entity = way.empty() ? *entity_ : *way.back().to;
  const Dimension& time = *entity.find_dimension(entity.time);
  const Dim first = Names(model_).dimension(dimension.since);
  const std::vector<Way> ways = shortest_ways(model_.spec(), entity, *first.entity);
  if (ways.empty()) throw unreachable(model_, entity, first);
  if (ways.size() > 1) throw ambiguous(entity, first, ways);
  const Calendar& calendar = model_.calendar();
  const Expr to = first_day(calendar, value_along(way, &time), Names(model_).own_type(entity, time), grain);
  way.insert(way.end(), ways.front().begin(), ways.front().end());
  const Expr from = first_day(calendar, value_along(way, first.dimension), first.type, grain);
  return sql::call(fn::kPeriodsBetween, {period_literal(grain), from, to});
}

std::pair<Expr, Type> Rows::own_value(const Dim& dim) {
  if (dim.is_main_time) {
    if (entity_->time.empty()) throw timeless(*entity_);
    const Dimension& time = *entity_->find_dimension(entity_->time);
    return {value_at(0, time), Names(model_).own_type(*entity_, time)};
  }
  const Expr value = value_along(way_to(dim), dim.dimension, dim.key_column);
  return {value, dim.dimension == nullptr ? dim.type : Names(model_).own_type(*dim.entity, *dim.dimension)};
}

Expr Rows::grouping(const Dim& dim) {
  if (dim.dimension != nullptr && dim.dimension->kind == Dimension::Kind::kSince) {
    if (!dim.grain) throw without_period(dim);
    return since_along(way_to(dim), *dim.dimension, *dim.grain);
  }
  auto [value, type] = own_value(dim);
  if (dim.dimension != nullptr && !dim.dimension->bands.empty()) return band_number(value, dim.dimension->bands);
  if (!dim.grain) return value;
  if (*dim.grain == TimeGrain::kHourOfDay && type.kind == TypeKind::kDate) throw without_hours(*entity_);
  return at_grain(value, type, *dim.grain);
}

Expr Rows::at_grain(Expr moment, const Type& type, TimeGrain grain) const {
  if (project::is_period(grain)) return first_day(model_.calendar(), moment, type, grain);
  moment = local_time(model_.calendar(), moment, type);
  if (grain == TimeGrain::kHourOfDay) return sql::call(fn::kHourOfDay, {moment});
  if (grain == TimeGrain::kMonthOfYear) return sql::call(fn::kMonthOfYear, {moment});
  return sql::call(fn::kDayOfWeek, {moment, sql::literal(std::int64_t{model_.calendar().first_day_of_week})});
}

Expr Rows::fulfils(const Condition& condition) {
  const Dim dim = Names(model_).dimension(condition.dimension);
  if (dim.grain || (dim.dimension != nullptr && dim.dimension->kind == Dimension::Kind::kSince) || is_coded(dim))
    return compared(shown(model_, dim, grouping(dim)), dim.type, condition);
  auto [value, type] = own_value(dim);
  if (!is_time(type) || !has_days(condition)) return compared(value, type, condition);
  return compared(first_day(model_.calendar(), value, type, TimeGrain::kDay), kDate, condition);
}

void Rows::join(sql::Relation relation, Expr on) {
  further_.emplace_back(std::move(relation), std::move(on));
}

sql::Relation Rows::relation_of(const Place& place) const {
  const KeptTable* kept = kept_of(*place.entity);
  sql::Relation own = kept != nullptr
                          ? sql::scan(kept->rows, place.alias)
                          : sql::table(tables_(place.entity->schema(), place.entity->table_name()), place.alias);
  if (place.computed.empty()) return own;
  own.alias = kept != nullptr ? place.entity->table_name() : "";  // as expressions may call it
  sql::Query query;
  query.select = {{sql::star(), ""}};
  for (const auto& [text, name] : place.computed) query.select.push_back({sql::user_sql(text), name});
  query.from = std::move(own);
  return sql::subquery(std::move(query), place.alias);
}

Expr Rows::joined_on(const Place& place) const {
  const auto& columns = place.step.relationship->columns;
  const auto& key = place.step.backward ? place.step.from->key : place.step.to->key;
  std::vector<Expr> conditions;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Expr here = sql::column(place.alias, place.step.backward ? columns[i] : key[i]);
    const Expr there = column_at(place.parent, place.step.backward ? key[i] : columns[i]);
    conditions.push_back(sql::equal(here, there));
  }
  return sql::all_of(std::move(conditions));
}

void Rows::put_into(sql::Query& query) const {
  query.from = relation_of(places_.front());
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    if (i > 0) sql::join_left(query, relation_of(place), joined_on(place));
    for (const auto& [dimension, alias] : place.measured) {
      std::vector<Expr> on;
      for (std::size_t k = 0; k < place.entity->key.size(); ++k)
        on.push_back(sql::equal(sql::column(alias, value_column(k)), column_at(i, place.entity->key[k])));
      sql::join_left(query, sql::subquery(measured_(*place.entity, *dimension), alias), sql::all_of(std::move(on)));
    }
  }
  for (const auto& [relation, on] : further_) sql::join_left(query, relation, on);
}

std::vector<std::string> named_as_in_project(const std::string& schema, const std::string& table) {
  return {schema, table};
}

bool is_coded(const Dim& dim) {
  return dim.grain == TimeGrain::kDayName || (dim.dimension != nullptr && !dim.dimension->bands.empty());
}

Type grouping_type(const Dim& dim) {
  return is_coded(dim) ? Type{TypeKind::kBigint} : dim.type;
}

Expr shown(const TypedModel& model, const Dim& dim, Expr grouped) {
  if (dim.grain == TimeGrain::kDayName)
    return label_of_number(grouped, day_labels(model.calendar().first_day_of_week), 1);
  if (!is_coded(dim)) return grouped;
  return label_of_number(grouped, labels_of_bands(model, *dim.dimension), 0);
}

std::vector<std::string> labels_of_bands(const TypedModel& model, const Dimension& dimension) {
  const Type type = type_of_measure(model, Names(model).measure(dimension.measure));
  const bool whole_numbers = is_exact(type) && scale_of(type) == 0 && dimension.as == Dimension::As::kValue;
  return band_labels(dimension.bands, whole_numbers);
}

}  // namespace c360::metric
