#include "c360/ingest/open_source.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/csv_file.h"
#include "c360/ingest/file_head.h"
#include "c360/ingest/gzip.h"
#include "c360/ingest/json/json_file.h"
#include "c360/ingest/packed/unpacked_file.h"
#include "c360/ingest/packed/zip_archive.h"
#include "c360/ingest/packed/zstd.h"
#include "c360/ingest/parquet/parquet_file.h"
#include "c360/ingest/source_text.h"
#include "c360/ingest/xlsx/xlsx_file.h"

namespace c360::ingest {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

/// What the name's ending says, that of a compressed file left aside.
std::optional<FileFormat> format_by_name(const std::string& file) {
  std::string name = lower_case(file);
  for (const char* packed : {".gz", ".zst"}) {
    if (name.ends_with(packed)) name.resize(name.rfind('.'));
  }
  constexpr std::array<std::pair<const char*, FileFormat>, 9> kEndings = {{{".xlsx", FileFormat::kXlsx},
                                                                           {".xlsm", FileFormat::kXlsx},
                                                                           {".parquet", FileFormat::kParquet},
                                                                           {".ndjson", FileFormat::kNdjson},
                                                                           {".jsonl", FileFormat::kNdjson},
                                                                           {".json", FileFormat::kJson},
                                                                           {".csv", FileFormat::kCsv},
                                                                           {".tsv", FileFormat::kCsv},
                                                                           {".txt", FileFormat::kCsv}}};
  for (const auto& [ending, format] : kEndings) {
    if (name.ends_with(ending)) return format;
  }
  return std::nullopt;
}

/// An object or an array of objects: '{' and a quote or '}', after a '[' or not.
bool begins_as_json(std::string_view head) {
  const auto skip = [&head](std::string_view bytes) {
    head.remove_prefix(std::min(head.find_first_not_of(bytes), head.size()));
  };
  skip(" \t\r\n");
  if (head.starts_with('[')) head.remove_prefix(1);
  skip(" \t\r\n");
  if (!head.starts_with('{')) return false;
  head.remove_prefix(1);
  skip(" \t\r\n");
  return head.starts_with('"') || head.starts_with('}');
}

/// What Excel wrote before 2007, and how it encrypts workbooks to this day.
bool is_compound_file(std::string_view first) {
  return first.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

[[noreturn]] void refuse_compound_file(const std::filesystem::path& path, const std::string& name) {
  using namespace std::string_view_literals;
  const MappedFile file(path);
  const bool encrypted =
      file.bytes().find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos;
  if (encrypted) throw Error(ErrorCode::kUnsupported, name + " is an encrypted workbook", "save it without a password");
  throw Error(ErrorCode::kUnsupported, name + " is an old workbook (.xls)", "save it as .xlsx or as CSV");
}

/// The first bytes of a file, of what is packed in it where it is packed.
std::string first_bytes_within(const std::filesystem::path& path) {
  constexpr std::size_t kEnough = 4096;  // for a packed file to begin
  constexpr std::size_t kMagic = 8;
  const std::string first = read_first_bytes(path, kEnough);
  if (is_gzip(first)) return unpack_gzip_head(first, kMagic);
  if (is_zstd(first)) return unpack_zstd_head(first, kMagic);
  return first.substr(0, kMagic);
}

/// Parquet and workbooks are read from anywhere in them, so that a packed one has to be unpacked first.
std::unique_ptr<const SourceFile> open_whole_file(const std::filesystem::path& path, const std::string& name,
                                                  const FileOptions& settled) {
  if (settled.format == FileFormat::kParquet) return std::make_unique<ParquetFile>(path, name, settled.constants);
  return std::make_unique<XlsxFile>(path, name, settled.sheet);
}

}  // namespace

FileFormat detect_format(const std::filesystem::path& path, const std::string& name, const FileOptions& options) {
  if (options.format) return *options.format;
  const std::string first = first_bytes_within(path);
  if (first.starts_with("PAR1") || first.starts_with("PARE")) return FileFormat::kParquet;
  if (is_compound_file(first)) refuse_compound_file(path, name);
  if (is_zip(first)) return FileFormat::kXlsx;
  if (const auto named = format_by_name(name)) return *named;
  return begins_as_json(read_first_text(path, options.csv.encoding)) ? FileFormat::kJson : FileFormat::kCsv;
}

std::unique_ptr<const SourceFile> open_source_file(const std::filesystem::path& path, const std::string& name,
                                                   const FileOptions& options) {
  FileOptions settled = options;
  settled.format = detect_format(path, name, options);
  switch (*settled.format) {
    case FileFormat::kNdjson:
    case FileFormat::kJson:
      return std::make_unique<JsonFile>(path, name, settled);
    case FileFormat::kParquet:
    case FileFormat::kXlsx:
      if (!is_packed(read_first_bytes(path, 8))) return open_whole_file(path, name, settled);
      return std::make_unique<UnpackedFile>(
          path, name, [&](const std::filesystem::path& unpacked) { return open_whole_file(unpacked, name, settled); });
    case FileFormat::kCsv:
      break;
  }
  return std::make_unique<CsvFile>(path, name, settled.csv);
}

std::vector<std::string> peek_header(const std::filesystem::path& path, const std::string& name,
                                     const FileOptions& options) {
  if (detect_format(path, name, options) == FileFormat::kCsv) return peek_columns(path, name, options.csv);
  return open_source_file(path, name, options)->header();
}

}  // namespace c360::ingest
