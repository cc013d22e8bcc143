// Who wants to know how a run is doing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "c360/base/clock.h"

namespace c360::pipeline {

/// One step of a run: an activity ("discover", "copy", "refine", "build", "publish") on a named thing, or an activity
/// of a pipeline, by its kind and its name.
struct Step {
  std::string activity;
  std::string name;
  double seconds = 0;
  std::int64_t rows = 0;    ///< that came out of it
  std::string detail = {};  ///< "2 new files", "unchanged", …
  enum class Status { kSucceeded, kFailed, kCancelled, kSkipped };
  Status status = Status::kSucceeded;
  Micros started = 0;
  std::int64_t attempts = 1;                 ///< more where others committed in between
  std::optional<std::int64_t> rows_in = {};  ///< that went into it, where that is counted
  std::string error = {};                    ///< of one that did not succeed
  std::string within = {};  ///< the pipeline's activity that it was done for: "Copy each[2]/Copy"; empty for its own
  std::string input = {};   ///< of a pipeline's activity: JSON; empty where it is not to be told
  std::string output = {};  ///< the same
};

std::string_view to_string(Step::Status status);

/// Told of the steps in their order, from one thread at a time.
class Progress {
 public:
  virtual ~Progress() = default;
  /// Before the first step, once the run has its turn.
  virtual void began(const std::string& run_id) { (void)run_id; }
  virtual void started(const Step& step) = 0;
  virtual void finished(const Step& step) = 0;
  /// Something the user should know, once: a new column in a file, a warning of a check.
  virtual void note(const std::string& text) = 0;
  /// Whether it will ask what watch() brings; telling it costs a little.
  virtual bool is_watching() const { return false; }
  /// `percent` tells how far the running step is, 0 to 100, or below 0 if that is not known; any thread may call it,
  /// until watch() was called with an empty function and has returned.
  virtual void watch(std::function<double()> percent) = 0;
};

/// Tells nobody.
class SilentProgress final : public Progress {
 public:
  void started(const Step&) override {}
  void finished(const Step&) override {}
  void note(const std::string&) override {}
  void watch(std::function<double()>) override {}
};

}  // namespace c360::pipeline
