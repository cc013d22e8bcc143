#include "c360/metric/names.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/metric/value.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::Dimension;
using project::MetricEntity;
using project::TimeGrain;
using sql::Type;
using sql::TypeKind;

std::vector<std::string> split_at_dots(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t dot = text.find('.'); dot != std::string::npos; dot = text.find('.', start)) {
    parts.push_back(text.substr(start, dot - start));
    start = dot + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

Type type_of_grain(TimeGrain grain) {
  if (project::is_period(grain)) return {TypeKind::kDate};
  return {grain == TimeGrain::kDayName ? TypeKind::kString : TypeKind::kBigint};
}

Dim main_time() {
  Dim dim;
  dim.is_main_time = true;
  dim.name = "time";
  dim.label = "Time";
  dim.type = {TypeKind::kDate};
  return dim;
}

}  // namespace

bool same_dimension(const Dim& a, const Dim& b) {
  const auto same_way = std::equal(a.named.begin(), a.named.end(), b.named.begin(), b.named.end(),
                                   [](const Step& x, const Step& y) { return x.relationship == y.relationship; });
  return a.is_main_time == b.is_main_time && a.entity == b.entity && a.dimension == b.dimension &&
         a.key_column == b.key_column && same_way;
}

Dim Names::dimension(const std::string& text) const {
  if (project::find_grain(text)) {
    Dim dim = with_grain(main_time(), text);
    dim.text = text;
    return dim;
  }
  if (auto whole = find(text)) {
    whole->text = text;
    return *whole;
  }
  const std::size_t dot = text.rfind('.');
  if (dot != std::string::npos) {
    if (auto base = find(text.substr(0, dot))) {
      Dim dim = with_grain(std::move(*base), text.substr(dot + 1));
      dim.text = text;
      return dim;
    }
  }
  throw Error(ErrorCode::kUsage, fmt::format("there is no dimension '{}'", text), did_you_mean(text, all()));
}

std::optional<Dim> Names::find(const std::string& text) const {
  if (text == "time") return main_time();
  const std::vector<std::string> parts = split_at_dots(text);
  return parts.size() == 1 ? find_alone(text) : find_in_entity(parts);
}

std::optional<Dim> Names::find_in_entity(const std::vector<std::string>& parts) const {
  const MetricEntity* entity = model_.spec().find(parts.front());
  if (entity == nullptr) return std::nullopt;
  const MetricEntity* start = entity;
  Way named;
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const project::Relationship* relationship = entity->find_relationship(parts[i]);
    if (relationship == nullptr) return std::nullopt;
    const MetricEntity* to = model_.spec().find(relationship->to);
    named.push_back({relationship, entity, to, false});
    entity = to;
  }
  const Dimension* dimension = entity->find_dimension(parts.back());
  if (dimension == nullptr) return std::nullopt;
  Dim dim = made(*entity, *dimension);
  dim.start = start;
  dim.named = std::move(named);
  return dim;
}

std::optional<Dim> Names::find_alone(const std::string& name) const {
  std::vector<std::string> owners;
  std::optional<Dim> found;
  for (const MetricEntity& entity : model_.spec().entities) {
    const Dimension* dimension = entity.find_dimension(name);
    if (dimension == nullptr) continue;
    owners.push_back(entity.name + "." + name);
    found = made(entity, *dimension);
  }
  if (owners.size() > 1)
    throw Error(ErrorCode::kUsage, fmt::format("several entities have a dimension '{}'", name),
                fmt::format("say which one: {}", fmt::join(owners, " or ")));
  return found;
}

Dim Names::made(const MetricEntity& entity, const Dimension& dimension) const {
  Dim dim;
  dim.name = dimension.name;
  dim.label = dimension.label;
  dim.entity = &entity;
  dim.start = &entity;
  dim.dimension = &dimension;
  dim.type = own_type(entity, dimension);
  return dim;
}

Dim Names::with_grain(Dim dim, const std::string& word) const {
  const auto grain = project::find_grain(word);
  if (!grain)
    throw Error(ErrorCode::kUsage, fmt::format("there is no grain '{}'", word),
                did_you_mean(word, project::grain_names()));
  const bool is_since = dim.dimension != nullptr && dim.dimension->kind == Dimension::Kind::kSince;
  if (is_since && !project::is_period(*grain))
    throw Error(ErrorCode::kUsage, fmt::format("'{}' counts periods, and {} is none", dim.name, word),
                "say day, week, month, quarter or year");
  if (!is_since && !dim.is_main_time && !is_time(dim.type))
    throw Error(ErrorCode::kUsage,
                fmt::format("'{}' has no {}: it is {}, not a time", dim.name, word, dim.type.to_string()),
                fmt::format("ask by {} itself", dim.name));
  if (*grain == TimeGrain::kHourOfDay && dim.type.kind == TypeKind::kDate && !dim.is_main_time)
    throw Error(ErrorCode::kUsage, fmt::format("'{}' has no hour_of_day: it holds days", dim.name),
                "ask by day_of_week");
  dim.grain = grain;
  dim.name = dim.is_main_time ? word : dim.name + "_" + word;
  dim.label = dim.is_main_time ? project::label_of_name(word) : dim.label + ", " + project::label_of_name(word);
  dim.type = is_since ? Type{TypeKind::kBigint} : type_of_grain(*grain);
  return dim;
}

Dim Names::key(const MetricEntity& entity, std::size_t index) const {
  Dim dim;
  dim.text = entity.name + "." + entity.key.at(index);
  dim.name = entity.key.at(index);
  dim.entity = &entity;
  dim.start = &entity;
  dim.key_column = entity.key.at(index);
  return dim;
}

const project::Measure& Names::measure(const std::string& name) const {
  if (const project::Measure* found = model_.spec().find_measure(name)) return *found;
  std::vector<std::string> known;
  for (const MetricEntity& entity : model_.spec().entities)
    for (const project::Measure& measure : entity.measures) known.push_back(measure.name);
  throw Error(ErrorCode::kUsage, fmt::format("there is no measure '{}'", name),
              known.empty() ? "the project has no metrics/*.yaml with measures" : did_you_mean(name, known));
}

Type Names::own_type(const MetricEntity& entity, const Dimension& dimension) const {
  switch (dimension.kind) {
    case Dimension::Kind::kColumn:
    case Dimension::Kind::kSql:
      return model_.type_of(entity, dimension);
    case Dimension::Kind::kSince:
      return {TypeKind::kBigint};
    case Dimension::Kind::kMeasure:
      break;
  }
  if (!dimension.bands.empty()) return {TypeKind::kString};
  if (dimension.as == Dimension::As::kRank) return {TypeKind::kBigint};
  if (dimension.as == Dimension::As::kPercentile) return Type::decimal(9, 6);
  return type_of_measure(model_, measure(dimension.measure));
}

std::string Names::with_month(const std::string& text) const {
  const Dim dim = dimension(text);
  const bool counts = dim.dimension != nullptr && dim.dimension->kind == project::Dimension::Kind::kSince;
  return (counts || is_time(dim.type)) && !dim.grain ? text + ".month" : text;
}

std::vector<std::string> Names::all() const {
  std::vector<std::string> names;
  for (const MetricEntity& entity : model_.spec().entities)
    for (const Dimension& dimension : entity.dimensions) names.push_back(entity.name + "." + dimension.name);
  for (const std::string& grain : project::grain_names()) names.push_back("time." + grain);
  return names;
}

}  // namespace c360::metric
