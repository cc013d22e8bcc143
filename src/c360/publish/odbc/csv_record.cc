#include "c360/publish/odbc/csv_record.h"

#include <fmt/format.h>

#include <iterator>

namespace c360::publish::odbc {
namespace {

using sql::TypeKind;

/// Some drivers write 1 and 0, others t and f, others words.
std::string boolean(std::string_view text) {
  const bool yes = !text.empty() && (text[0] == '1' || text[0] == 't' || text[0] == 'T');
  return yes ? "true" : "false";
}

/// "2024-05-31 08:15:00.0000000 +02:00": without the blank before the zone, and of the fraction no more than
/// microseconds.
std::string time(std::string text) {
  if (const std::size_t blank = text.find(" +"); blank != std::string::npos) text.erase(blank, 1);
  if (const std::size_t blank = text.find(" -"); blank != std::string::npos) text.erase(blank, 1);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  constexpr std::size_t kMicros = 6;
  const std::size_t end = text.find_first_not_of("0123456789", point + 1);
  const std::size_t digits = (end == std::string::npos ? text.size() : end) - point - 1;
  if (digits > kMicros) text.erase(point + 1 + kMicros, digits - kMicros);
  return text;
}

}  // namespace

ReadAs read_as(const sql::Type& type) {
  if (type.nested != nullptr) return ReadAs::kText;
  if (type.kind == TypeKind::kDouble || type.kind == TypeKind::kFloat) return ReadAs::kReal;
  return type.kind == TypeKind::kBinary ? ReadAs::kBytes : ReadAs::kText;
}

void CsvRecord::add(const std::optional<std::string>& text, const sql::Type& type) {
  if (!text) {
    line_ += ',';
  } else if (type.kind == TypeKind::kBoolean) {
    put(boolean(*text));
  } else if (type.kind == TypeKind::kTimestamp || type.kind == TypeKind::kDatetime) {
    put(time(*text));
  } else {
    put(*text);
  }
}

void CsvRecord::add(std::optional<double> value) {
  if (!value) {
    line_ += ',';
  } else {
    put(fmt::format("{}", *value));
  }
}

void CsvRecord::add_bytes(const std::optional<std::string>& bytes) {
  if (!bytes) {
    line_ += ',';
    return;
  }
  std::string escaped;
  for (const char byte : *bytes)
    fmt::format_to(std::back_inserter(escaped), "\\x{:02X}", static_cast<unsigned char>(byte));
  put(escaped);
}

std::string_view CsvRecord::line() {
  if (!line_.empty()) line_.back() = '\n';
  return line_;
}

void CsvRecord::put(std::string_view value) {
  line_ += '"';
  for (const char each : value) {
    if (each == '"') line_ += '"';
    line_ += each;
  }
  line_ += "\",";
}

}  // namespace c360::publish::odbc
