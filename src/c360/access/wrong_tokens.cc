#include "c360/access/wrong_tokens.h"

namespace c360::access {
namespace {

/// More addresses at one time are forgotten all together: they cost memory, and no one guesses 256 bits.
constexpr std::size_t kMostPeers = 4096;

}  // namespace

bool WrongTokens::too_many(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kMostPeers) forget_old();
  Count& count = counts_[peer];
  if (count.since + kSpan <= clock_.now()) count = {clock_.now(), 0};
  return ++count.wrong > most_;
}

void WrongTokens::forget_old() {
  std::erase_if(counts_, [this](const auto& each) { return each.second.since + kSpan <= clock_.now(); });
  if (counts_.size() >= kMostPeers) counts_.clear();
}

}  // namespace c360::access
