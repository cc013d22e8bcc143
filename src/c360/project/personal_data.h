// The kinds of personal data that a contract can say a column holds.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace c360::project {

/// By what it tells of a person, so that each can be masked in a way of its own.
enum class PersonalData {
  kNone,
  kName,
  kEmail,
  kPhone,
  kAddress,
  kLocation,
  kBirthDate,
  kGender,
  kNationalId,
  kTaxId,
  kBankAccount,
  kPaymentCard,
  kUserName,
  kIpAddress,
  kDeviceId,
  kHealth,
  kOther
};

/// "email", "birth_date", …: what contracts and tables call a kind; "" for kNone. Lives as long as the program.
std::string_view to_string(PersonalData kind);
/// nullopt for a text that to_string() never gives.
std::optional<PersonalData> personal_data_of(std::string_view word);
/// Every kind but kNone.
const std::vector<PersonalData>& personal_data_kinds();

}  // namespace c360::project
