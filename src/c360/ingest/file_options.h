// How a file is to be read: what the user said, or what was found out and is remembered.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/encoding.h"
#include "c360/project/source.h"

namespace c360::ingest {

using project::FileFormat;

/// What the user said about a text file's form; the rest is detected.
struct CsvOptions {
  std::optional<char> delimiter{};
  std::optional<char> quote{};  ///< '\0': no quoting
  std::optional<Encoding> encoding{};
  bool header = true;
  std::vector<std::string> columns{};  ///< names, where there is no header
};

struct JsonOptions {
  std::string records;   ///< the names that lead to the array of records, joined by '.'; empty: the whole file
  bool flatten = false;  ///< nested objects become columns a.b; else they are JSON text
  bool operator==(const JsonOptions&) const = default;
};

struct FileOptions {
  std::optional<FileFormat> format{};  ///< nullopt: by the file's name and content
  CsvOptions csv{};                    ///< its encoding is also that of JSON
  JsonOptions json{};
  std::map<std::string, std::optional<std::string>> constants{};  ///< columns that the file itself has not
  std::string sheet{};  ///< of a workbook; empty: the first that is not hidden
};

/// "csv", "ndjson", "json", "parquet", "xlsx", as c360.yaml says it.
std::string_view format_name(FileFormat format);

/// How the source's files are to be read.
FileOptions file_options(const project::Source& source);

}  // namespace c360::ingest
