#include "c360/ingest/column_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "c360/engine/values/unicode_text.h"

namespace c360::ingest {
namespace {

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string legal(std::string_view name, std::size_t position) {
  constexpr std::string_view kIllegal = " ,;{}()=\x7F";
  if (name.empty()) return fmt::format("column{}", position);
  std::string result(name);
  for (char& c : result) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (control || kIllegal.find(c) != std::string_view::npos) c = '_';
  }
  return result.front() == '_' ? "c" + result : result;
}

}  // namespace

std::string folded(std::string_view name) {
  std::string result;
  values::append_folded(name, result);
  return result;
}

std::vector<std::string> delta_names(const std::vector<std::string>& header, const std::vector<std::string>& taken) {
  std::set<std::string> used;
  for (const std::string& name : taken) used.insert(folded(name));
  std::vector<std::string> names;
  for (const std::string& column : header) {
    const std::string wanted = legal(column, names.size() + 1);
    std::string name = wanted;
    for (int number = 2; !used.insert(folded(name)).second; ++number) name = fmt::format("{}_{}", wanted, number);
    names.push_back(std::move(name));
  }
  return names;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (!values::is_ascii(a) || !values::is_ascii(b)) return folded(a) == folded(b);
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace c360::ingest
