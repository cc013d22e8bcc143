// Who asked for what, as lines of JSON that are only ever added to.
#pragma once

#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "c360/base/clock.h"

namespace c360::serve {

/// A file that only its owner may read, or a folder with such a file for each month ("2026-11.ndjson", by UTC). Lines
/// of several processes do not mix. Any thread may call.
class AuditLog {
 public:
  /// Opens nothing yet. The clock must outlive it.
  AuditLog(std::filesystem::path file, bool is_folder, const Clock& clock)
      : place_(std::move(file)), is_folder_(is_folder), clock_(clock) {}
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  /// Adds a line, the moment before it as "time"; tokens in it are cut out. Throws Error(kIo, kNoSpace); the next line
  /// begins anew then.
  void add(const nlohmann::ordered_json& line);

 private:
  std::filesystem::path file_for(Micros now) const;
  void open(const std::filesystem::path& file);

  const std::filesystem::path place_;
  const bool is_folder_;
  const Clock& clock_;
  std::mutex mutex_;
  std::filesystem::path opened_;
  int fd_ = -1;
  bool is_torn_ = false;  // the last line was written in part
};

}  // namespace c360::serve
