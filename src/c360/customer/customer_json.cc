#include "c360/customer/customer_json.h"

#include <fmt/core.h>

#include <algorithm>

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
  Json json = {{"table", source.table.to_string()},
               {"column", source.column},
               {"source", source.source},
               {"source_column", source.source_column},
               {"how", source.how}};
  const auto record = records.find(source.table);
  json["file"] = record == records.end() ? Json() : Json(record->second.file);
  json["record"] = record == records.end() ? Json() : Json(record->second.record);
  return json;
}

Json fields_json(const CustomerModel& model, const Profile& profile) {
  Json fields = Json::array();
  for (std::size_t i = 0; i < model.fields().size(); ++i) {
    const Field& field = model.fields()[i];
    Json sources = Json::array();
    for (const SourceColumn& source : field.sources) sources.push_back(source_json(source, profile.records));
    fields.push_back({{"name", field.name},
                      {"label", field.shown.label},
                      {"role", project::word_of(field.shown.role)},
                      {"entity", field.entity->name},
                      {"value", text_or_null(profile.fields[i])},
                      {"sources", sources}});
  }
  return fields;
}

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  const std::string percentile = place->percentile();
  return {{"rank", place->rank}, {"of", place->of}, {"percentile", percentile.empty() ? Json() : Json(percentile)}};
}

std::string word_of_good(project::Good good) {
  return good == project::Good::kUp ? "up" : good == project::Good::kDown ? "down" : "neither";
}

Json measures_json(const CustomerModel& model, const Profile& profile) {
  Json measures = Json::array();
  for (std::size_t i = 0; i < model.figures().size(); ++i) {
    const project::Measure& measure = *model.figures()[i].measure;
    measures.push_back({{"name", measure.name},
                        {"label", measure.label},
                        {"entity", measure.entity},
                        {"format", project::word_of(measure.format)},
                        {"unit", measure.unit},
                        {"decimals", measure.decimals ? Json(*measure.decimals) : Json()},
                        {"good", word_of_good(measure.good)},
                        {"description", measure.description},
                        {"value", text_or_null(profile.figures[i])},
                        {"place", place_json(profile.places[i])}});
  }
  return measures;
}

Json counts_json(const Profile& profile) {
  Json counts = Json::array();
  for (const EventCount& count : profile.events)
    counts.push_back({{"kind", count.kind->word()},
                      {"entity", count.kind->entity->name},
                      {"label", count.kind->entity->label},
                      {"count", count.events},
                      {"first", moment_json(count.first, count.kind->day_only)},
                      {"last", moment_json(count.last, count.kind->day_only)}});
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

/// Values of an event by what they are.
Json event_json(const Event& event) {
  const EventKind& kind = *event.kind;
  std::size_t index = 0;
  const auto next = [&](bool is_there) { return is_there ? text_or_null(event.values[index++]) : Json(); };
  Json json = {{"at", moment_json(event.at, kind.day_only)},
               {"entity", kind.entity->name},
               {"kind", kind.word()},
               {"id", event.id}};
  json["amount"] = next(kind.amount.has_value());
  json["status"] = next(kind.status.has_value());
  json["channel"] = next(kind.channel.has_value());
  json["title"] = next(kind.title.has_value());
  if (json["title"].is_null())
    json["title"] = kind.way.empty() ? kind.entity->find_dimension(kind.entity->time)->label
                                     : fmt::format("{} {}", kind.entity->label, event.id);
  Json details = Json::array();
  for (const ShownColumn& detail : kind.details)
    if (const Json value = next(true); !value.is_null())
      details.push_back({{"label", detail.label}, {"role", project::word_of(detail.role)}, {"value", value}});
  json["details"] = details;
  return json;
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
  return {{"field", field_of(*worst).name},
          {"label", field_of(*worst).shown.label},
          {"text", text_or_null(found.texts[worst->field])},
          {"how", to_string(worst->match.how)},
          {"words", words}};
}

}  // namespace

Json json_of(const CustomerModel& model, const Profile& profile) {
  return {{"id", profile.id},
          {"name", name_json(model, profile)},
          {"entity", model.key().entity->name},
          {"label", model.key().entity->label},
          {"first_seen", seen_json(profile, false)},
          {"last_seen", seen_json(profile, true)},
          {"fields", fields_json(model, profile)},
          {"measures", measures_json(model, profile)},
          {"events", counts_json(profile)}};
}

Json json_of(const Timeline& timeline) {
  Json events = Json::array();
  for (const Event& event : timeline.events) events.push_back(event_json(event));
  return {{"events", events}, {"next", timeline.next ? Json(timeline.next->to_text()) : Json()}};
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
