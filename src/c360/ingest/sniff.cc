#include "c360/ingest/sniff.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "c360/ingest/column_guess.h"
#include "c360/ingest/csv_file.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kRecordsToJudge = 100'000;

/// A first record without names: one of its fields is a number or a date, or is missing.
bool looks_like_data(const std::vector<std::string>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const std::string& field) {
    ColumnGuess guess;
    guess.see(field);
    return guess.sniffed().values == 0 || guess.sniffed().type.kind != sql::TypeKind::kString;
  });
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
  for (std::size_t at = 0; at < guesses.size(); ++at) {
    result.columns.push_back(guesses[at].sniffed());
    result.columns.back().name = csv.header()[at];
  }
  return result;
}

}  // namespace c360::ingest
