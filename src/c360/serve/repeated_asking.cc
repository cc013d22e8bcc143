#include "c360/serve/repeated_asking.h"

#include <utility>

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr Micros kHour = 3'600'000'000;
constexpr std::size_t kMostCounted = 1000;  // some 1 MB

}  // namespace

void RepeatedAsking::add(const Json& answered, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  const Micros now = log_.now();
  const std::string key = answered.dump(-1, ' ', false, Json::error_handler_t::replace);
  const auto known = counted_.find(key);
  if (known != counted_.end() && known->second.hour == now / kHour) {
    Counted& counted = known->second;
    if (counted.times++ == 0) counted.since = now;
    counted.until = now;
    counted.bytes += bytes;
    return;
  }
  if (known != counted_.end()) write_down(known->second);
  if (counted_.size() >= kMostCounted) {
    for (auto& [line, counted] : counted_) write_down(counted);
    counted_.clear();
  }
  Json first = answered;
  first["bytes"] = bytes;
  log_.add(first);
  counted_[key] = {answered, now / kHour, 0, 0, 0, 0};
}

void RepeatedAsking::write_down(bool all) {
  const std::lock_guard lock(mutex_);
  for (auto each = counted_.begin(); each != counted_.end();) {
    if (!all && each->second.hour == log_.now() / kHour) {
      ++each;
      continue;
    }
    write_down(each->second);
    each = counted_.erase(each);
  }
}

void RepeatedAsking::write_down(Counted& counted) {
  if (counted.times == 0) return;
  Json line = counted.line;
  line["event"] = "repeated";
  line["times"] = counted.times;
  line["since"] = format_utc(counted.since);
  line["until"] = format_utc(counted.until);
  line["bytes"] = counted.bytes;
  log_.add(line);
  counted.times = counted.bytes = 0;
}

std::int64_t RepeatedAsking::counted() const {
  const std::lock_guard lock(mutex_);
  std::int64_t times = 0;
  for (const auto& [line, counted] : counted_) times += counted.times;
  return times;
}

}  // namespace c360::serve
