#include "c360/powerbi/filter_ways.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/powerbi/dax_text.h"
#include "c360/powerbi/tmdl/check_relationships.h"
#include "c360/project/names.h"

namespace c360::powerbi {
namespace {

using project::folded;
using project::MetricEntity;

class WayFinder {
 public:
  WayFinder(const project::SemanticModel& semantics, const ModelNames& names, const MadeColumns& columns)
      : semantics_(semantics), names_(names), columns_(columns) {}

  FilterWays find() {
    for (const bool active : {true, false})
      for (const MetricEntity& entity : semantics_.entities)
        for (const auto& relationship : entity.relationships)
          if (relationship.active == active) add(entity, relationship);
    // Facts before what they lead to: days filter facts.
    for (const MetricEntity* entity : facts_first())
      if (!entity->time.empty()) add_day(*entity, entity->time, true);
    for (const MetricEntity& entity : semantics_.entities)
      for (const auto& [moment, day] : columns_.at(entity.name).days)
        if (moment != folded(entity.time)) add_day(entity, moment, false);
    for (const MetricEntity& entity : semantics_.entities) found_.filtered_by[entity.name] = reached_from(entity.name);
    return std::move(found_);
  }

 private:
  void remark(std::string what, std::string why, bool left_out) {
    found_.remarks.push_back({std::move(what), std::move(why), left_out});
  }

  void add(const MetricEntity& entity, const project::Relationship& relationship) {
    const std::string what = fmt::format("relationship {}.{}", entity.name, relationship.name);
    const MetricEntity* to = semantics_.find(relationship.to);
    if (to == nullptr || to->key.size() != 1 || relationship.columns.size() != 1)
      return remark(what, "Power BI relates tables by one column", true);
    const std::string& from_column = relationship.columns.front();
    if (!names_.has_column(entity.name, from_column) || !names_.has_column(to->name, to->key.front()))
      return remark(what, "its columns are not exported", true);
    const bool one_to_one = relationship.kind == project::Relationship::Kind::kOneToOne;
    TabularRelationship made{names_.table(entity.name), names_.column(entity.name, from_column),
                             names_.table(to->name),    names_.column(to->name, to->key.front()),
                             relationship.active,       one_to_one};
    add(what, made);
    if (made.is_active) leads_to_[entity.name].insert(to->name);
    if (made.is_active && one_to_one) leads_to_[to->name].insert(entity.name);
  }

  /// Adds a relationship, not active where it would give filters a second way.
  void add(const std::string& what, TabularRelationship& made) {
    if (made.is_active) {
      ways_.push_back({made.from_table, made.to_table, made.is_one_to_one});
      if (!tmdl::ambiguous_tables(ways_).empty()) {
        ways_.pop_back();
        made.is_active = false;
        if (!what.empty())
          remark(what, "filters come from there by another way already; it is there, but not active", false);
      }
    }
    found_.relationships.push_back(made);
  }

  void add_day(const MetricEntity& entity, const std::string& moment, bool is_own_time) {
    const auto& days = columns_.at(entity.name).days;
    const auto day = days.find(folded(moment));
    if (day == days.end())
      return remark(fmt::format("time of {}", entity.name), "it is no column of the table; days do not filter it",
                    true);
    TabularRelationship made{names_.table(entity.name), day->second, names_.dates(),
                             date_column::kDate,        is_own_time, false};
    add("", made);
    if (is_own_time) found_.dates[entity.name] = {dax_column(made.from_table, day->second), made.is_active};
  }

  std::vector<const MetricEntity*> facts_first() const {
    std::set<std::string> led_to;
    for (const auto& [from, to] : leads_to_) led_to.insert(to.begin(), to.end());
    std::vector<const MetricEntity*> entities;
    for (const bool is_led_to : {false, true})
      for (const MetricEntity& entity : semantics_.entities)
        if ((led_to.count(entity.name) > 0) == is_led_to) entities.push_back(&entity);
    return entities;
  }

  std::set<std::string> reached_from(const std::string& entity) const {
    std::set<std::string> reached{entity};
    std::vector<std::string> open{entity};
    while (!open.empty()) {
      const auto found = leads_to_.find(open.back());
      open.pop_back();
      if (found == leads_to_.end()) continue;
      for (const std::string& next : found->second)
        if (reached.insert(next).second) open.push_back(next);
    }
    return reached;
  }

  const project::SemanticModel& semantics_;
  const ModelNames& names_;
  const MadeColumns& columns_;
  std::vector<tmdl::FilterWay> ways_;
  std::map<std::string, std::set<std::string>> leads_to_;
  FilterWays found_;
};

}  // namespace

FilterWays find_filter_ways(const project::SemanticModel& semantics, const ModelNames& names,
                            const MadeColumns& columns) {
  return WayFinder(semantics, names, columns).find();
}

}  // namespace c360::powerbi
