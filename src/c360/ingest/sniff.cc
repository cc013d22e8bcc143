#include "c360/ingest/sniff.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "c360/ingest/column_guess.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/csv_file.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kRecordsToJudge = 100'000;

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

CsvFile open(const std::filesystem::path& path, bool& header) {
  const std::string name = path.filename().string();
  std::vector<std::string> first = peek_columns(path, name, {});
  header = first.empty() || !looks_like_data(first);
  CsvOptions options;
  options.header = header;
  return {path, name, options};
}

void look_at(const CsvFile& csv, SniffedFile& result, std::vector<ColumnGuess>& guesses) {
  CsvRecord record;
  const char quote = csv.dialect().quote.value_or('\0');
  for (const Chunk& chunk : csv.scan().chunks) {
    RecordReader reader = csv.read(chunk);
    while (result.looked_at < kRecordsToJudge && reader.next(record)) {
      ++result.looked_at;
      if (record.fault != RecordFault::kNone) {
        ++result.malformed;
        continue;
      }
      for (std::size_t at = 0; at < guesses.size(); ++at) guesses[at].see(field_value(record.fields[at], quote));
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

}  // namespace

SniffedFile sniff(const std::filesystem::path& path) {
  SniffedFile result;
  const CsvFile csv = open(path, result.header);
  result.dialect = csv.dialect();
  result.encoding = csv.encoding();
  result.compressed = csv.compressed();
  result.records = csv.scan().records;
  std::vector<ColumnGuess> guesses(csv.header().size());
  look_at(csv, result, guesses);
  const std::vector<std::string> names = telling_names(csv.header());
  for (std::size_t at = 0; at < guesses.size(); ++at) {
    result.columns.push_back(guesses[at].sniffed());
    result.columns.back().name = names[at];
  }
  return result;
}

}  // namespace c360::ingest
