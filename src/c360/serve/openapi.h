// The OpenAPI document, from the same definitions that requests are read by.
#pragma once

#include <vector>

#include "c360/serve/endpoint.h"

namespace c360::serve {

/// OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).
Json openapi_document(const std::vector<Endpoint>& endpoints);

}  // namespace c360::serve
