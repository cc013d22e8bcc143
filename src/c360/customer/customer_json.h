// Customers as the JSON that the API and `c360 customer --json` give.
#pragma once

#include <nlohmann/json.hpp>

#include "c360/customer/profile.h"
#include "c360/customer/search.h"

namespace c360::customer {

using Json = nlohmann::ordered_json;

Json json_of(const CustomerModel& model, const Profile& profile);
/// {"events": […], "next": …}
Json json_of(const Timeline& timeline);
/// [{"id", "name", …, "matched"}]
Json json_of(const CustomerModel& model, const std::vector<FoundCustomer>& found);

}  // namespace c360::customer
