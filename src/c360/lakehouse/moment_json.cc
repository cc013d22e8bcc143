#include "c360/lakehouse/moment_json.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::lakehouse {
namespace {

using Json = nlohmann::ordered_json;

TableName table_name_of(const Json& json) {
  return {json.at("layer").get<std::string>(), json.at("name").get<std::string>()};
}

std::string text_of(const Json& json, const char* key) {
  return json.value(key, std::string());
}
std::int64_t number_of(const Json& json, const char* key) {
  return json.value(key, std::int64_t{0});
}

Json json_of(const Moment::TableVersion& table) {
  return {{"layer", table.name.layer},        {"name", table.name.name},          {"version", table.version},
          {"fingerprint", table.fingerprint}, {"description", table.description}, {"sql", table.sql}};
}

void read(const Json& json, Moment::TableVersion& table) {
  table.name = table_name_of(json);
  table.version = json.at("version").get<std::int64_t>();
  table.fingerprint = text_of(json, "fingerprint");
  table.description = text_of(json, "description");
  table.sql = text_of(json, "sql");
}

Json json_of(const Moment::View& view) {
  return {{"layer", view.name.layer},        {"name", view.name.name},          {"sql", view.sql},
          {"fingerprint", view.fingerprint}, {"description", view.description}, {"variants", view.variants}};
}

void read(const Json& json, Moment::View& view) {
  view.name = table_name_of(json);
  view.sql = json.at("sql").get<std::string>();
  view.fingerprint = text_of(json, "fingerprint");
  view.description = text_of(json, "description");
  view.variants = json.value("variants", view.variants);
}

Json json_of(const Moment::ParquetFolder& folder) {
  return {{"layer", folder.name.layer},
          {"name", folder.name.name},
          {"files", folder.files},
          {"schema", folder.schema_json},
          {"fingerprint", folder.fingerprint},
          {"description", folder.description},
          {"sql", folder.sql}};
}

void read(const Json& json, Moment::ParquetFolder& folder) {
  folder.name = table_name_of(json);
  folder.files = json.at("files").get<std::vector<std::string>>();
  folder.schema_json = json.at("schema").get<std::string>();
  folder.fingerprint = text_of(json, "fingerprint");
  folder.description = text_of(json, "description");
  folder.sql = text_of(json, "sql");
}

void read(const Json& json, RowAccount& account) {
  account = row_account_of(json);
}

Json json_of(const Moment::Warning& warning) {
  return {{"check", warning.check},
          {"entity", warning.entity},
          {"key", warning.key},
          {"file", warning.file},
          {"row", warning.row}};
}

void read(const Json& json, Moment::Warning& warning) {
  warning.check = json.at("check").get<std::string>();
  warning.entity = json.at("entity").get<std::string>();
  warning.key = text_of(json, "key");
  warning.file = text_of(json, "file");
  warning.row = number_of(json, "row");
}

Json json_of(const Moment::ColumnOrigin& origin) {
  Json inputs = Json::array();
  for (const auto& input : origin.inputs)
    inputs.push_back({input.table.layer, input.table.name, input.column, input.how, input.decides});
  return {{"layer", origin.table.layer},
          {"name", origin.table.name},
          {"column", origin.column},
          {"expression", origin.expression},
          {"inputs", std::move(inputs)}};
}

void read(const Json& json, Moment::ColumnOrigin& origin) {
  origin.table = table_name_of(json);
  origin.column = text_of(json, "column");
  origin.expression = text_of(json, "expression");
  for (const Json& input : json.at("inputs")) {
    const auto part = [&](std::size_t i) { return input.at(i).get<std::string>(); };
    origin.inputs.push_back({{part(0), part(1)}, part(2), part(3), part(4)});
  }
}

Json json_of(const std::map<std::string, Moment::Dismissed>& entities) {
  Json json = Json::object();
  for (const auto& [entity, dismissed] : entities) {
    json[entity] = {{"rows", dismissed.rows}, {"reasons", dismissed.reasons}};
  }
  return json;
}

void read_dismissed(const Json& json, std::map<std::string, Moment::Dismissed>& entities) {
  if (!json.contains("dismissed")) return;
  for (const auto& [entity, each] : json.at("dismissed").items()) {
    Moment::Dismissed& dismissed = entities[entity];
    dismissed.rows = number_of(each, "rows");
    dismissed.reasons = each.value("reasons", dismissed.reasons);
  }
}

template <typename Item>
Json list_of(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(json_of(item));
  return list;
}

template <typename Item>
void read_list(const Json& json, const char* key, std::vector<Item>& items) {
  if (!json.contains(key)) return;
  for (const Json& each : json.at(key)) read(each, items.emplace_back());
}

void check_format(const Json& json) {
  const int format = json.at("format").get<int>();
  if (format <= kMomentFormat) return;
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the snapshot has format {}, and this c360 knows formats up to {}", format, kMomentFormat),
              "use the newer c360 that wrote it");
}

}  // namespace

Json json_of(const RowAccount& account) {
  return {{"entity", account.entity},
          {"source_rows", account.source_rows},
          {"malformed", account.malformed},
          {"bronze_rows", account.bronze_rows},
          {"silver_rows", account.silver_rows},
          {"exact_duplicates", account.exact_duplicates},
          {"older_versions", account.older_versions},
          {"quarantined", account.quarantined}};
}

RowAccount row_account_of(const Json& json) {
  RowAccount account;
  account.entity = json.at("entity").get<std::string>();
  account.source_rows = number_of(json, "source_rows");
  account.malformed = number_of(json, "malformed");
  account.bronze_rows = number_of(json, "bronze_rows");
  account.silver_rows = number_of(json, "silver_rows");
  account.exact_duplicates = number_of(json, "exact_duplicates");
  account.older_versions = number_of(json, "older_versions");
  account.quarantined = number_of(json, "quarantined");
  return account;
}

Json json_of(const Moment& moment) {
  return {{"format", kMomentFormat},
          {"number", moment.number},
          {"run_id", moment.run_id},
          {"created", format_utc(moment.created)},
          {"time_zone", moment.time_zone},
          {"week_start", moment.week_start},
          {"tables", list_of(moment.tables)},
          {"views", list_of(moment.views)},
          {"parquet", list_of(moment.parquet)},
          {"accounts", list_of(moment.accounts)},
          {"reasons", moment.reasons},
          {"dismissed", json_of(moment.dismissed)},
          {"tests", moment.tests},
          {"warning_counts", moment.warning_counts},
          {"warnings", list_of(moment.warnings)},
          {"lineage_fingerprint", moment.lineage_fingerprint},
          {"lineage", list_of(moment.lineage)}};
}

Moment moment_of(const Json& json) {
  try {
    check_format(json);
    Moment moment;
    moment.number = json.at("number").get<std::int64_t>();
    moment.run_id = json.at("run_id").get<std::string>();
    moment.created = parse_utc(json.at("created").get<std::string>());
    moment.time_zone = text_of(json, "time_zone");
    moment.week_start = json.value("week_start", moment.week_start);
    read_list(json, "tables", moment.tables);
    read_list(json, "views", moment.views);
    read_list(json, "parquet", moment.parquet);
    read_list(json, "accounts", moment.accounts);
    read_list(json, "warnings", moment.warnings);
    read_list(json, "lineage", moment.lineage);
    moment.lineage_fingerprint = text_of(json, "lineage_fingerprint");
    moment.tests = text_of(json, "tests");
    moment.reasons = json.value("reasons", moment.reasons);
    read_dismissed(json, moment.dismissed);
    moment.warning_counts = json.value("warning_counts", moment.warning_counts);
    return moment;
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kCorrupt, fmt::format("not a snapshot of c360: {}", error.what()));
  }
}

std::string Moment::to_json() const {
  return lakehouse::json_of(*this).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Moment Moment::from_json(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) throw Error(ErrorCode::kCorrupt, "not a snapshot of c360: this is no JSON");
  return moment_of(parsed);
}

}  // namespace c360::lakehouse
