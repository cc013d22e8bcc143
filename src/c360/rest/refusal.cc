#include "c360/rest/refusal.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/fetch/asked_wait.h"
#include "c360/fetch/url.h"
#include "c360/rest/json_document.h"

namespace c360::rest {
namespace {

constexpr std::size_t kShownBytes = 200;

/// The first words of a text on one line, with nothing that a terminal would obey, whatever its bytes are.
std::string first_words(const std::string& text, const HiddenTexts& hidden) {
  std::string words = as_utf8(hidden.masked(text).substr(0, kShownBytes));
  std::replace_if(
      words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, ' ');
  return words;
}

std::string says(const std::string& body, const HiddenTexts& hidden) {
  const std::string words = first_words(body, hidden);
  return words.empty() ? std::string() : fmt::format("; it says: {}", words);
}

const char* hint_for(fetch::FailureKind kind) {
  switch (kind) {
    case fetch::FailureKind::kNoSuchHost:
      return "is the host in `url` spelt right, and the network there?";
    case fetch::FailureKind::kRefused:
      return "does the server run, and are host and port in `url` right?";
    case fetch::FailureKind::kTimedOut:
      return "a larger `timeout` waits longer; the next run goes on where this one stopped";
    case fetch::FailureKind::kCertificate:
      return "a server with a certificate of your own authority needs `ca_file`";
    case fetch::FailureKind::kTooLarge:
      return "ask for fewer records a page (`paginate: { size: …, per_page: … }`), or raise `largest_answer`";
    case fetch::FailureKind::kBroken:
      break;
  }
  return "the next run goes on where this one stopped";
}

[[noreturn]] void throw_failure(const Asked& asked, const fetch::Failure& failure) {
  std::string why = failure.why;
  if (failure.kind == fetch::FailureKind::kTooLarge)
    why = fmt::format("the answer has more than {} bytes", asked.largest_answer);
  throw Error(ErrorCode::kIo,
              fmt::format("the source '{}' cannot be read from {}: {}", asked.source, asked.address, why),
              hint_for(failure.kind));
}

/// What an answer's status means, and what to do about it.
std::pair<std::string, std::string> meaning_of(const Asked& asked, const fetch::Answer& answer) {
  const int status = answer.status;
  if (status == 401)
    return {"the server does not accept who asks",
            "check the key, token or password under `auth:`; is it still valid?"};
  const auto asked_to_wait = fetch::asked_wait(answer, 0);
  if (status == 429 || (status == 403 && asked_to_wait)) {
    const std::string until =
        asked_to_wait ? fmt::format(" ({}: {})", asked_to_wait->header, asked_to_wait->written.substr(0, 40)) : "";
    return {"it was asked too often" + until, "set `requests_per_minute`; the next run goes on where this one stopped"};
  }
  if (status == 403)
    return {"the server does not allow this", "has who asks under `auth:` the right to read this resource?"};
  if (status == 404 || status == 410) return {"there is nothing at this address", "check `url`"};
  if (status >= 300 && status < 400) {
    const std::string to = fetch::host_of(answer.headers.header("location").value_or(""));
    return {to.empty() ? "it leads elsewhere" : "it leads to another host, " + to + ", which gets no credentials",
            "write the address that it leads to as `url`"};
  }
  if (status >= 500)
    return {fmt::format("the server failed, {} time{} in a row", asked.tries, asked.tries == 1 ? "" : "s"),
            "the next run goes on where this one stopped"};
  return {"the server refuses the request", "check `query`, `paginate` and `cursor`"};
}

}  // namespace

void throw_refusal(const Asked& asked, const fetch::Outcome& outcome, const HiddenTexts& hidden) {
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) throw_failure(asked, *failure);
  const auto& answer = std::get<fetch::Answer>(outcome);
  if (answer.status >= 200 && answer.status < 300) return;
  const auto [meaning, hint] = meaning_of(asked, answer);
  throw Error(ErrorCode::kIo,
              fmt::format("the source '{}' cannot be read from {}: HTTP {}, {}{}", asked.source, asked.address,
                          answer.status, first_words(meaning, hidden), says(answer.body, hidden)),
              hint);
}

void throw_no_json(const Asked& asked, const fetch::Answer& answer, const std::string& why, const HiddenTexts& hidden) {
  throw Error(ErrorCode::kData,
              fmt::format("the answer of {} to the source '{}' is no JSON ({}): {}{}", asked.address, asked.source,
                          first_words(answer.headers.header("content-type").value_or("of no type"), hidden), why,
                          says(answer.body, hidden)),
              "is `url` the address of the API, not of a page for people? does it need `auth:` or an Accept header?");
}

}  // namespace c360::rest
