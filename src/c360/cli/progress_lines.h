// A run's progress on a terminal (one line that moves) or in a pipe (a plain line a step), on standard error.
#pragma once

#include "c360/cli/terminal.h"
#include "c360/pipeline/progress.h"

namespace c360::cli {

class ProgressLines final : public pipeline::Progress {
 public:
  ProgressLines();
  void started(const pipeline::Step& step) override;
  void finished(const pipeline::Step& step) override;
  void note(const std::string& text) override;

 private:
  void clear_line() const;

  Style style_;
  bool terminal_;
};

}  // namespace c360::cli
