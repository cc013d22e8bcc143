// A run of the pipeline that the server has started: a process of its own, so that whatever becomes of it the server
// goes on, and its memory and priority are its own.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "c360/base/child_process.h"

namespace c360::serve {

/// What a run is to do.
struct RunRequest {
  bool full = false;
  std::vector<std::string> only;
};

/// One run, from its start to its end, as far as its process has told. Any thread may call.
class StartedRun {
 public:
  /// Starts `command` (the program, with all that a run of this project needs) with the request's options added, at
  /// lower priority. `ended` is told, on a thread of this run's own, once it has ended. Throws Error(kIo) where it
  /// cannot be started.
  StartedRun(std::vector<std::string> command, const RunRequest& request,
             std::function<void(const std::string& status)> ended);
  /// Cancels a run that still works, and waits for its end; for ten seconds, then the process is ended (which a run
  /// survives as it survives any kill).
  ~StartedRun();
  StartedRun(const StartedRun&) = delete;
  StartedRun& operator=(const StartedRun&) = delete;

  /// {run_id, process, full, only, status, started, ended, steps, notes, errors, snapshot}; `status` is running,
  /// cancelling, and then succeeded, unchanged, failed, cancelled or crashed. The step that runs is the last of
  /// `steps`, with the status running and, where it is known, `percent`.
  nlohmann::ordered_json state() const;
  bool is_running() const;
  /// Asks it to stop, as Ctrl-C does. False where it has ended.
  bool cancel();

 private:
  void follow();
  void take(const nlohmann::ordered_json& event);
  void end(int code);

  const std::function<void(const std::string&)> ended_;
  mutable std::mutex mutex_;  // guards state_
  nlohmann::ordered_json state_;
  ChildProcess process_;
  std::thread follower_;
};

/// The run that was started last. Any thread may call.
class RunStarter {
 public:
  /// `command`: as StartedRun's; empty where the server starts no runs.
  RunStarter(std::vector<std::string> command, std::function<void(const std::string& line)> log);

  /// Throws Error(kConflict) naming the run that works, Error(kUnsupported) where the server starts no runs.
  std::shared_ptr<StartedRun> start(const RunRequest& request);
  /// The last one that was started; null before the first.
  std::shared_ptr<StartedRun> last() const;

 private:
  const std::vector<std::string> command_;
  const std::function<void(const std::string&)> log_;
  mutable std::mutex mutex_;
  std::shared_ptr<StartedRun> last_;
};

}  // namespace c360::serve
