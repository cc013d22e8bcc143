// How a file writes its fields: delimiter and quote, given by the user or detected where that is safe.
#pragma once

#include <optional>
#include <string_view>

namespace c360::ingest {

struct CsvDialect {
  char delimiter = ',';
  std::optional<char> quote = '"';  ///< nullopt: no quoting, every quote is text
  bool operator==(const CsvDialect&) const = default;
};

/// What the user said; nullopt is to be detected. In `quote`, '\0' means no quoting.
struct WantedDialect {
  std::optional<char> delimiter{};
  std::optional<char> quote{};
  std::size_t columns = 0;  ///< how many there must be where the user named them; 0: not known
};

/// Detects from the head of a file (UTF-8 text; `whole` if nothing follows it) what `wanted` leaves open, among
/// , ; tab and |. The first record must show the delimiter; where several show, the one under which the other records
/// agree with it. Throws Error(kData) that says what to write where two fit alike.
CsvDialect detect_dialect(std::string_view head, bool whole, const WantedDialect& wanted);

/// "','", "tab", …, for messages.
std::string_view delimiter_name(char delimiter);

}  // namespace c360::ingest
