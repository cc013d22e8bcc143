// The header that leads from an answer to related ones (RFC 8288).
#pragma once

#include <string>

#include "c360/http/message.h"

namespace c360::rest {

/// The address of the link with rel="next", as it stands there; empty: there is none.
std::string next_link(const http::Fields& headers);

}  // namespace c360::rest
