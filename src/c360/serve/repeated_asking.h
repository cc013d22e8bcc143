// What pages ask for by themselves every few seconds, in the audit log: counted.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "c360/serve/audit_log.h"

namespace c360::serve {

/// Of requests by one reader that are alike, the first of each hour (of UTC) has a line of its own at once; the others
/// are counted and have one line together when the hour is over: its event is "repeated", with how many `times`,
/// `since` and `until` when, and their `bytes`. Any thread may call.
class RepeatedAsking {
 public:
  /// The log must outlive it.
  explicit RepeatedAsking(AuditLog& log) : log_(log) {}

  /// `answered`: the line of a request, all of which makes requests alike. Throws as AuditLog::add(), and then has not
  /// counted it.
  void add(const nlohmann::ordered_json& answered, std::int64_t bytes);
  /// Writes down what was counted in hours that are over, or all of it. Throws as AuditLog::add(): what is not written
  /// down then stays counted.
  void write_down(bool all);
  /// How many requests are counted and not written down.
  std::int64_t counted() const;

 private:
  struct Counted {
    nlohmann::ordered_json line;
    std::int64_t hour = 0;  ///< since 1970
    std::int64_t times = 0, bytes = 0;
    Micros since = 0, until = 0;
  };

  void write_down(Counted& counted);

  AuditLog& log_;
  mutable std::mutex mutex_;
  std::map<std::string, Counted> counted_;  // by the line
};

}  // namespace c360::serve
