#include "c360/adf/folder_import.h"

#include <fmt/core.h>

#include "c360/adf/column_mapping.h"
#include "c360/adf/file_form.h"

namespace c360::adf {
namespace {

/// What a copy says that would make other rows of it.
void refuse_choices(const Json& store) {
  for (const char* key : {"fileListPath", "modifiedDatetimeStart", "modifiedDatetimeEnd"})
    if (!member(store, key).is_null()) throw NoCounterpart{fmt::format("load does not choose files by {}", key)};
  if (member(store, "enablePartitionDiscovery") == true)
    throw NoCounterpart{"load makes no columns of the names of folders"};
}

/// What load reads if it does not say.
std::string usual_files(const Json& form) {
  return "**/*." + (form.contains("format") ? form["format"].get<std::string>() : "parquet");
}

/// A table of a lakehouse of Fabric is the folder of its name.
FilePlace table_folder(const Dataset& source) {
  const Json& schema = member(source.settings, "schema");
  const Json name = translate_value(member(source.settings, "table"), source.scope);
  if (!name.is_string()) throw NoCounterpart{"it does not name its table"};
  const bool has_schema = schema.is_string() && !schema.get_ref<const std::string&>().empty() && schema != "dbo";
  return {"", has_schema ? Json(schema.get<std::string>() + "/" + name.get<std::string>()) : name,
          usual_files(Json::object())};
}

bool is_readable(const Dataset& dataset) {
  return dataset.type == "Parquet" || dataset.type == "LakehouseTable" || dataset.type == "Delta" ||
         is_text_dataset(dataset);
}

}  // namespace

bool has_folder_rows(const Dataset& dataset, const Shared& shared) {
  return is_readable(dataset) && is_storage_service(dataset.service_type(shared));
}

Json folder_rows(const Dataset& from, const ActivityPlace& place, Shared& shared) {
  const Json& source = member(place.settings(), "source");
  const Json& store = member(source, "storeSettings");
  refuse_choices(store);
  std::vector<std::string> notes;
  const Json form = file_form(from, source, notes);
  const FilePlace files =
      from.type == "LakehouseTable" ? table_folder(from) : files_of(from, store, form.empty() ? "*.parquet" : "*");
  Json inputs = {{"connection", from.connection(ConnectionKind::kStorage, shared, files.container)},
                 {"folder", files.folder}};
  if (files.files != usual_files(form)) inputs["files"] = files.files;
  inputs.update(form);
  add_columns(from, source, member(place.settings(), "translator"), place.scope, inputs);
  for (const std::string& told : notes) note(place, shared, ".typeProperties.source", told);
  return inputs;
}

}  // namespace c360::adf
