// Who asked for what, as lines of JSON that are only ever added to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

#include "c360/base/clock.h"

namespace c360::serve {

/// A file that only its owner may read, or a folder with such a file for each month ("2026-11.ndjson", by UTC). A file
/// that is full is followed by one with a number ("2026-11.2.ndjson"); none is ever removed or written anew. One that
/// somebody moves away is begun anew. Lines of several processes do not mix. Any thread may call.
class AuditLog {
 public:
  static constexpr std::int64_t kMostBytes = std::int64_t{64} << 20;

  /// Opens nothing yet. The clock must outlive it. `most_bytes`: no line is begun in a file that has so many.
  AuditLog(std::filesystem::path file, bool is_folder, const Clock& clock, std::int64_t most_bytes = kMostBytes)
      : place_(std::move(file)), is_folder_(is_folder), clock_(clock), most_bytes_(most_bytes) {}
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  /// Adds a line, the moment before it as "time"; tokens in it are cut out. Throws Error(kIo, kNoSpace); the next line
  /// begins anew then.
  void add(const nlohmann::ordered_json& line);
  Micros now() const { return clock_.now(); }

 private:
  std::filesystem::path file_for(Micros now) const;
  void open(const std::filesystem::path& file);
  void open_last(const std::filesystem::path& first);
  bool is_moved() const;
  bool is_full() const;

  const std::filesystem::path place_;
  const bool is_folder_;
  const Clock& clock_;
  const std::int64_t most_bytes_;
  std::mutex mutex_;
  std::filesystem::path first_, opened_;  // the file without a number, and the one that is written to
  int number_ = 1;
  int fd_ = -1;
  bool is_torn_ = false;  // the last line was written in part
};

}  // namespace c360::serve
