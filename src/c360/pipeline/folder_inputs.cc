#include "c360/pipeline/folder_inputs.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "c360/base/error.h"

namespace c360::pipeline {
namespace {

using ingest::FileFormat;

/// What of the inputs is of which format alone.
const std::map<std::string, std::vector<FileFormat>> kOnlyOf = {
    {"delimiter", {FileFormat::kCsv}},
    {"quote", {FileFormat::kCsv}},
    {"header", {FileFormat::kCsv}},
    {"null_value", {FileFormat::kCsv}},
    {"encoding", {FileFormat::kCsv, FileFormat::kNdjson, FileFormat::kJson}},
    {"records", {FileFormat::kJson}},
    {"flatten", {FileFormat::kNdjson, FileFormat::kJson}}};

FileFormat format_of(const Attempt& attempt) {
  const std::string word = attempt.text("format", "parquet");
  for (const FileFormat format : {FileFormat::kParquet, FileFormat::kCsv, FileFormat::kNdjson, FileFormat::kJson})
    if (word == ingest::format_name(format)) return format;
  attempt.refuse("format", "parquet, csv, ndjson or json");
}

void refuse_those_of_others(const Attempt& attempt, FileFormat format) {
  for (const auto& [key, formats] : kOnlyOf) {
    const bool fits = std::find(formats.begin(), formats.end(), format) != formats.end();
    if (fits || !attempt.input.contains(key)) continue;
    throw Error(
        ErrorCode::kProject,
        fmt::format("'{}' of '{}' says nothing of {} files", key, attempt.activity.name, ingest::format_name(format)),
        fmt::format("leave it out, or say format: {}", ingest::format_name(formats.front())),
        attempt.activity.input(key.c_str())->where);
  }
}

/// One character of ASCII, or the word that stands for another.
std::optional<char> character(const Attempt& attempt, const char* key, const std::string& word, char meaning) {
  if (!attempt.input.contains(key)) return std::nullopt;
  const std::string text = attempt.text(key);
  if (text == word) return meaning;
  if (text.size() != 1) attempt.refuse(key, "one character, or " + word);
  return text.front();
}

TextFileForm form_of(const Attempt& attempt, FileFormat format) {
  TextFileForm form;
  refuse_those_of_others(attempt, format);
  if (format == FileFormat::kParquet) return form;
  ingest::FileOptions& options = form.options.emplace();
  options.format = format;
  options.csv.delimiter = character(attempt, "delimiter", "tab", '\t');
  options.csv.quote = character(attempt, "quote", "none", '\0');
  options.csv.header = attempt.truth("header", true);
  if (attempt.input.contains("encoding")) options.csv.encoding = ingest::parse_encoding(attempt.text("encoding"));
  options.json = {attempt.text("records"), attempt.truth("flatten", false)};
  form.null_value = attempt.text("null_value");
  return form;
}

const JsonValue& value_or_null(const Attempt& attempt, const char* key) {
  static const JsonValue null;
  return attempt.input.contains(key) ? attempt.input[key] : null;
}

ColumnChoice columns_of(const Attempt& attempt) {
  try {
    return read_column_choice(value_or_null(attempt, "columns"), value_or_null(attempt, "added_columns"));
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("'{}': {}", attempt.activity.name, error.message()), error.hint(),
                attempt.activity.where);
  }
}

}  // namespace

FolderChoice folder_choice(const Attempt& attempt) {
  const FileFormat format = format_of(attempt);
  const std::string usual = fmt::format("**/*.{}", ingest::format_name(format));
  return {attempt.text("files", usual), form_of(attempt, format), columns_of(attempt)};
}

FolderRows rows_in_folder(Work& work, const Attempt& attempt, const FolderChoice& choice, engine::Database& database,
                          engine::Connection& connection) {
  using Stores = std::pair<std::shared_ptr<storage::ObjectStore>, std::shared_ptr<const void>>;
  const std::shared_ptr<storage::ObjectStore> store =
      open_connection(work.project, attempt.text("connection"), attempt.cancel);
  const auto folder = storage::open_substore(*store, folder_in_store(attempt.text("folder")));
  FolderRows rows = place_folder_rows(database, connection, *folder, choice, attempt.cancel);
  rows.kept = std::make_shared<const Stores>(store, std::move(rows.kept));  // with it go the copies that are near
  return rows;
}

}  // namespace c360::pipeline
