#include "c360/ingest/source_table.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/bronze_columns.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/file_copy.h"
#include "c360/ingest/file_scan.h"
#include "c360/ingest/open_source.h"
#include "c360/ingest/source_files.h"

namespace c360::ingest {
namespace {

using Json = nlohmann::json;

constexpr const char* kFunctionName = "c360_source";

/// What the function's argument says. The project has what finding files needs, and its secrets are references still.
struct RawSource {
  project::Project project;
  project::Source source;
  FileOptions options;
};

using AzureText = std::string project::AzureSpec::*;
const std::pair<const char*, AzureText> kAzureTexts[] = {{"account", &project::AzureSpec::account},
                                                         {"endpoint", &project::AzureSpec::endpoint},
                                                         {"account_key", &project::AzureSpec::account_key},
                                                         {"sas", &project::AzureSpec::sas},
                                                         {"tenant_id", &project::AzureSpec::tenant_id},
                                                         {"client_id", &project::AzureSpec::client_id},
                                                         {"client_secret", &project::AzureSpec::client_secret},
                                                         {"token_file", &project::AzureSpec::token_file},
                                                         {"authority", &project::AzureSpec::authority},
                                                         {"identity_endpoint", &project::AzureSpec::identity_endpoint},
                                                         {"ca_file", &project::AzureSpec::ca_file},
                                                         {"cache", &project::AzureSpec::cache}};

/// As it is written: secrets are references, which whoever reads it resolves.
Json azure_to_json(const project::AzureSpec& azure) {
  Json json = {{"identity", static_cast<int>(azure.identity)}, {"cache_bytes", azure.cache_bytes}};
  for (const auto& [key, member] : kAzureTexts) {
    if (!(azure.*member).empty()) json[key] = azure.*member;
  }
  return json;
}

project::AzureSpec azure_from(const Json& json) {
  project::AzureSpec azure;
  azure.identity = static_cast<project::AzureIdentity>(json.value("identity", 0));
  azure.cache_bytes = json.value("cache_bytes", std::uint64_t{0});
  for (const auto& [key, member] : kAzureTexts) azure.*member = json.value(key, std::string());
  return azure;
}

Json source_to_json(const project::Project& project, const project::Source& source) {
  Json json = {{"root", std::filesystem::absolute(project.root).string()},
               {"files", source.files},
               {"delta", source.delta},
               {"lakehouse", project.lakehouse},
               {"azure", azure_to_json(project.azure)},
               {"header", source.header},
               {"columns", source.columns}};
  if (source.format) json["format"] = static_cast<int>(*source.format);
  if (!source.records.empty()) json["records"] = source.records;
  if (source.flatten) json["flatten"] = true;
  if (!source.sheet.empty()) json["sheet"] = source.sheet;
  if (source.delimiter) json["delimiter"] = static_cast<int>(*source.delimiter);
  if (source.quote) json["quote"] = static_cast<int>(*source.quote);
  if (source.encoding) json["encoding"] = *source.encoding;
  return json;
}

FileOptions options_from(const Json& json) {
  FileOptions options;
  if (json.contains("format")) options.format = static_cast<FileFormat>(json.at("format").get<int>());
  options.json = {json.value("records", std::string()), json.value("flatten", false)};
  options.sheet = json.value("sheet", std::string());
  options.csv.header = json.value("header", true);
  options.csv.columns = json.value("columns", std::vector<std::string>());
  if (json.contains("delimiter")) options.csv.delimiter = static_cast<char>(json.at("delimiter").get<int>());
  if (json.contains("quote")) options.csv.quote = static_cast<char>(json.at("quote").get<int>());
  if (json.contains("encoding")) options.csv.encoding = parse_encoding(json.at("encoding").get<std::string>());
  return options;
}

RawSource raw_source(const std::string& argument) {
  try {
    const Json json = Json::parse(argument);
    RawSource source;
    source.project.root = json.at("root").get<std::string>();
    source.project.lakehouse = json.value("lakehouse", std::string());
    source.project.azure = azure_from(json.value("azure", Json::object()));
    source.source.files = json.at("files").get<std::string>();
    source.source.delta = json.value("delta", std::string());
    source.options = options_from(json);
    return source;
  } catch (const Json::exception& failure) {
    throw Error(ErrorCode::kUsage, std::string("c360_source wants a source as JSON: ") + failure.what(),
                "read the source as raw.<its name>");
  }
}

bool is_shown(const std::string& column) {
  return !is_own_column(column) || column == kSourceFile || column == kSourceRow;
}

/// The files of one statement, found and read anew each time it runs.
class RawRows final : public engine::RowSource {
 public:
  explicit RawRows(RawSource source) : source_(std::move(source)), known_(std::nullopt) {
    std::vector<std::string> ignored;
    for (const FoundFile& file : find()) known_.match(peek(file), file.path, ignored);
    known_.complete({});
    for (engine::TableColumn& column : table_columns(known_.schema())) {
      if (is_shown(column.name)) columns_.push_back(std::move(column));
    }
  }

  const std::vector<engine::TableColumn>& columns() const override { return columns_; }
  void begin() override {
    std::vector<FileToRead> files;
    for (const FoundFile& file : find()) files.push_back(read(file));
    rows_ = open_scan(std::make_shared<FileScan>(columns_, std::move(files)));
  }
  std::size_t max_readers() const override { return rows_->max_readers(); }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>& projected) override {
    return rows_->open_reader(projected);
  }

 private:
  std::vector<FoundFile> find() const {
    Found found = find_source_files(source_.project, source_.source);
    if (!found.files.empty()) found.files.front().origin->bring_near(found.files);
    return std::move(found.files);
  }

  FileOptions options_for(const FoundFile& file) const {
    FileOptions options = source_.options;
    options.constants = file.constants;
    return options;
  }

  /// The file's columns; none where it cannot be read, which reading it will tell.
  std::vector<std::string> peek(const FoundFile& file) const {
    try {
      if (file.member.empty()) return peek_header(file.origin->on_disk(file), file.path, options_for(file));
      return peek_header(TemporaryCopy(file).path(), file.path, source_.options);
    } catch (const Error&) {
      return {};
    }
  }

  FileToRead read(const FoundFile& file) const {
    const auto copy = std::make_shared<const TemporaryCopy>(file);
    FileToRead result;
    result.copy = copy;
    result.file = open_source_file(copy->path(), file.path, options_for(file));
    std::vector<std::string> ignored;
    BronzeColumns columns(known_.schema());
    const BronzeColumns::Match match = columns.match(result.file->header(), file.path, ignored);
    for (std::size_t at = 0; at < known_.schema().fields.size(); ++at) {
      if (is_shown(known_.schema().fields[at].name)) {
        result.match.push_back(at < match.size() ? match[at] : std::nullopt);
      }
    }
    return result;
  }

  RawSource source_;
  BronzeColumns known_;
  std::vector<engine::TableColumn> columns_;
  std::unique_ptr<engine::RowSource> rows_;
};

class SourceFunction final : public engine::TableFunction {
 public:
  std::string name() const override { return kFunctionName; }
  std::unique_ptr<engine::RowSource> bind(const std::string& argument) const override {
    return std::make_unique<RawRows>(raw_source(argument));
  }
};

}  // namespace

std::shared_ptr<const engine::TableFunction> source_table_function() {
  return std::make_shared<SourceFunction>();
}

std::optional<sql::Relation> source_relation(const project::Project& project, const project::Source& source) {
  if (!is_far(source) && find_source_files(project, source).files.empty()) return std::nullopt;
  return sql::table_function(kFunctionName, {sql::literal(source_to_json(project, source).dump())});
}

}  // namespace c360::ingest
