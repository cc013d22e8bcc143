// Doing activities: one list after the other, with retries, time limits and a record of each.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "c360/pipeline/frame.h"
#include "c360/pipeline/http_sign_in.h"
#include "c360/pipeline/work.h"

namespace c360::pipeline {

/// One attempt at an activity: what it is given, and what comes out of it.
struct Attempt {
  const project::Activity& activity;
  const Frame& frame;          ///< that it stands in
  std::string name;            ///< with those around it: "Copy each[orders]/Copy"
  const Cancellation& cancel;  ///< of the run, and of its own time and that of what it is within
  Micros deadline = 0;         ///< the earliest of these; 0: none
  JsonValue input = JsonValue::object();
  JsonValue output = JsonValue::object();
  std::int64_t rows = 0;

  /// Inputs as they were worked out, of the kind that they must be; the second: where nothing was written. Throw
  /// Error(kProject) at the place of one that is something else.
  std::string text(const char* key, const std::string& otherwise = {}) const;
  bool truth(const char* key, bool otherwise) const;
  std::int64_t number(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise) const;
  std::int64_t seconds(const char* key, std::int64_t otherwise) const;
  const JsonValue& list(const char* key) const;
  /// One text or a list of them.
  std::vector<std::string> texts(const char* key) const;
  [[noreturn]] void refuse(const char* key, const std::string& expected) const;
};

/// The activities of one run. run_list() may be called by several threads, each with frames of its own.
class Runner {
 public:
  Runner(Work& work, bool tells_activities)
      : work_(work), tells_activities_(tells_activities), sign_in_(work.project, work.lake.clock()) {}

  Work& work() { return work_; }
  HttpSignIn& sign_in() { return sign_in_; }
  Micros now() const { return work_.lake.clock().now(); }

  /// Does a list's activities and throws what the one threw that failed it.
  void run_list(const std::vector<project::Activity>& activities, Frame& frame);
  /// The same of the run's own list: `publish_moment` is called before what waits for the snapshot.
  void run_root(const std::vector<project::Activity>& activities, Frame& frame,
                const std::function<void()>& publish_moment);
  /// Does what changes or reads what this run has made: one at a time, within the attempt's time.
  void in_lakehouse(const Attempt& attempt, const std::function<void()>& work);

 private:
  using MayRun = std::function<bool(const project::Activity&)>;
  void settle(const std::vector<project::Activity>& activities, Frame& frame, const MayRun& may_run);
  void run_one(const project::Activity& activity, Frame& frame);
  void try_until_done(const project::Activity& activity, Frame& frame, Step& step);
  void try_once(const project::Activity& activity, Frame& frame, Step& step);
  void skip(const project::Activity& activity, Frame& frame);
  void record(Step step, const project::Activity& activity);
  void throw_if_failed(const std::vector<project::Activity>& activities, const Frame& frame);

  Work& work_;
  const bool tells_activities_;
  HttpSignIn sign_in_;
  std::mutex lakehouse_;  // held by who works on what the run has made
};

}  // namespace c360::pipeline
