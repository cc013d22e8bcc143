#include "c360/ingest/file_options.h"

namespace c360::ingest {

std::string_view format_name(FileFormat format) {
  switch (format) {
    case FileFormat::kCsv:
      return "csv";
    case FileFormat::kNdjson:
      return "ndjson";
    case FileFormat::kJson:
      return "json";
    case FileFormat::kParquet:
      return "parquet";
    case FileFormat::kXlsx:
      return "xlsx";
  }
  return "";
}

FileOptions file_options(const project::Source& source) {
  FileOptions options;
  options.format = source.format;
  options.csv.delimiter = source.delimiter;
  options.csv.quote = source.quote;
  if (source.encoding) options.csv.encoding = parse_encoding(*source.encoding);
  options.csv.header = source.header;
  options.csv.columns = source.columns;
  options.json = {source.records, source.flatten};
  options.sheet = source.sheet;
  return options;
}

}  // namespace c360::ingest
