// Another process: a program that is started here, whose standard output is read here.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace c360 {

/// A program at work in a process group of its own, so that no key pressed for this one stops it. Its standard input is
/// empty, its standard error this process's. Not movable.
class ChildProcess {
 public:
  /// Starts `command`: the program's path and its arguments. `niceness` is added to this process's (0 to 19; more is
  /// less urgent). Throws Error(kIo) where it cannot be started.
  explicit ChildProcess(std::vector<std::string> command, int niceness = 0);
  /// Ends a program that still runs, at once.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  /// The next line that it prints, without its end; waits for it. nullopt once there is no more. One thread at a time.
  std::optional<std::string> read_line();
  /// Sends a signal, unless it has ended. Any thread may call it.
  void signal(int number);
  /// Waits for its end: the exit code, or 128 and the signal that ended it. One thread at a time.
  int wait();

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string read_;
  std::mutex mutex_;  // guards the end: a pid that was waited for may be another's
  std::optional<int> ended_;
};

}  // namespace c360
