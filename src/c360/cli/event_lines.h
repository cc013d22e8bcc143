// A run's progress for another program: a JSON object a line, as things happen.
//
//   {"event": "began", "run_id": …}          it has its turn
//   {"event": "started", "step": {…}}        steps are those of a report
//   {"event": "progress", "percent": 42.5}   of the step that runs
//   {"event": "finished", "step": {…}}
//   {"event": "note", "text": …}
//   {"event": "ended", "report": {…}}        or {"event": "failed", "errors": [{code, message, hint}]}
#pragma once

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include "c360/pipeline/progress.h"
#include "c360/pipeline/report.h"

namespace c360::cli {

/// Tells how far a step is twice a second, on a thread of its own; the calls may come from any thread. A reader that
/// has gone away does not disturb the run.
class EventLines final : public pipeline::Progress {
 public:
  explicit EventLines(std::FILE* out);
  ~EventLines() override;

  void began(const std::string& run_id) override;
  void started(const pipeline::Step& step) override;
  void finished(const pipeline::Step& step) override;
  void note(const std::string& text) override;
  bool is_watching() const override { return true; }
  void watch(std::function<double()> percent) override;

  /// The last line.
  void ended(const pipeline::RunReport& report);
  void failed(const std::exception& error);

 private:
  void tick();
  void tell_percent();
  void write(const std::string& line);

  std::FILE* out_;
  std::mutex mutex_;  // guards all below, and the stream
  std::condition_variable changed_;
  std::function<double()> percent_;
  double told_ = -1;
  bool ended_ = false;
  std::thread ticker_;
};

}  // namespace c360::cli
