#include "c360/adf/column_mapping.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

using Path = std::vector<std::string>;

constexpr const char* kNoPath = "a path of its mapping is no list of names: $['a']['b'] or $.a.b";

/// The name that begins at a place of a path, which then goes on behind it.
std::string next_name(const std::string& text, std::size_t& at) {
  const bool in_brackets = text.compare(at, 2, "['") == 0;
  if (!in_brackets && text[at] != '.') throw NoCounterpart{kNoPath};
  at += in_brackets ? 2 : 1;
  const std::size_t end = in_brackets ? text.find("']", at) : std::min(text.find_first_of(".[", at), text.size());
  if (end == std::string::npos || end == at) throw NoCounterpart{kNoPath};
  std::string name = text.substr(at, end - at);
  at = end + (in_brackets ? 2 : 0);
  return name;
}

/// The names of $['a']['b'], ['a'] or $.a.b. Throws NoCounterpart for all that chooses among values.
Path path_of(const std::string& text) {
  Path names;
  std::size_t at = text.starts_with('$') ? 1 : 0;
  while (at < text.size()) names.push_back(next_name(text, at));
  for (const std::string& name : names)
    if (name.find_first_of("*@?") != std::string::npos) throw NoCounterpart{kNoPath};
  if (names.empty()) throw NoCounterpart{kNoPath};
  return names;
}

std::string joined_path(const Path& path) {
  std::string text;
  for (const std::string& name : path) text += (text.empty() ? "" : ".") + name;
  return text;
}

/// The column of the files that a mapping takes.
std::string source_column(const Json& source, Json& load) {
  if (const std::string name = text_member(source, "name"); !name.empty()) return name;
  if (const std::string path = text_member(source, "path"); !path.empty() && text_member(load, "format") == "json") {
    if (load.contains("records") && path.starts_with('$'))
      throw NoCounterpart{"a path of its mapping leads out of the records (collectionReference)"};
    const Path names = path_of(path);
    if (names.size() > 1) load["flatten"] = true;
    return joined_path(names);
  }
  const Json& ordinal = member(source, "ordinal");
  if (ordinal.is_number_integer() && ordinal > 0 && member(load, "header") == false)
    return fmt::format("column{}", ordinal.get<std::int64_t>());
  throw NoCounterpart{"its mapping names a column neither by its name nor, where there is no header, by its place"};
}

void map_column(Json& columns, const std::string& name, const std::string& from) {
  if (name.empty()) throw NoCounterpart{"its mapping does not name a column of the table"};
  if (columns.contains(name)) throw NoCounterpart{fmt::format("its mapping fills the column '{}' twice", name)};
  columns[name] = escaped(from);
}

Json mapped_columns(const Json& mappings, Json& load) {
  Json columns = Json::object();
  for (const Json& mapping : mappings)
    map_column(columns, text_member(member(mapping, "sink"), "name"), source_column(member(mapping, "source"), load));
  return columns;
}

std::string without_blanks(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// {"there": "here"} or "there: here, …".
Json old_columns(const Json& mappings) {
  Json columns = Json::object();
  if (mappings.is_object()) {
    for (const auto& entry : mappings.items()) {
      if (!entry.value().is_string()) throw NoCounterpart{"its columnMappings are no texts"};
      map_column(columns, entry.value().get<std::string>(), entry.key());
    }
    return columns;
  }
  if (!mappings.is_string()) throw NoCounterpart{"its columnMappings are neither a text nor an object"};
  std::string rest = mappings.get<std::string>();
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string one = rest.substr(0, comma);
    const std::size_t colon = one.find(':');
    if (colon == std::string::npos || one.find(':', colon + 1) != std::string::npos)
      throw NoCounterpart{"its columnMappings are not written as 'there: here, there: here'"};
    map_column(columns, without_blanks(one.substr(colon + 1)), without_blanks(one.substr(0, colon)));
    rest.erase(0, comma + 1);
  }
  return columns;
}

/// Texts that are read as a culture has them would be other values here.
void refuse_conversions(const Dataset& dataset, const Json& translator) {
  const Json& settings = member(translator, "typeConversionSettings");
  if (dataset.type != "DelimitedText" && dataset.type != "Json") return;
  for (const char* key : {"dateTimeFormat", "dateTimeOffsetFormat", "timeSpanFormat"})
    if (const Json& format = member(settings, key); !format.is_null() && format != "")
      throw NoCounterpart{
          fmt::format("load leaves texts to the database, and knows no {}: take the files in as a "
                      "source of c360.yaml, whose contract says how values are read",
                      key)};
  const std::string culture = to_lower(text_member(settings, "culture"));
  if (!culture.empty() && culture != "en-us" && culture != "invariant")
    throw NoCounterpart{"load leaves texts to the database, and knows no culture"};
}

Json added_value(const Json& value, const Dataset& dataset, const Scope& scope) {
  constexpr const char* kColumn = "$$COLUMN:";
  const std::string text = value.is_string() ? value.get<std::string>() : text_member(value, "value");
  if (text == "$$FILEPATH") {
    if (dataset.type == "LakehouseTable" || dataset.type == "Delta")
      throw NoCounterpart{"rows of a Delta table have no file whose path could be a column"};
    return {{"file", "path"}};
  }
  if (text.starts_with(kColumn)) return {{"column", escaped(text.substr(std::string(kColumn).size()))}};
  if (text.starts_with("$$")) throw NoCounterpart{fmt::format("load knows no {} for an additional column", text)};
  return translate_value(value, scope);
}

Json added_columns(const Json& additional, const Dataset& dataset, const Scope& scope) {
  if (!additional.is_array()) throw NoCounterpart{"its additional columns are worked out while it runs"};
  Json columns = Json::object();
  for (const Json& column : additional) {
    const std::string name = text_member(column, "name");
    if (name.empty()) throw NoCounterpart{"an additional column has no name"};
    if (columns.contains(name)) throw NoCounterpart{fmt::format("it adds the column '{}' twice", name)};
    columns[name] = added_value(member(column, "value"), dataset, scope);
  }
  return columns;
}

void refuse_untold(const Json& translator) {
  if (translator.is_null()) return;
  const std::string type = text_member(translator, "type");
  if (type != "TabularTranslator") throw NoCounterpart{"its mapping is worked out while it runs: write it out"};
  for (const char* key : {"schemaMapping", "columnFlattenSettings"})
    if (!member(translator, key).is_null()) throw NoCounterpart{fmt::format("load knows no {}", key)};
  if (const Json& mappings = member(translator, "mappings"); !mappings.is_null() && !mappings.is_array())
    throw NoCounterpart{"its mapping is worked out while it runs: write it out"};
}

}  // namespace

void add_columns(const Dataset& dataset, const Json& source, const Json& translator, const Scope& scope, Json& load) {
  refuse_untold(translator);
  refuse_conversions(dataset, translator);
  if (const std::string records = text_member(translator, "collectionReference"); !records.empty()) {
    if (text_member(load, "format") != "json") throw NoCounterpart{"load finds records within JSON alone"};
    if (const std::string path = without_blanks(records); path != "$") load["records"] = joined_path(path_of(path));
  }
  const Json& mappings = member(translator, "mappings");
  const Json& old_mappings = member(translator, "columnMappings");
  if (!mappings.is_null() && !mappings.empty())
    load["columns"] = mapped_columns(mappings, load);
  else if (!old_mappings.is_null() && !old_mappings.empty() && old_mappings != "")
    load["columns"] = old_columns(old_mappings);
  const Json& additional = member(source, "additionalColumns");
  if (!additional.is_null() && !additional.empty()) load["added_columns"] = added_columns(additional, dataset, scope);
}

}  // namespace c360::adf
