// Secrets that stand in definitions, taken out before anything else looks at them.
#pragma once

#include <string>

#include "c360/adf/json_text.h"

namespace c360::adf {

/// What stands where a secret was.
inline constexpr const char* kHidden = "***";

/// `definition` may be a list of several. Replaces every secret by kHidden, wherever else its value stands, too: values
/// of SecureString, of keys that name a secret (password, accountKey, encryptedCredential, …) and of headers that sign
/// in, and what follows Password=, AccountKey=, sig=, Bearer and the like within texts. Throws Error(kData) for more
/// than 10,000 of them.
void hide_secrets(Json& definition);

/// Whether a value holds kHidden.
bool holds_hidden(const Json& value);

}  // namespace c360::adf
