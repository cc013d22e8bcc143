#include "c360/project/moment_format.h"

#include <fmt/core.h>

namespace c360::project {
namespace {

constexpr std::string_view kKnown = "YmdbBHIMSfpz";

/// What a directive reads, so that %m and %b count as one.
char meaning(char directive) {
  if (directive == 'b' || directive == 'B') return 'm';
  return directive == 'I' ? 'H' : directive;
}

std::optional<std::string> fault_of_parts(std::string_view parts) {
  for (const char part : parts)
    if (parts.find(part) != parts.rfind(part)) return "it reads the same part twice";
  for (const auto& [part, name] : {std::pair{'Y', "year (%Y)"}, {'m', "month (%m)"}, {'d', "day (%d)"}})
    if (parts.find(part) == std::string_view::npos) return fmt::format("it has no {}", name);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> fault_of_format(std::string_view format) {
  std::string parts;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (++i == format.size()) return "it ends with %";
    if (format[i] == '%') continue;
    if (format[i] == 'y') return "%y reads two-digit years, which mean no one year; use %Y";
    if (kKnown.find(format[i]) == std::string_view::npos) return fmt::format("there is no %{}", format[i]);
    parts += meaning(format[i]);
  }
  return fault_of_parts(parts);
}

}  // namespace c360::project
