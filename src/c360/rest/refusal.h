// What went wrong with a request to an API, in words, with what to do.
#pragma once

#include <cstdint>
#include <string>

#include "c360/fetch/client.h"
#include "c360/rest/hidden_texts.h"

namespace c360::rest {

/// What is told about a request. Secrets are masked already.
struct Asked {
  std::string source;
  std::string address;
  std::uint64_t largest_answer = 0;  ///< bytes
  int tries = 0;
};

/// Throws Error(kIo) for everything but an answer of 200 to 299.
void throw_refusal(const Asked& asked, const fetch::Outcome& outcome, const HiddenTexts& hidden);

/// Throws Error(kData): what came is no JSON.
[[noreturn]] void throw_no_json(const Asked& asked, const fetch::Answer& answer, const std::string& why,
                                const HiddenTexts& hidden);

}  // namespace c360::rest
