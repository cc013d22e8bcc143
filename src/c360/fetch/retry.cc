#include "c360/fetch/retry.h"

#include <algorithm>

#include "c360/fetch/asked_wait.h"

namespace c360::fetch {
namespace {

Micros micros_of(std::chrono::milliseconds time) {
  return Micros{time.count()} * 1'000;
}

bool has_no_host(const Outcome& outcome) {
  const auto* failure = std::get_if<Failure>(&outcome);
  return failure != nullptr && failure->kind == FailureKind::kNoSuchHost;
}

}  // namespace

bool is_transient(const Outcome& outcome) {
  if (const auto* failure = std::get_if<Failure>(&outcome))
    return failure->kind != FailureKind::kCertificate && failure->kind != FailureKind::kTooLarge;
  const auto& answer = std::get<Answer>(outcome);
  switch (answer.status) {
    case 403:
      return asked_wait(answer, 0).has_value();
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return true;
    default:
      return false;
  }
}

Retrying::Retrying(RetryPolicy policy, const Clock& clock, std::uint64_t seed)
    : policy_(policy), clock_(clock), seed_(seed) {}

Micros Retrying::wait_before(unsigned next_try, const Outcome& outcome) const {
  const Micros longest = micros_of(policy_.longest_wait);
  const Micros grown = micros_of(policy_.first_wait) << std::min(next_try - 1, 20U);
  std::mt19937_64 random(seed_ + waits_.fetch_add(1));
  const Micros jitter = std::uniform_int_distribution<Micros>(0, std::min(longest, grown))(random);
  const auto* answer = std::get_if<Answer>(&outcome);
  const auto asked = answer == nullptr ? std::nullopt : asked_wait(*answer, clock_.now());
  return (asked ? asked->wait : 0) + jitter;
}

bool Retrying::is_last(unsigned tries, const Outcome& outcome) const {
  const unsigned most = has_no_host(outcome) ? policy_.most_tries_without_host : policy_.most_tries;
  return tries >= most || !is_transient(outcome);
}

Outcome Retrying::run(const std::function<Outcome()>& attempt, const Cancellation& cancel) const {
  const Micros begun = clock_.now();
  for (unsigned tries = 1;; ++tries) {
    Outcome outcome = attempt();
    if (is_last(tries, outcome)) return outcome;
    const Micros wait = wait_before(tries, outcome);
    if (clock_.now() + wait - begun > micros_of(policy_.most_time)) return outcome;
    clock_.wait(wait, cancel);
  }
}

}  // namespace c360::fetch
