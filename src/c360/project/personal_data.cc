#include "c360/project/personal_data.h"

#include <array>

namespace c360::project {
namespace {

/// By the kinds' numbers.
constexpr std::array<std::string_view, 17> kWords = {
    "",           "name",       "email",       "phone",  "address",      "location",
    "birth_date", "gender",     "national_id", "tax_id", "bank_account", "payment_card",
    "user_name",  "ip_address", "device_id",   "health", "other"};
static_assert(kWords.size() == static_cast<std::size_t>(PersonalData::kOther) + 1);

std::vector<PersonalData> all_kinds() {
  std::vector<PersonalData> kinds;
  for (std::size_t i = 1; i < kWords.size(); ++i) kinds.push_back(static_cast<PersonalData>(i));
  return kinds;
}

}  // namespace

std::string_view to_string(PersonalData kind) {
  return kWords.at(static_cast<std::size_t>(kind));
}

std::optional<PersonalData> personal_data_of(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (kWords[i] == word) return static_cast<PersonalData>(i);
  return std::nullopt;
}

const std::vector<PersonalData>& personal_data_kinds() {
  static const std::vector<PersonalData> kinds = all_kinds();
  return kinds;
}

}  // namespace c360::project
