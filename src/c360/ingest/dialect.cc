#include "c360/ingest/dialect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/ingest/record_reader.h"

namespace c360::ingest {
namespace {

constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
constexpr std::size_t kRecordsToJudge = 200;

/// How a file's head looks under one delimiter.
struct Fit {
  char delimiter = ',';
  std::size_t header_fields = 0;
  double agreement = 1;  ///< share of the other records with as many fields as the first
};

std::vector<std::size_t> field_counts(std::string_view head, bool whole, const CsvDialect& dialect) {
  const Chunk chunk{.begin = 0, .end = head.size(), .may_hold_invalid = false, .may_hold_nul = false};
  RecordReader reader(head, chunk, dialect, 0);
  CsvRecord record;
  std::vector<std::size_t> counts;
  bool cut = false;
  while (counts.size() < kRecordsToJudge && reader.next(record)) {
    counts.push_back(record.field_count);
    cut = !whole && reader.position() == head.size();
  }
  if (cut && counts.size() > 1) counts.pop_back();
  return counts;
}

Fit judge(std::string_view head, bool whole, CsvDialect dialect, std::size_t wanted_columns) {
  const std::vector<std::size_t> counts = field_counts(head, whole, dialect);
  if (counts.empty()) return {dialect.delimiter, 0, 0};
  const std::size_t expected = wanted_columns > 0 ? wanted_columns : counts.front();
  const auto first = counts.begin() + (wanted_columns > 0 ? 0 : 1);
  const auto agreeing = std::count(first, counts.end(), expected);
  const auto judged = counts.end() - first;
  const double agreement = judged == 0 ? 1.0 : static_cast<double>(agreeing) / static_cast<double>(judged);
  return {dialect.delimiter, expected, agreement};
}

bool better(const Fit& a, const Fit& b) {
  return a.agreement != b.agreement ? a.agreement > b.agreement : a.header_fields > b.header_fields;
}

/// Whether `best` fits so much better than `next` that no one would read the file the other way.
bool clearly_better(const Fit& best, const Fit& next) {
  if (best.agreement >= 0.8 && next.agreement < 0.5) return true;
  return best.agreement == next.agreement && best.agreement == 1 && best.header_fields >= 2 * next.header_fields;
}

[[noreturn]] void throw_ambiguous(const Fit& a, const Fit& b) {
  throw Error(ErrorCode::kData,
              fmt::format("the delimiter could be {} or {}", delimiter_name(a.delimiter), delimiter_name(b.delimiter)),
              "say which with `delimiter:` in the source");
}

char detect_delimiter(std::string_view head, bool whole, std::optional<char> quote, std::size_t columns) {
  std::vector<Fit> fits;
  for (const char delimiter : kDelimiters) {
    const Fit fit = judge(head, whole, {delimiter, quote}, columns);
    if (fit.header_fields >= 2 && (columns == 0 || fit.agreement > 0)) fits.push_back(fit);
  }
  std::sort(fits.begin(), fits.end(), better);
  if (fits.empty()) return ',';
  if (fits.size() > 1 && !clearly_better(fits[0], fits[1])) throw_ambiguous(fits[0], fits[1]);
  return fits.front().delimiter;
}

/// The first line as text; enough to see which quote a header uses.
std::string_view first_line(std::string_view head) {
  const std::size_t begin = std::min(head.find_first_not_of("\r\n"), head.size());
  return head.substr(begin, head.find_first_of("\r\n", begin) - begin);
}

/// Single quotes are quotes only where every name of the header has them and no double quote is near.
bool header_is_single_quoted(std::string_view head) {
  const std::string_view line = first_line(head);
  if (line.size() < 2 || head.find('"') != std::string_view::npos) return false;
  if (line.front() != '\'' || line.back() != '\'') return false;
  return std::any_of(kDelimiters.begin(), kDelimiters.end(), [&](char delimiter) {
    const std::vector<std::size_t> quoted = field_counts(line, true, {delimiter, '\''});
    const std::string separator = {'\'', delimiter, '\''};
    std::size_t separators = 0;
    for (std::size_t at = line.find(separator); at != std::string_view::npos; at = line.find(separator, at + 1)) {
      ++separators;
    }
    return separators > 0 && quoted.front() == separators + 1;
  });
}

std::optional<char> decide_quote(std::string_view head, std::optional<char> wanted) {
  if (wanted) return *wanted == '\0' ? std::nullopt : wanted;
  return header_is_single_quoted(head) ? '\'' : '"';
}

}  // namespace

CsvDialect detect_dialect(std::string_view head, bool whole, const WantedDialect& wanted) {
  CsvDialect dialect;
  dialect.quote = decide_quote(head, wanted.quote);
  dialect.delimiter =
      wanted.delimiter ? *wanted.delimiter : detect_delimiter(head, whole, dialect.quote, wanted.columns);
  return dialect;
}

std::string_view delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return "','";
    case ';':
      return "';'";
    case '\t':
      return "tab";
    case '|':
      return "'|'";
    default:
      return "another";
  }
}

}  // namespace c360::ingest
