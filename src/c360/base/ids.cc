#include "c360/base/ids.h"

#include <fmt/core.h>

#include <random>

namespace c360 {
namespace {

std::uint64_t random_bits() {
  thread_local std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

}  // namespace

std::string random_uuid() {
  const std::uint64_t high = (random_bits() & ~0xF000ULL) | 0x4000ULL;
  const std::uint64_t low = (random_bits() & ~(3ULL << 62)) | (2ULL << 62);
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF, high & 0xFFFF, low >> 48,
                     low & 0xFFFFFFFFFFFFULL);
}

std::string time_ordered_id(Micros now) {
  const std::string utc = format_utc(now);
  std::string compact;
  for (const char c : utc.substr(0, 19)) {
    if (c != '-' && c != ':') compact += c;
  }
  const Micros fraction = ((now % kMicrosPerSecond) + kMicrosPerSecond) % kMicrosPerSecond;
  return fmt::format("{}-{:05x}{:03x}", compact, fraction, random_bits() & 0xFFFULL);
}

}  // namespace c360
