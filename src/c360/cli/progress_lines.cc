#include "c360/cli/progress_lines.h"

#include <fmt/core.h>

namespace c360::cli {

ProgressLines::ProgressLines() : style_(stderr), terminal_(is_terminal(stderr)) {}

void ProgressLines::started(const pipeline::Step& step) {
  if (!terminal_) return;
  clear_line();
  fmt::print(stderr, "{:<12} {} …", step.activity, step.name);
  std::fflush(stderr);
}

void ProgressLines::finished(const pipeline::Step& step) {
  clear_line();
  const std::string rows = step.rows > 0 ? grouped(step.rows) + " rows" : "";
  fmt::print(stderr, "{} {:<12} {:<34} {:>20} {:>9}  {}\n", style_.green("✓"), step.activity, step.name, rows,
             duration(step.seconds), style_.dim(step.detail));
}

void ProgressLines::note(const std::string& text) {
  clear_line();
  fmt::print(stderr, "{} {}\n", style_.yellow("note:"), text);
}

void ProgressLines::clear_line() const {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

}  // namespace c360::cli
