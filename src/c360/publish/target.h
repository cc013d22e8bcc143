// A place that tables are published to, whatever its kind.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/pipeline/progress.h"
#include "c360/project/project.h"

namespace c360::publish {

/// Seconds that have passed, for reports.
double seconds_since(std::chrono::steady_clock::time_point start);

/// What a kind of target can do.
struct Capabilities {
  bool sends_changes = false;   ///< rows that did not change stay where they are
  bool sees_strangers = false;  ///< knows when another hand changed what was published
  bool keeps_keys = false;      ///< keys and references are tested there, too
};

struct PublishOptions {
  bool full = false;  ///< compare every row with what stands there, and repair what differs
};

/// What is asked of a target. The parts must outlive it.
struct Order {
  const project::Project& project;
  const project::PublishTarget& target;
  lakehouse::Lakehouse& lake;
  PublishOptions options;
  pipeline::Progress& progress;
  const Cancellation& cancel;
};

/// What became of one table.
struct TableReport {
  enum class Fate { kUnchanged, kCreated, kChanged, kRemoved };
  std::string name;    ///< in the target
  std::string source;  ///< "silver.orders"
  Fate fate = Fate::kUnchanged;
  bool is_view = false;   ///< which has no rows of its own there
  std::int64_t rows = 0;  ///< that stand there now
  std::int64_t sent = 0;  ///< that went over the wire
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t deleted = 0;
  double seconds = 0;
};
std::string to_string(TableReport::Fate fate);

struct TargetReport {
  std::string target;
  std::string place;  ///< for people: "schema retail360 of shop on localhost"
  std::int64_t snapshot = 0;
  std::int64_t before = 0;  ///< the snapshot that stood there; 0: none
  double seconds = 0;
  std::vector<TableReport> tables;
};

/// One target's kind at work. One thread at a time.
class Target {
 public:
  virtual ~Target() = default;
  virtual Capabilities capabilities() const = 0;
  /// Brings the target to the lakehouse's current moment, or changes nothing and throws Error.
  virtual TargetReport publish(const Order& order) = 0;
};

}  // namespace c360::publish
