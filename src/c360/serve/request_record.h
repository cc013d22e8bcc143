// What is kept of a request: how it was answered, counted, told to the log and to the audit log.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "c360/access/reader.h"
#include "c360/serve/audit_log.h"
#include "c360/serve/counters.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/repeated_asking.h"

namespace c360::serve {

/// Where records go. All must outlive the records.
struct Ledgers {
  Counters& counters;
  AuditLog* audit = nullptr;       ///< nullptr: none
  bool audit_is_required = false;  ///< nothing is answered that cannot be written down first
  /// For what pages ask by themselves; nullptr: each such request has its own lines, as all others have.
  RepeatedAsking* repeated = nullptr;
  bool logs_requests = true;
  std::function<void(const std::string&)> log;

  /// Adds a line to the audit log, if there is one. False where that fails, which the log is told, once where it goes
  /// on.
  bool note(const Json& line);
  /// The same of a line that may be counted among others like it.
  void count(const Json& answered, std::int64_t bytes);
  /// Writes down what was counted until the last full hour, or until now; what fails is tried again.
  void write_counted(bool all);
  std::atomic<bool> is_failing{false};

 private:
  bool try_to(const std::function<void()>& write);
};

/// From a request's beginning to the end of the record, which is when nothing more can be written of its answer.
class RequestRecord {
 public:
  static constexpr int kBrokenOff = 499;  ///< what a log calls an answer that its client did not get

  /// The ledgers and the endpoint must outlive it.
  RequestRecord(Ledgers& ledgers, const Endpoint& endpoint, const http::Request& request, access::Reader reader);
  ~RequestRecord();
  RequestRecord(const RequestRecord&) = delete;
  RequestRecord& operator=(const RequestRecord&) = delete;

  /// What was asked for; without secrets. False, which the log is told, if the audit log is required and cannot be
  /// written: then there must be no answer.
  [[nodiscard]] bool write_down(const Arguments& arguments);
  void set_status(int status) { status_ = status; }
  Outcome& outcome() { return outcome_; }

 private:
  bool is_audited() const;
  bool repeats_itself() const;
  Json line(const char* event) const;

  Ledgers& ledgers_;
  const Endpoint& endpoint_;
  const std::string method_, path_, peer_;
  const access::Reader reader_;
  Json arguments_ = Json::object();
  Outcome outcome_;
  int status_ = kBrokenOff;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// A request that was refused before any endpoint saw it. `reader`: nullptr for somebody unknown.
Json refused_line(const http::Request& request, const access::Reader* reader, int status);

}  // namespace c360::serve
