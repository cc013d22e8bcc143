// The words that generated rows are made of, as a clean row writes them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace c360::generate {

using Words = std::span<const std::string_view>;

namespace words {

extern const Words kFirstNames, kLastNames, kMailHosts, kStreets, kCities;
extern const Words kProducts, kDepartments, kShifts, kOpenHours;
extern const Words kShopCategories, kRetailCategories;
extern const Words kShopPaymentMethods, kRetailPaymentMethods, kPaymentStatuses, kOrderStatuses;
extern const Words kIssues, kResolutions, kRetailIssues, kRetailResolutions;
extern const Words kPages, kDevices, kTiers, kPointReasons;

}  // namespace words

/// The place of a word in its list; the list must have it.
std::int64_t place_of(std::string_view word, Words list);

}  // namespace c360::generate
