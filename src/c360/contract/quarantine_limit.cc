#include "c360/contract/quarantine_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"

namespace c360::contract {
namespace {

/// "type(order_date) 200, required(name) 12", the most frequent first.
std::string most_frequent(const std::map<std::string, std::int64_t>& reasons) {
  constexpr std::size_t kMostReasons = 5;
  std::vector<std::pair<std::string, std::int64_t>> sorted(reasons.begin(), reasons.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < sorted.size() && i < kMostReasons; ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", sorted[i].first, sorted[i].second);
  }
  return sorted.size() > kMostReasons ? text + ", …" : text;
}

}  // namespace

void refuse_too_many_quarantined(const project::Contract& contract, const Refined& refined,
                                 const std::function<std::vector<std::string>()>& first_rejected) {
  if (refined.quarantined_for_cause == 0) return;
  const auto bad = static_cast<double>(refined.quarantined_for_cause);
  const auto all = static_cast<double>(refined.bronze_rows);
  if (bad / all <= contract.max_quarantined)
    return;  // a quotient is rounded as the written share was: 29 of 100 is .29
  std::string message =
      fmt::format("{}: {} of {} rows ({:.1f} %) break a rule, more than max_quarantined ({:.1f} %) allows: {}",
                  contract.entity, refined.quarantined_for_cause, refined.bronze_rows, 100 * bad / all,
                  100 * contract.max_quarantined, most_frequent(refined.reasons));
  for (const std::string& row : first_rejected()) message += "\n    " + row;
  throw Error(
      ErrorCode::kData, message,
      fmt::format("mend the source or the contract's rules; or raise max_quarantined for a run, which sets these "
                  "rows aside for `c360 quarantine show {}`",
                  contract.entity),
      contract.where);
}

}  // namespace c360::contract
