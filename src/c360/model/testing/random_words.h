// Chance for tests that make up SQL.
#pragma once

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace c360::model::testing {

/// How many seeds to try: as many as C360_SEEDS says, else `few`.
inline unsigned seeds(unsigned few) {
  const char* wanted = std::getenv("C360_SEEDS");
  return wanted == nullptr ? few : static_cast<unsigned>(std::strtoul(wanted, nullptr, 10));
}

/// The same choices for the same seed. One thread at a time.
class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}

  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(engine_); }
  bool one_in(int count) { return below(count) == 0; }
  template <typename T>
  T of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace c360::model::testing
