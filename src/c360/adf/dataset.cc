#include "c360/adf/dataset.h"

#include <fmt/core.h>

#include "c360/adf/function_names.h"

namespace c360::adf {
namespace {

/// The parameters that a dataset or linked service is given, or their defaults.
std::map<std::string, Expression> bound_parameters(const Json& declared, const Json& given, const Scope& scope) {
  std::map<std::string, Expression> values;
  if (!declared.is_object()) return values;
  for (const auto& entry : declared.items()) {
    const Json& value = member(given, entry.key().c_str());
    const Json& used = value.is_null() ? member(entry.value(), "defaultValue") : value;
    if (!used.is_null()) values.emplace(entry.key(), translate_text(used, scope));
  }
  return values;
}

Dataset inline_dataset(const Json& written, const ActivityPlace& place) {
  Dataset dataset;
  dataset.type = text_member(written, "type");
  dataset.settings = member(written, "typeProperties");
  dataset.scope = place.scope;
  const Json& service = member(written, "linkedService").is_null() ? member(written, "connectionSettings")
                                                                   : member(written, "linkedService");
  dataset.service = text_member(service, "name");
  dataset.service_properties = member(service, "properties");
  if (dataset.service_properties.is_null())
    throw NoCounterpart{member(written, "externalReferences").is_null()
                            ? "it does not say which connection it uses"
                            : "its connection is known to Fabric alone, by an id: write it into connections.yaml"};
  if (dataset.service.empty()) dataset.service = text_member(dataset.service_properties, "type");
  return dataset;
}

bool has_wildcard(const std::string& text) {
  return text.find_first_of("*?") != std::string::npos;
}

std::string without_slashes(std::string text) {
  while (!text.empty() && text.front() == '/') text.erase(0, 1);
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

/// A folder with wildcards is one without, and a glob that goes on from there.
void split_wildcards(FilePlace& place) {
  if (!place.folder.is_string()) return;
  const std::string folder = without_slashes(place.folder.get<std::string>());
  place.folder = folder;
  const std::size_t wild = folder.find_first_of("*?");
  if (!has_wildcard(folder) || folder.find("${") != std::string::npos) return;
  const std::size_t slash = folder.rfind('/', wild);
  const std::string rest = slash == std::string::npos ? folder : folder.substr(slash + 1);
  place.folder = slash == std::string::npos ? "" : folder.substr(0, slash);
  if (!place.files.is_string()) throw NoCounterpart{"a folder with wildcards and a file that is worked out"};
  place.files = rest + "/" + place.files.get<std::string>();
}

/// "container/folder", as old datasets have it in one.
void split_container(FilePlace& place) {
  if (!place.container.empty() || !place.folder.is_string()) return;
  const std::string path = without_slashes(place.folder.get<std::string>());
  const std::size_t slash = path.find('/');
  const std::string first = path.substr(0, slash);
  if (first.find("${") != std::string::npos) return;
  place.container = first;
  place.folder = slash == std::string::npos ? "" : path.substr(slash + 1);
}

std::string constant_text(const Json& value, const Scope& scope) {
  if (value.is_null()) return {};
  const auto constant = constant_of(translate_text(value, scope));
  return constant && constant->is_string() ? constant->get<std::string>() : std::string();
}

}  // namespace

std::string Dataset::service_type(const Shared& shared) const {
  if (!service_properties.is_null()) return text_member(service_properties, "type");
  const auto found = shared.definitions.linked_services.find(service);
  return found == shared.definitions.linked_services.end() ? "" : text_member(found->second.properties, "type");
}

std::string Dataset::connection(ConnectionKind kind, Shared& shared, const std::string& container) const {
  if (!service_properties.is_null()) return shared.connections.of(service, service_properties, kind, container);
  return shared.connections.of(service, kind, container);
}

Dataset dataset_of(const Json& reference, const ActivityPlace& place, const Shared& shared) {
  const std::string name = text_member(reference, "referenceName");
  const auto found = shared.definitions.datasets.find(name);
  if (found == shared.definitions.datasets.end())
    throw NoCounterpart{fmt::format("the dataset '{}' is not among the files", name)};
  const Json& properties = found->second.properties;
  Dataset dataset;
  dataset.type = text_member(properties, "type");
  dataset.settings = member(properties, "typeProperties");
  dataset.service = text_member(member(properties, "linkedServiceName"), "referenceName");
  dataset.scope = place.scope;
  dataset.scope.dataset =
      bound_parameters(member(properties, "parameters"), member(reference, "parameters"), place.scope);
  return dataset;
}

Dataset dataset_at(const Json& references, const Json& end, const ActivityPlace& place, const Shared& shared) {
  const Json& written = member(end, "datasetSettings");
  if (!written.is_null()) return inline_dataset(written, place);
  if (!references.is_array() || references.size() != 1) throw NoCounterpart{"it does not name one dataset"};
  return dataset_of(references[0], place, shared);
}

FilePlace files_of(const Dataset& dataset, const Json& settings, const std::string& any) {
  const Json& location =
      member(dataset.settings, "location").is_null() ? dataset.settings : member(dataset.settings, "location");
  FilePlace place;
  for (const char* key : {"fileSystem", "container"})
    if (place.container.empty()) place.container = constant_text(member(location, key), dataset.scope);
  const bool names_container = !member(location, "fileSystem").is_null() || !member(location, "container").is_null();
  const Json& wild_folder = member(settings, "wildcardFolderPath");
  const Json& folder = member(location, "folderPath");
  place.folder = !wild_folder.is_null() ? translate_value(wild_folder, dataset.scope)
                 : folder.is_null()     ? Json("")
                                        : translate_value(folder, dataset.scope);
  const Json& wild_file = member(settings, "wildcardFileName");
  const Json& file = member(location, "fileName");
  const bool recursive = member(settings, "recursive") != false;
  place.files = !wild_file.is_null() ? translate_value(wild_file, dataset.scope)
                : !file.is_null()    ? translate_value(file, dataset.scope)
                                     : Json(any);
  if (file.is_null() && recursive && place.files.is_string() && !any.empty())
    place.files = "**/" + place.files.get<std::string>();
  if (!names_container && dataset.service_properties.is_null()) split_container(place);
  split_wildcards(place);
  return place;
}

Json table_of(const Dataset& sink) {
  const Json& settings = sink.settings;
  Json table = member(settings, "table").is_null() ? Json() : translate_value(member(settings, "table"), sink.scope);
  Json schema = member(settings, "schema").is_null() ? Json() : translate_value(member(settings, "schema"), sink.scope);
  const Json& both = member(settings, "tableName");
  if (table.is_null() && !both.is_null()) {
    const Json name = translate_value(both, sink.scope);
    const std::string text = name.is_string() ? name.get<std::string>() : "";
    const std::size_t dot = text.find("${") == std::string::npos ? text.find('.') : std::string::npos;
    table = dot == std::string::npos ? name : Json(text.substr(dot + 1));
    if (dot != std::string::npos) schema = text.substr(0, dot);
  }
  if (!table.is_string() || table == "") throw NoCounterpart{"it does not name the table that it fills"};
  Json result = {{"table", table}};
  if (schema.is_string() && schema != "") result["schema"] = schema;
  return result;
}

}  // namespace c360::adf
