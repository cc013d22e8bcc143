// Who does how much, and when: the skews that real customers have.
#pragma once

#include <cstdint>

#include "c360/generate/entity.h"
#include "c360/generate/random.h"

namespace c360::generate {

/// One of `count`: every tenth is picked about twelve times as often as the others, every hundredth forty times, every
/// thousandth a hundred times, whatever the count.
inline std::int64_t pick_busy(Random& random, std::int64_t count) {
  const std::int64_t one = random.below(count);
  const std::int64_t how = random.below(100);
  return one - one % (how < 40 ? 1 : how < 87 ? 10 : how < 97 ? 100 : 1000);
}

/// A second of the day, mostly between nine in the morning and eleven in the evening.
inline std::int64_t busy_second(Random& random) {
  constexpr std::int64_t kHour = 3600;
  return random.chance(850'000) ? 9 * kHour + random.below(14 * kHour) : random.below(9 * kHour);
}

/// Hundredths: around `usual`, a few ten times as much.
inline std::int64_t amount_around(Random& random, std::int64_t usual) {
  const std::int64_t cents = usual * (40 + random.below(160)) / 100 + random.below(100);
  return random.chance(20'000) ? cents * 10 : cents;
}

/// A name as entities number them, and the e-mail address that goes with it, one in a hundred no address at all.
inline std::int64_t pick_name(Random& random) {
  return static_cast<std::int64_t>(random.next() >> 8);
}
inline std::int64_t email_of(std::int64_t name, bool bad) {
  return bad ? name | kBadEmail : name;
}

/// A word of the list, by its place.
inline std::int64_t any_of(Words words, Random& random) {
  return random.below(static_cast<std::int64_t>(words.size()));
}

/// Another than `word`, which may be missing.
inline std::int64_t another_of(Words words, std::int64_t word, Random& random) {
  const auto size = static_cast<std::int64_t>(words.size());
  return word == kNothing ? random.below(size) : (word + 1 + random.below(size - 1)) % size;
}

}  // namespace c360::generate
