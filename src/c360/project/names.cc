#include "c360/project/names.h"

#include <algorithm>
#include <array>

#include "c360/base/ascii.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::project {
namespace {

constexpr std::size_t kLongestName = 120;  // bytes; file systems allow 255, and suffixes such as __malformed follow

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

std::optional<std::string> fault_of(std::string_view name, bool any_script) {
  if (name.empty()) return "it is empty";
  if (name.size() > kLongestName) return "it is longer than 120 bytes";
  if (name.front() == '_') return "names that start with '_' are c360's own";
  if (is_digit(name.front())) return "it starts with a digit";
  for (const char c : name) {
    const bool is_fine = is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || (any_script && !is_ascii(c));
    if (!is_fine) return is_ascii(c) ? "it has a '" + std::string(1, c) + "'" : "it has a letter outside a to z";
  }
  return std::nullopt;
}

/// Words apart by '_': before a capital after a small letter or digit, and before the last capital of several that a
/// small letter follows ("HTTPStatus" gives "http_status").
bool starts_word(std::string_view text, std::size_t i) {
  if (i == 0 || !is_upper(text[i])) return false;
  if (is_lower(text[i - 1]) || is_digit(text[i - 1])) return true;
  return is_upper(text[i - 1]) && i + 1 < text.size() && is_lower(text[i + 1]);
}

std::string snake_case(std::string_view text, bool any_script) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool keeps = is_lower(c) || is_upper(c) || is_digit(c) || (any_script && !is_ascii(c));
    if (!keeps || starts_word(text, i)) {
      if (!name.empty() && name.back() != '_') name += '_';
    }
    if (keeps) name += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty()) name = "c";
  if (is_digit(name.front())) name = "c" + name;
  return name.substr(0, kLongestName);
}

}  // namespace

std::optional<std::string> fault_of_table_name(std::string_view name) {
  return fault_of(name, false);
}

std::optional<std::string> fault_of_column_name(std::string_view name) {
  return fault_of(name, true);
}

bool is_reserved_schema(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kReserved = {
      "raw",  "bronze", "silver", "quarantine",         "meta",      "landing",
      "main", "system", "temp",   "information_schema", "pg_catalog"};
  return std::find(kReserved.begin(), kReserved.end(), folded(name)) != kReserved.end();
}

std::string folded(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string to_table_name(std::string_view text) {
  std::string bare;
  values::append_without_marks(text, bare);
  return snake_case(bare, false);
}

std::string to_column_name(std::string_view text) {
  return snake_case(text, true);
}

}  // namespace c360::project
