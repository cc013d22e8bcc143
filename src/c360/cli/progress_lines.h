// A run's progress on a terminal (finished steps and one line that moves) or in a pipe (a plain line a step).
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "c360/cli/terminal.h"
#include "c360/pipeline/progress.h"

namespace c360::cli {

/// Its own thread redraws the moving line; the calls may come from any thread.
class ProgressLines final : public pipeline::Progress {
 public:
  /// On a terminal the line moves.
  explicit ProgressLines(std::FILE* out);
  ProgressLines(std::FILE* out, bool terminal);
  ~ProgressLines() override;

  void started(const pipeline::Step& step) override;
  void finished(const pipeline::Step& step) override;
  void note(const std::string& text) override;
  bool is_watching() const override { return terminal_; }
  void watch(std::function<double()> percent) override;

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  void tick();
  void draw() const;
  void clear() const;

  std::FILE* out_;
  Style style_;
  bool terminal_;
  std::mutex mutex_;  // guards all below, and the stream
  std::condition_variable changed_;
  std::function<double()> percent_;
  std::optional<pipeline::Step> running_;
  SteadyTime since_;
  bool ended_ = false;
  std::thread ticker_;
};

/// "refine       silver.orders  42 %  1.5 s": the moving line.
std::string moving_line(const pipeline::Step& step, double percent, double seconds);

}  // namespace c360::cli
