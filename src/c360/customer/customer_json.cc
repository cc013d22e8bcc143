#include "c360/customer/customer_json.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/json_object.h"
#include "c360/project/metric_words.h"

namespace c360::customer {
namespace {

using project::ColumnRole;

Json text_or_null(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json();
}

/// "2024-05-31T08:15:00", or the day alone where no more is known.
Json moment_json(const std::optional<std::string>& at, bool day_only) {
  if (!at) return nullptr;
  if (day_only) return at->substr(0, 10);
  std::string text = *at;
  std::replace(text.begin(), text.end(), ' ', 'T');
  return text;
}

Json source_json(const SourceColumn& source, const std::map<lakehouse::TableName, SourceRecord>& records) {
  const auto record = records.find(source.table);
  const bool is_known = record != records.end();
  return JsonObject(7)
      .add("table", source.table.to_string())
      .add("column", source.column)
      .add("source", source.source)
      .add("source_column", source.source_column)
      .add("how", source.how)
      .add("file", is_known ? Json(record->second.file) : Json())
      .add("record", is_known ? Json(record->second.record) : Json())
      .done();
}

Json fields_json(const CustomerModel& model, const Profile& profile) {
  Json fields = Json::array();
  for (std::size_t i = 0; i < model.fields().size(); ++i) {
    const Field& field = model.fields()[i];
    Json sources = Json::array();
    for (const SourceColumn& source : field.sources) sources.push_back(source_json(source, profile.records));
    fields.push_back(JsonObject(6)
                         .add("name", field.name)
                         .add("label", field.shown.label)
                         .add("role", project::word_of(field.shown.role))
                         .add("entity", field.entity->name)
                         .add("value", text_or_null(profile.fields[i]))
                         .add("sources", std::move(sources))
                         .done());
  }
  return fields;
}

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  const std::string percentile = place->percentile();
  return JsonObject(3)
      .add("rank", place->rank)
      .add("of", place->of)
      .add("percentile", percentile.empty() ? Json() : Json(percentile))
      .done();
}

std::string word_of_good(project::Good good) {
  return good == project::Good::kUp ? "up" : good == project::Good::kDown ? "down" : "neither";
}

Json measures_json(const CustomerModel& model, const Profile& profile) {
  Json measures = Json::array();
  for (std::size_t i = 0; i < model.figures().size(); ++i) {
    const project::Measure& measure = *model.figures()[i].measure;
    measures.push_back(JsonObject(10)
                           .add("name", measure.name)
                           .add("label", measure.label)
                           .add("entity", measure.entity)
                           .add("format", project::word_of(measure.format))
                           .add("unit", measure.unit)
                           .add("decimals", measure.decimals ? Json(*measure.decimals) : Json())
                           .add("good", word_of_good(measure.good))
                           .add("description", measure.description)
                           .add("value", text_or_null(profile.figures[i]))
                           .add("place", place_json(profile.places[i]))
                           .done());
  }
  return measures;
}

Json counts_json(const Profile& profile) {
  Json counts = Json::array();
  for (const EventCount& count : profile.events)
    counts.push_back(JsonObject(6)
                         .add("kind", count.kind->word())
                         .add("entity", count.kind->entity->name)
                         .add("label", count.kind->entity->label)
                         .add("count", count.events)
                         .add("first", moment_json(count.first, count.kind->day_only))
                         .add("last", moment_json(count.last, count.kind->day_only))
                         .done());
  return counts;
}

/// The first or last moment of all kinds, its hour only where that is known.
Json seen_json(const Profile& profile, bool last) {
  const EventCount* best = nullptr;
  for (const EventCount& count : profile.events) {
    const auto& here = last ? count.last : count.first;
    if (!here) continue;
    if (best == nullptr || (last ? *here > *best->last : *here < *best->first)) best = &count;
  }
  if (best == nullptr) return nullptr;
  return moment_json(last ? best->last : best->first, best->kind->day_only);
}

Json name_json(const CustomerModel& model, const Profile& profile) {
  for (std::size_t i = 0; i < model.fields().size(); ++i)
    if (model.fields()[i].entity == model.key().entity && model.fields()[i].shown.role == ColumnRole::kName)
      return text_or_null(profile.fields[i]);
  return nullptr;
}

/// Of an event that has none of its own.
std::string title_of(const Event& event) {
  const project::MetricEntity& entity = *event.kind->entity;
  if (event.kind->way.empty()) return entity.find_dimension(entity.time)->label;
  return fmt::format("{} {}", entity.label, event.id);
}

/// Values of an event by what they are.
Json event_json(const Event& event) {
  const EventKind& kind = *event.kind;
  std::size_t index = 0;
  const auto next = [&](bool is_there) { return is_there ? text_or_null(event.values[index++]) : Json(); };
  JsonObject json(9);
  json.add("at", moment_json(event.at, kind.day_only));
  json.add("entity", kind.entity->name);
  json.add("kind", kind.word());
  json.add("id", event.id);
  json.add("amount", next(kind.amount.has_value()));
  json.add("status", next(kind.status.has_value()));
  json.add("channel", next(kind.channel.has_value()));
  Json title = next(kind.title.has_value());
  json.add("title", title.is_null() ? Json(title_of(event)) : std::move(title));
  Json details = Json::array();
  for (const ShownColumn& detail : kind.details)
    if (Json value = next(true); !value.is_null())
      details.push_back(JsonObject(3)
                            .add("label", detail.label)
                            .add("role", project::word_of(detail.role))
                            .add("value", std::move(value))
                            .done());
  return json.add("details", std::move(details)).done();
}

const char* key_of(ColumnRole role) {
  switch (role) {
    case ColumnRole::kName:
      return "name";
    case ColumnRole::kEmail:
      return "email";
    case ColumnRole::kPhone:
      return "phone";
    case ColumnRole::kLocation:
      return "location";
    case ColumnRole::kAddress:
      return "address";
    default:
      return nullptr;
  }
}

/// Why a customer was found: by the word that fits worst, and word by word.
Json matched_json(const CustomerModel& model, const std::vector<SearchField>& fields, const FoundCustomer& found) {
  const auto worst = std::max_element(found.words.begin(), found.words.end(), [](const auto& a, const auto& b) {
    return std::tie(a.match.how, a.match.errors) < std::tie(b.match.how, b.match.errors);
  });
  if (worst == found.words.end()) return nullptr;
  const auto field_of = [&](const FoundWord& word) -> const Field& { return model.fields()[fields[word.field].field]; };
  Json words = Json::array();
  for (const FoundWord& word : found.words)
    words.push_back({{"asked", word.asked},
                     {"found", word.found},
                     {"field", field_of(word).name},
                     {"how", to_string(word.match.how)}});
  return JsonObject(5)
      .add("field", field_of(*worst).name)
      .add("label", field_of(*worst).shown.label)
      .add("text", text_or_null(found.texts[worst->field]))
      .add("how", to_string(worst->match.how))
      .add("words", std::move(words))
      .done();
}

}  // namespace

Json json_of(const CustomerModel& model, const Profile& profile) {
  return JsonObject(9)
      .add("id", profile.id)
      .add("name", name_json(model, profile))
      .add("entity", model.key().entity->name)
      .add("label", model.key().entity->label)
      .add("first_seen", seen_json(profile, false))
      .add("last_seen", seen_json(profile, true))
      .add("fields", fields_json(model, profile))
      .add("measures", measures_json(model, profile))
      .add("events", counts_json(profile))
      .done();
}

Json json_of(const Timeline& timeline) {
  Json::array_t events;
  events.reserve(timeline.events.size());
  for (const Event& event : timeline.events) events.push_back(event_json(event));
  return JsonObject(2)
      .add("events", std::move(events))
      .add("next", timeline.next ? Json(timeline.next->to_text()) : Json())
      .done();
}

Json json_of(const CustomerModel& model, const std::vector<FoundCustomer>& found) {
  const std::vector<SearchField> fields = search_fields(model);
  Json matches = Json::array();
  for (const FoundCustomer& customer : found) {
    Json json = {{"id", customer.id}};
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (const char* key = key_of(fields[i].role); key != nullptr && !json.contains(key))
        json[key] = text_or_null(customer.texts[i]);
    json["matched"] = matched_json(model, fields, customer);
    matches.push_back(std::move(json));
  }
  return matches;
}

}  // namespace c360::customer
