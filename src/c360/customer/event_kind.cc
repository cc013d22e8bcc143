#include "c360/customer/event_kind.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/metric/period.h"
#include "c360/project/metric_words.h"
#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using project::ColumnRole;
using project::MetricEntity;
using project::Relationship;
namespace fn = sql::fn;

/// By what an event is called, the best first: what was bought, what it was about.
constexpr ColumnRole kTitles[] = {ColumnRole::kName,   ColumnRole::kIssue,   ColumnRole::kCategory,
                                  ColumnRole::kReason, ColumnRole::kMethod,  ColumnRole::kPage,
                                  ColumnRole::kTier,   ColumnRole::kSegment, ColumnRole::kDevice};

/// Puts one kind together.
class Finder {
 public:
  Finder(const metric::TypedModel& model, const CustomerKey& key, const MetricEntity& entity, metric::Way way)
      : model_(model), key_(key) {
    kind_.entity = &entity;
    kind_.way = std::move(way);
  }

  EventKind find(const std::map<std::string, sql::Type>& types) {
    kind_.time = metric::Names(model_).own_type(*kind_.entity, *kind_.entity->find_dimension(kind_.entity->time));
    kind_.day_only = kind_.time.kind == sql::TypeKind::kDate;
    left_ = kind_.way.empty() ? std::vector<ShownColumn>{} : own_columns(*kind_.entity, types);
    std::erase_if(left_, [&](const ShownColumn& column) { return is_told_already(column); });
    for (const Relationship& relationship : kind_.entity->relationships) add_related(relationship);
    kind_.amount = taken(ColumnRole::kAmount);
    kind_.status = taken(ColumnRole::kStatus);
    kind_.channel = taken(ColumnRole::kChannel);
    for (const ColumnRole role : kTitles)
      if (!kind_.title) kind_.title = taken(role);
    kind_.details = std::move(left_);
    return std::move(kind_);
  }

 private:
  /// The event's own number and time stand in it anyway, and columns of relationships are told by what they lead to.
  bool is_told_already(const ShownColumn& shown) const {
    const std::string& column = shown.column;
    const auto& key = kind_.entity->key;
    const bool is_number = shown.role == ColumnRole::kId || key.size() == 1;
    if (is_number && std::find(key.begin(), key.end(), column) != key.end()) return true;
    const project::Dimension& time = *kind_.entity->find_dimension(kind_.entity->time);
    if (time.kind == project::Dimension::Kind::kColumn && time.sql == column) return true;
    return std::any_of(kind_.entity->relationships.begin(), kind_.entity->relationships.end(),
                       [&](const Relationship& each) {
                         return std::find(each.columns.begin(), each.columns.end(), column) != each.columns.end();
                       });
  }

  /// What an event's row leads to, by its name or place, or else its number.
  void add_related(const Relationship& relationship) {
    const MetricEntity* to = model_.spec().find(relationship.to);
    if (to == nullptr || to == key_.entity || !relationship.active) return;
    for (const ColumnRole role : {ColumnRole::kName, ColumnRole::kLocation, ColumnRole::kId}) {
      const project::MetricColumn* column = to->find_column(role);
      if (column == nullptr) continue;
      left_.push_back({to->label, role, "", kind_.entity->name + "." + relationship.name + "." + column->name, {}});
      return;
    }
  }

  std::optional<ShownColumn> taken(ColumnRole role) {
    const auto found =
        std::find_if(left_.begin(), left_.end(), [&](const ShownColumn& column) { return column.role == role; });
    if (found == left_.end()) return std::nullopt;
    ShownColumn column = *found;
    left_.erase(found);
    return column;
  }

  const metric::TypedModel& model_;
  const CustomerKey& key_;
  EventKind kind_;
  std::vector<ShownColumn> left_;
};

/// A dimension that holds a column where a way leads.
metric::Dim column_behind(const MetricEntity& start, metric::Way way, std::string column) {
  metric::Dim dim;
  dim.start = &start;
  dim.entity = way.empty() ? &start : way.back().to;
  dim.named = std::move(way);
  dim.key_column = std::move(column);
  return dim;
}

}  // namespace

std::string EventKind::word() const {
  return entity->role == project::EntityRole::kOther ? entity->name : project::word_of(entity->role);
}

std::vector<const ShownColumn*> EventKind::shown() const {
  std::vector<const ShownColumn*> columns;
  for (const auto* each : {&amount, &status, &channel, &title})
    if (*each) columns.push_back(&**each);
  for (const ShownColumn& detail : details) columns.push_back(&detail);
  return columns;
}

std::size_t EventKind::shown_count() const {
  return std::size_t{amount.has_value()} + std::size_t{status.has_value()} + std::size_t{channel.has_value()} +
         std::size_t{title.has_value()} + details.size();
}

std::vector<EventKind> find_event_kinds(const metric::TypedModel& model, const CustomerKey& key,
                                        engine::Connection& connection) {
  std::vector<EventKind> kinds;
  for (const MetricEntity& entity : model.spec().entities) {
    if (entity.time.empty() || entity.key.empty()) continue;
    std::vector<metric::Way> ways = metric::shortest_ways(model.spec(), entity, *key.entity);
    if (ways.empty()) continue;
    kinds.push_back(Finder(model, key, entity, std::move(ways.front())).find(column_types(connection, entity)));
  }
  return kinds;
}

EventRows::EventRows(const metric::TypedModel& model, const CustomerKey& key, const EventKind& kind)
    : model_(model),
      key_(key),
      kind_(kind),
      base_(model, tables_),
      rows_(model, *kind.entity, tables_, base_.measured_values()) {}

/// Where the last step of the way leads to the customer, its own column says which one: no join for it.
sql::Expr EventRows::customer() {
  metric::Way way = kind_.way;
  std::string column = key_.column;
  if (!way.empty() && !way.back().backward) {
    column = way.back().relationship->columns.front();
    way.pop_back();
  }
  return rows_.grouping(column_behind(*kind_.entity, std::move(way), std::move(column)));
}

sql::Expr EventRows::at() {
  const metric::Dim time = metric::Names(model_).dimension(kind_.entity->name + "." + kind_.entity->time);
  const sql::Expr local = metric::local_time(model_.calendar(), rows_.grouping(time), kind_.time);
  return sql::cast(local, sql::Type{sql::TypeKind::kDatetime});
}

sql::Expr EventRows::id() {
  const sql::Type text{sql::TypeKind::kString};
  std::vector<sql::Expr> parts;
  for (const std::string& column : kind_.entity->key) {
    if (!parts.empty()) parts.push_back(sql::literal("/"));
    parts.push_back(sql::call(fn::kCoalesce, {sql::cast(rows_.own_column(column), text), sql::literal("")}));
  }
  return parts.size() == 1 ? parts.front() : sql::call(fn::kConcat, std::move(parts));
}

}  // namespace c360::customer
