// Activities that ask and tell: Get Metadata, Lookup, Script, Stored Procedure and Web.
#include <fmt/core.h>

#include <algorithm>

#include "c360/adf/dataset.h"
#include "c360/adf/folder_import.h"
#include "c360/adf/function_names.h"
#include "c360/adf/hidden_secrets.h"
#include "c360/base/error.h"
#include "c360/project/connection_schema.h"
#include "c360/sql/postgres_dialect.h"
#include "c360/sql/tsql.h"

namespace c360::adf {
namespace {

[[noreturn]] void refuse_lookup(const Dataset& dataset) {
  throw NoCounterpart{
      fmt::format("lookup reads CSV, JSON and Parquet files, Delta tables and databases, not {}", dataset.type)};
}

/// The first row alone, or all.
Body lookup_of(Json body, const Json& settings) {
  if (member(settings, "firstRowOnly") == false) body["first_row"] = false;
  return {"lookup", std::move(body)};
}

std::string identifier(const sql::TableDialect& dialect, const std::string& name) {
  try {
    return dialect.identifier(name);
  } catch (const Error& error) {
    throw NoCounterpart{error.message()};
  }
}

/// The table of a dataset, written out, as T-SQL and PostgreSQL both take it.
std::string quoted_table(const Json& table) {
  std::string result;
  for (const char* key : {"schema", "table"}) {
    const std::string part = text_member(table, key);
    if (part.find("${") != std::string::npos)
      throw NoCounterpart{"its table is worked out while it runs: write its query"};
    if (!part.empty()) result += (result.empty() ? "" : ".") + identifier(sql::postgres::dialect(), part);
  }
  return result;
}

/// [a], "a" and a are one name.
std::string unquoted(const std::string& name) {
  const bool quoted =
      name.size() > 1 && ((name.front() == '[' && name.back() == ']') || (name.front() == '"' && name.back() == '"'));
  return quoted ? name.substr(1, name.size() - 2) : name;
}

std::string procedure_name(const std::string& written) {
  const auto& dialect = sql::tsql::dialect();
  std::string result;
  std::size_t from = 0;
  while (from <= written.size()) {
    const bool in_brackets = from < written.size() && written[from] == '[';
    const std::size_t closed = in_brackets ? written.find(']', from) : from;
    const std::size_t dot = std::min(written.find('.', std::min(closed, written.size())), written.size());
    result += (result.empty() ? "" : ".") + identifier(dialect, unquoted(written.substr(from, dot - from)));
    from = dot + 1;
  }
  return result;
}

bool is_number_text(const std::string& text) {
  constexpr std::size_t kMostDigits = 18;
  return !text.empty() && text.size() <= kMostDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A literal of T-SQL that is known only while it runs: its quotes are doubled then.
std::string parameter_text(const Json& parameter, const Scope& scope) {
  const Json& value = member(parameter, "value");
  const std::string type = text_member(parameter, "type");
  if (value.is_null()) return "NULL";
  const Expression expression = translate_text(value, scope);
  const bool is_number = type == "Int16" || type == "Int32" || type == "Int64" || type == "Int";
  if (is_number) {
    const auto constant = constant_of(expression);
    if (constant && constant->is_number_integer()) return constant->dump();
    if (constant && constant->is_string() && is_number_text(constant->get<std::string>()))
      return constant->get<std::string>();
    return "${" + project::to_text(call_of("int", {expression})) + "}";
  }
  const auto constant = constant_of(expression);
  if (constant && constant->is_boolean()) return *constant ? "1" : "0";
  const Expression text =
      constant ? literal_of(constant->is_string() ? *constant : Json(constant->dump())) : call_of("text", {expression});
  const Expression doubled = call_of("replace", {text, literal_of("'"), literal_of("''")});
  const Json written = to_yaml_value(constant ? doubled : call_of("concat", {literal_of(""), doubled}));
  return "N'" + written.get<std::string>() + "'";
}

std::string connection_in(const ActivityPlace& place, Shared& shared, ConnectionKind kind) {
  const std::string service = text_member(member(place.activity, "linkedServiceName"), "referenceName");
  if (!service.empty()) return shared.connections.of(service, kind);
  const Json& written = member(place.activity, "linkedService");
  if (written.is_object())
    return shared.connections.of(text_member(written, "name"), member(written, "properties"), kind);
  throw NoCounterpart{"it does not say which connection it uses"};
}

/// "https://host/path" cut after its host, where that is written out.
std::pair<std::string, std::string> split_address(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos || url.find("${") < url.find('/', scheme + 3)) return {"", url};
  const std::size_t path = std::min(url.find_first_of("/?", scheme + 3), url.size());
  return {url.substr(0, path), url.substr(path)};
}

}  // namespace

Body import_get_metadata(const ActivityPlace& place, Shared& shared) {
  const Dataset dataset =
      dataset_at(Json::array({member(place.settings(), "dataset")}), place.settings(), place, shared);
  if (!is_storage_service(dataset.service_type(shared)))
    throw NoCounterpart{"get_metadata tells of files, not of " + dataset.type};
  const Json& fields = member(place.settings(), "fieldList");
  if (fields.is_array())
    for (const Json& field : fields)
      if (field != "childItems" && field != "exists")
        note(place, shared, ".typeProperties.fieldList",
             fmt::format("'{}' is not told; child_items have size and modified",
                         field.is_string() ? field.get<std::string>() : "…"),
             Finding::Kind::kLost);
  Json store = {{"recursive", false}};
  const FilePlace files = files_of(dataset, store, "*");
  Json body = {{"connection", dataset.connection(ConnectionKind::kStorage, shared, files.container)},
               {"folder", files.folder}};
  if (files.files != "*") body["pattern"] = files.files;
  return {"get_metadata", std::move(body)};
}

Body import_lookup(const ActivityPlace& place, Shared& shared) {
  const Json& settings = place.settings();
  const Json& source = member(settings, "source");
  const Dataset dataset = dataset_at(Json::array({member(settings, "dataset")}),
                                     member(source, "datasetSettings").is_null() ? settings : source, place, shared);
  if (has_folder_rows(dataset, shared)) return lookup_of(folder_rows(dataset, place, shared), settings);
  if (!is_database_service(dataset.service_type(shared))) refuse_lookup(dataset);
  Json query;
  for (const char* key : {"sqlReaderQuery", "query"})
    if (query.is_null() && !member(source, key).is_null()) query = translate_value(member(source, key), place.scope);
  if (!member(source, "sqlReaderStoredProcedureName").is_null())
    throw NoCounterpart{"lookup calls no stored procedure: write the query that it makes"};
  if (query.is_null()) query = "SELECT * FROM " + quoted_table(table_of(dataset));
  return lookup_of({{"target", dataset.connection(ConnectionKind::kDatabase, shared)}, {"query", query}}, settings);
}

Body import_script(const ActivityPlace& place, Shared& shared) {
  const Json& scripts = member(place.settings(), "scripts");
  if (!scripts.is_array() || scripts.empty()) throw NoCounterpart{"it has no script"};
  const std::string target = connection_in(place, shared, ConnectionKind::kDatabase);
  Json queries = Json::array();
  for (const Json& script : scripts) {
    if (const Json& parameters = member(script, "parameters"); parameters.is_array() && !parameters.empty())
      throw NoCounterpart{"a statement has no parameters here: write them into it as ${…}"};
    if (text_member(script, "type") == "Query")
      note(place, shared, ".typeProperties.scripts", "it tells how many rows it changed, not what it selects");
    queries.push_back(translate_value(member(script, "text"), place.scope));
  }
  if (queries.size() == 1) return {"sql", {{"target", target}, {"query", queries[0]}}};
  std::string name = place.name() + ": statement";
  while (!shared.used_names.insert(name).second) name += "'";
  const Json one = {{"name", name}, {"sql", {{"target", target}, {"query", "${item}"}}}};
  return {"for_each", {{"items", std::move(queries)}, {"sequential", true}, {"activities", Json::array({one})}}};
}

Body import_stored_procedure(const ActivityPlace& place, Shared& shared) {
  const std::string target = connection_in(place, shared, ConnectionKind::kDatabase);
  const auto name = constant_of(translate_text(member(place.settings(), "storedProcedureName"), place.scope));
  if (!name || !name->is_string() || *name == "")
    throw NoCounterpart{"the procedure's name is worked out while it runs"};
  std::string query = "EXEC " + escaped(procedure_name(name->get<std::string>()));
  const Json& parameters = member(place.settings(), "storedProcedureParameters");
  std::string between = " ";
  if (parameters.is_object())
    for (const auto& entry : parameters.items()) {
      const bool legal = std::all_of(entry.key().begin(), entry.key().end(), [](unsigned char c) {
        return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      });
      if (!legal || entry.key().empty()) throw NoCounterpart{"a parameter of the procedure has no legal name"};
      query += std::exchange(between, ", ") + "@" + entry.key() + " = " + parameter_text(entry.value(), place.scope);
    }
  return {"sql", {{"target", target}, {"query", query}}};
}

/// Makes a connection of the server where a request has secrets, or an identity signs in.
void sign_in_to(const ActivityPlace& place, Shared& shared, std::vector<std::string> secrets, Json& body) {
  Json how = member(place.settings(), "authentication");
  const std::string type = text_member(how, "type");
  const bool signs_in = !type.empty() && std::find(secrets.begin(), secrets.end(), "Authorization") == secrets.end();
  const bool by_identity = signs_in && has_identity(how);
  if (signs_in && !by_identity) secrets.emplace_back("Authorization");
  if (secrets.empty() && !by_identity) return;
  if (!by_identity) how = nullptr;
  const auto [base, rest] = split_address(body["url"].get<std::string>());
  if (base.empty()) throw NoCounterpart{"it sends secrets to a server that is worked out while it runs"};
  const std::string name = place.pipeline + " " + place.name();
  body = {{"connection", shared.connections.http(name, base, secrets, how)}, {"url", rest}};
  const char* const path = signs_in ? ".typeProperties.authentication" : ".typeProperties.headers";
  if (by_identity) note(place, shared, path, "it signs in by the identity that connections.yaml names");
  if (secrets.empty()) return;
  note(place, shared, path,
       "what signs in is read from the variables that connections.yaml names" +
           (signs_in && !by_identity ? fmt::format("; c360 does not sign in by {} itself", type) : std::string()));
}

Body import_web(const ActivityPlace& place, Shared& shared) {
  const Json& settings = place.settings();
  const Json url = translate_value(
      member(settings, "url").is_null() ? member(settings, "relativeUrl") : member(settings, "url"), place.scope);
  if (!url.is_string()) throw NoCounterpart{"its address is no text"};
  Json body = {{"url", url}};
  Json headers = Json::object();
  std::vector<std::string> secrets;
  const Json& written = member(settings, "headers");
  if (written.is_object())
    for (const auto& entry : written.items()) {
      if (project::is_secret_header(entry.key()) || holds_hidden(entry.value()))
        secrets.push_back(entry.key());
      else
        headers[entry.key()] = translate_value(entry.value(), place.scope);
    }
  sign_in_to(place, shared, std::move(secrets), body);
  if (const Json& method = member(settings, "method"); !method.is_null())
    body["method"] = translate_value(method, place.scope);
  if (!headers.empty()) body["headers"] = std::move(headers);
  if (const Json& sent = member(settings, "body"); !sent.is_null()) body["body"] = translate_value(sent, place.scope);
  return {"http", std::move(body)};
}

}  // namespace c360::adf
