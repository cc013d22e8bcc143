#include "c360/ingest/sniff.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/column_guess.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/file_copy.h"
#include "c360/ingest/file_head.h"
#include "c360/ingest/open_source.h"
#include "c360/ingest/packed/member_file.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kRecordsToLookAt = 100'000;

/// A first record without names: one of its fields is a number or a date, or half of them are missing.
bool looks_like_data(const std::vector<std::string>& fields) {
  std::size_t missing = 0;
  for (const std::string& field : fields) {
    ColumnGuess guess;
    guess.see(field);
    const SniffedColumn sniffed = guess.sniffed();
    if (sniffed.type.kind != sql::TypeKind::kString) return true;
    if (sniffed.values == 0) ++missing;
  }
  return missing * 2 >= fields.size();
}

std::unique_ptr<const SourceFile> open(const std::filesystem::path& path, const std::string& name, bool& header) {
  FileOptions options;
  options.format = detect_format(path, name, options);
  if (options.format == FileFormat::kCsv) {
    const std::vector<std::string> first = peek_columns(path, name, {});
    header = first.empty() || !looks_like_data(first);
    options.csv.header = header;
  }
  return open_source_file(path, name, options);
}

void look_at(const SourceFile& file, SniffedFile& result, std::vector<ColumnGuess>& guesses) {
  for (const Chunk& chunk : file.scan().chunks) {
    const std::unique_ptr<ChunkReader> reader = file.open(chunk);
    while (result.looked_at < kRecordsToLookAt && reader->next()) {
      ++result.looked_at;
      if (reader->record().fault != RecordFault::kNone) {
        ++result.malformed;
        continue;
      }
      for (std::size_t at = 0; at < guesses.size(); ++at) guesses[at].see(reader->field(at).value_or(""));
    }
  }
}

/// The header's names; where there is none, or one that came before in other letter case, that of the column in bronze.
std::vector<std::string> telling_names(const std::vector<std::string>& header) {
  std::vector<std::string> names = delta_names(header);
  for (std::size_t at = 0; at < header.size(); ++at) {
    const auto same = [&](const std::string& other) { return equal_ignoring_case(other, header[at]); };
    const auto here = header.begin() + static_cast<std::ptrdiff_t>(at);
    if (!header[at].empty() && std::none_of(header.begin(), here, same)) names[at] = header[at];
  }
  return names;
}

SniffedFile sniff_file(const std::filesystem::path& path, const std::string& name) {
  SniffedFile result;
  const std::unique_ptr<const SourceFile> file = open(path, name, result.header);
  result.form = file->form();
  result.records = file->scan().records;
  std::vector<ColumnGuess> guesses(file->header().size());
  look_at(*file, result, guesses);
  const std::vector<std::string> names = telling_names(file->header());
  for (std::size_t at = 0; at < guesses.size(); ++at) {
    result.columns.push_back(guesses[at].sniffed());
    result.columns.back().name = names[at];
  }
  return result;
}

}  // namespace

SniffedFile sniff(const std::filesystem::path& path) {
  FoundFile whole;
  whole.path = path.filename().string();
  whole.location = path;
  Found found;
  found.files.push_back(std::move(whole));
  open_archives(found);
  if (found.files.empty()) {
    throw Error(ErrorCode::kData, path.string() + " is an archive without a file in it", "leave it out");
  }
  const FoundFile& first = found.files.front();
  if (!first.member.empty()) return sniff_file(TemporaryCopy(first).path(), first.member);
  return sniff_file(path, first.path);
}

}  // namespace c360::ingest
