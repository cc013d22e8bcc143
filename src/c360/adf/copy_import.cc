// Copy: files into a table of a database.
#include <fmt/core.h>

#include "c360/adf/dataset.h"
#include "c360/adf/folder_import.h"
#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

bool is_upsert(const Json& sink) {
  return to_lower(text_member(sink, "writeBehavior")) == "upsert" ||
         to_lower(text_member(sink, "writeMethod")) == "upsert";
}

/// The columns by which an upsert finds rows.
Json upsert_key(const Json& sink, const Scope& scope) {
  const Json& keys = member(member(sink, "upsertSettings"), "keys");
  if (keys.is_null() || keys.empty())
    throw NoCounterpart{"it does not say by which columns it finds rows (upsertSettings.keys): load looks up no keys"};
  if (!keys.is_array()) return translate_value(keys, scope);
  Json key = Json::array();
  for (const Json& column : keys) key.push_back(translate_value(column, scope));
  return key;
}

void refuse_sink(const Json& sink) {
  const Json& behavior = member(sink, "writeBehavior");
  if (!behavior.is_null() && behavior != "insert" && behavior != "Insert" && !is_upsert(sink))
    throw NoCounterpart{"load adds rows, replaces all, or upserts them; it knows no other writeBehavior"};
  for (const char* key : {"sqlWriterStoredProcedureName", "storedProcedureTableTypeParameterName"})
    if (!member(sink, key).is_null()) throw NoCounterpart{"load calls no stored procedure for its rows"};
}

[[noreturn]] void refuse_ends(const Dataset& source, const Dataset& sink, const Shared& shared) {
  const bool to_files = is_storage_service(sink.service_type(shared));
  const bool from_files = is_storage_service(source.service_type(shared));
  if (to_files && from_files)
    throw NoCounterpart{
        "files come to bronze as sources of c360.yaml: name them there (sources: { NAME: { files: … } }), "
        "and write copy: NAME in its place"};
  if (from_files)
    throw NoCounterpart{
        fmt::format("load reads CSV, JSON and Parquet files and Delta tables, not {}: take the files in as a source "
                    "of c360.yaml, and publish its table",
                    source.type)};
  throw NoCounterpart{fmt::format("c360 takes no rows from {} yet", source.type)};
}

}  // namespace

Body import_copy(const ActivityPlace& place, Shared& shared) {
  const Json& settings = place.settings();
  const Json& sink = member(settings, "sink");
  const Dataset from = dataset_at(member(place.activity, "inputs"), member(settings, "source"), place, shared);
  const Dataset to = dataset_at(member(place.activity, "outputs"), sink, place, shared);
  const bool fits = has_folder_rows(from, shared) && is_database_service(to.service_type(shared));
  if (!fits) refuse_ends(from, to, shared);
  refuse_sink(sink);
  Json body = folder_rows(from, place, shared);
  body["target"] = to.connection(ConnectionKind::kDatabase, shared);
  body.update(table_of(to));
  if (const Json& before = member(sink, "preCopyScript"); !before.is_null() && before != "")
    body["before"] = translate_value(before, place.scope);
  if (is_upsert(sink)) body["upsert"] = upsert_key(sink, place.scope);
  note(place, shared, "",
       is_upsert(sink) ? "a key that comes twice among the rows is refused, and so is a value that does not fit"
                       : "rows are added with each run, as there; replace: true would empty the table first. A value "
                         "that does not fit is refused, never cut");
  return {"load", std::move(body)};
}

}  // namespace c360::adf
