#include "c360/adf/names.h"

#include "c360/project/names.h"

namespace c360::adf {
namespace {

constexpr std::size_t kLongest = 100;

std::string legal(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (fits)
      result += c;
    else if (!result.empty() && result.back() != '_')
      result += '_';
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  const bool begins = !result.empty() && !(result[0] >= '0' && result[0] <= '9');
  return (begins ? result : "p_" + result).substr(0, kLongest);
}

}  // namespace

const std::string& Names::of(const std::string& name) {
  if (const auto known = names_.find(name); known != names_.end()) return known->second;
  const std::string wanted = project::fault_of_table_name(name) || name.size() > kLongest ? legal(name) : name;
  std::string given = wanted;
  for (int number = 2; !taken_.insert(project::folded(given)).second; ++number)
    given = wanted + "_" + std::to_string(number);
  return names_.emplace(name, given).first->second;
}

void Names::reserve(const std::string& name) {
  taken_.insert(project::folded(name));
}

}  // namespace c360::adf
