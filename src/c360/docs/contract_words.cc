#include "c360/docs/contract_words.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace c360::docs {
namespace {

constexpr std::size_t kMostValues = 20;

std::string one_of(const std::vector<std::string>& accepted) {
  const std::size_t shown = std::min(accepted.size(), kMostValues);
  std::string text =
      fmt::format("one of {}", fmt::join(accepted.begin(), accepted.begin() + static_cast<long>(shown), ", "));
  if (shown < accepted.size()) text += fmt::format(" and {} more", accepted.size() - shown);
  return text;
}

}  // namespace

std::vector<std::string> rules_of(const project::Contract& contract, const project::ColumnSpec& column) {
  std::vector<std::string> rules;
  const bool in_key = std::find(contract.key.begin(), contract.key.end(), column.name) != contract.key.end();
  if (column.required || in_key) rules.push_back("required");
  if (column.min) rules.push_back("at least " + *column.min);
  if (column.max) rules.push_back("at most " + *column.max);
  if (column.max_length) rules.push_back(fmt::format("at most {} characters", *column.max_length));
  if (column.pattern) rules.push_back("matches " + *column.pattern);
  if (!column.accepted.empty()) rules.push_back(one_of(column.accepted));
  if (!column.formats.empty()) rules.push_back(fmt::format("written as {}", fmt::join(column.formats, " or ")));
  return rules;
}

std::string to_string(project::Severity severity) {
  if (severity == project::Severity::kQuarantine) return "quarantine";
  return severity == project::Severity::kWarn ? "warn" : "fail";
}

}  // namespace c360::docs
