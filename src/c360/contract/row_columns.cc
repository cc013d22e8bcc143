#include "c360/contract/row_columns.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace c360::contract {

std::vector<std::string> raw_columns(const delta::Schema& bronze_schema) {
  constexpr std::array<std::string_view, 5> kAdded = {kSourceFile, kSourceRow, kFileNo, kIngestedAt, kBatchId};
  std::vector<std::string> names;
  for (const delta::Field& field : bronze_schema.fields) {
    if (std::find(kAdded.begin(), kAdded.end(), field.name) == kAdded.end()) names.push_back(field.name);
  }
  return names;
}

std::string source_name(const delta::Field& field) {
  const auto found = field.metadata.find(kHeaderKey);
  if (found == field.metadata.end()) return field.name;
  const auto header = nlohmann::json::parse(found->second, nullptr, false);
  return header.is_string() ? header.get<std::string>() : field.name;
}

}  // namespace c360::contract
