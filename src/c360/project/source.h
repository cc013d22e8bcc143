// A source as c360.yaml declares it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/project/rest_spec.h"

namespace c360::project {

enum class OnMalformed { kQuarantine, kFail };

/// How files hold their records. kJson: a document, or a record a line, whichever the content is.
enum class FileFormat { kCsv, kNdjson, kJson, kParquet, kXlsx };

/// Where data comes from: files by glob or another Delta table, here or in Azure Storage, or a REST API.
struct Source {
  Location where;
  std::string name;
  std::string files;                    ///< glob, relative to the project (or absolute), or an address
  std::string delta;                    ///< a Delta table's folder or address, in place of files
  std::optional<RestSpec> rest;         ///< an API, in place of files
  std::optional<FileFormat> format;     ///< nullopt: told from each file's name and content
  std::optional<char> delimiter;        ///< nullopt: detected
  std::optional<char> quote;            ///< nullopt: '"'; '\0' (written none): no quoting
  std::optional<std::string> encoding;  ///< utf-8, utf-16le, utf-16be, latin-1, windows-1252; nullopt: detected
  bool header = true;
  std::vector<std::string> columns;  ///< names, where there is no header
  std::string records;               ///< of JSON: where in the document the array of records is, as "a.b"
  bool flatten = false;              ///< of JSON: nested objects become columns
  std::string sheet;                 ///< of a workbook; empty: the first
  OnMalformed malformed = OnMalformed::kQuarantine;
  std::optional<std::int64_t> freshness_seconds;  ///< how old its newest data may be; nullopt: as the project says
};

}  // namespace c360::project
