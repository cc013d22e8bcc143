#include "c360/publish/manifest.h"

#include <nlohmann/json.hpp>

#include "c360/base/local_files.h"

namespace c360::publish {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kManifest = "c360.json";

Manifest manifest_of(const Json& json) {
  Manifest manifest;
  manifest.project = json.at("project");
  manifest.snapshot = json.at("snapshot");
  manifest.run_id = json.at("run_id");
  for (const Json& file : json.at("tables")) {
    manifest.files.push_back(
        {file.at("name"), file.at("source"), file.at("content"), file.at("rows"), file.at("columns")});
  }
  return manifest;
}

}  // namespace

const Manifest::File* Manifest::find(const std::string& table) const {
  for (const File& file : files)
    if (file.table == table) return &file;
  return nullptr;
}

std::vector<std::string> column_texts(const sql::TableDefinition& table) {
  std::vector<std::string> texts;
  for (const sql::ColumnDefinition& column : table.columns)
    texts.push_back(column.name + " " + column.type.to_string());
  return texts;
}

std::string to_json(const Manifest& manifest) {
  Json json = {{"project", manifest.project}, {"snapshot", manifest.snapshot}, {"run_id", manifest.run_id}};
  json["tables"] = Json::array();
  for (const Manifest::File& file : manifest.files) {
    json["tables"].push_back({{"name", file.table},
                              {"source", file.source},
                              {"content", file.content},
                              {"rows", file.rows},
                              {"columns", file.columns}});
  }
  return json.dump(2) + "\n";
}

std::optional<Manifest> read_manifest(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(folder / kManifest, error)) return std::nullopt;
  try {
    return manifest_of(Json::parse(read_file(folder / kManifest)));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

void write_manifest(const std::filesystem::path& folder, const Manifest& manifest) {
  write_file(folder / kManifest, to_json(manifest));
}

}  // namespace c360::publish
