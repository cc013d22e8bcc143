#include "c360/ingest/file_head.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/gzip.h"
#include "c360/ingest/packed/zstd.h"
#include "c360/ingest/record_reader.h"

namespace c360::ingest {
namespace {

[[noreturn]] void refuse_long_record(const std::string& name) {
  throw Error(ErrorCode::kData,
              fmt::format("the first record of {} is longer than {} MiB", name, kMaxHeaderBytes >> 20),
              "is it a CSV file? its lines must end in LF, CR or CRLF");
}

}  // namespace

FileHead read_head(std::string_view text, std::uint64_t begin, bool whole, const std::string& name,
                   const CsvOptions& options) {
  FileHead head;
  head.end = begin;
  try {
    head.dialect = detect_dialect(text.substr(begin, kDialectHead), whole,
                                  {options.delimiter, options.quote, options.header ? 0 : options.columns.size()});
  } catch (const Error& error) {
    throw error.in(name);
  }
  if (!options.header) head.columns = options.columns;
  const std::size_t first = text.find_first_not_of("\r\n", begin);
  if (first == std::string_view::npos) return head;
  const std::string_view front = text.substr(0, first + kMaxHeaderBytes);
  const Chunk all{.begin = first, .end = front.size(), .may_hold_invalid = false, .may_hold_nul = false};
  RecordReader reader(front, all, head.dialect, 0);
  CsvRecord record;
  reader.next(record);
  if (reader.position() == front.size() && front.size() < text.size()) refuse_long_record(name);
  if (options.header) {
    head.end = reader.position();
    for (const CsvField& field : record.fields) {
      head.columns.push_back(field_value(field, head.dialect.quote.value_or('\0')));
    }
  } else if (options.columns.empty()) {
    while (head.columns.size() < record.field_count) {
      head.columns.push_back(fmt::format("column{}", head.columns.size() + 1));
    }
  }
  return head;
}

std::string read_first_bytes(const std::filesystem::path& path, std::size_t count) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_errno("read", path, errno);
  std::string bytes(count, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

std::string read_first_text(const std::filesystem::path& path, std::optional<Encoding> wanted) {
  constexpr std::size_t kBytes = kDialectHead + 4;
  std::string bytes = read_first_bytes(path, kBytes);
  if (is_gzip(bytes)) bytes = unpack_gzip_head(bytes, kBytes);
  if (is_zstd(bytes)) bytes = unpack_zstd_head(bytes, kBytes);
  const HeadEncoding head = detect_head(std::string_view(bytes).substr(0, 4096));
  const std::string_view rest = std::string_view(bytes).substr(head.mark_bytes);
  const bool windows = !head.encoding && looks_like_windows_1252(rest, check_utf8(rest));
  const Encoding detected = head.encoding.value_or(windows ? Encoding::kWindows1252 : Encoding::kUtf8);
  std::string text;
  decode(rest, wanted.value_or(detected), false, text);
  return text;
}

std::vector<std::string> peek_columns(const std::filesystem::path& path, const std::string& name,
                                      const CsvOptions& options) {
  const std::string text = read_first_text(path, options.encoding);
  return read_head(text, 0, text.size() < kDialectHead, name, options).columns;
}

}  // namespace c360::ingest
