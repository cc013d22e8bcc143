// Numbers that look random and are the same on every machine, for every counter: SplitMix64 (Steele, Lea and Flood,
// "Fast splittable pseudorandom number generators", 2014), seeded by what they are for. Any row can be made without the
// rows before it.
#pragma once

#include <cstdint>

#include "c360/generate/wide.h"

namespace c360::generate {

/// A sequence of its own for each (seed, stream, index). A value; not for two threads at once.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index)
      : state_(mix(mix(seed + 0x632be59bd9b4e019ULL * (stream + 1)) ^ index)) {}

  std::uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }

  /// 0 to bound - 1; bound is at least 1. (Lemire's multiplication; its bias is below bound / 2^64.)
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>((static_cast<UnsignedWide>(next()) * static_cast<std::uint64_t>(bound)) >> 64);
  }

  /// True this many times in a million.
  bool chance(std::int64_t per_million) { return below(1'000'000) < per_million; }

 private:
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
  }

  std::uint64_t state_;
};

}  // namespace c360::generate
