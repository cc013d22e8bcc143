#include "c360/cli/progress_lines.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/cli/visible_text.h"

namespace c360::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};

}  // namespace

std::string moving_line(const pipeline::Step& step, double percent, double seconds) {
  std::string line = fmt::format("  {:<8} {}", step.activity, one_line(step.name));
  if (percent >= 0 && percent <= 100) line += fmt::format("  {:.0f} %", percent);
  if (seconds >= 1) line += fmt::format("  {}", duration(seconds));
  return line;
}

ProgressLines::ProgressLines(std::FILE* out) : ProgressLines(out, is_terminal(out)) {}

ProgressLines::ProgressLines(std::FILE* out, bool terminal) : out_(out), style_(out), terminal_(terminal) {
  if (terminal_) ticker_ = std::thread([this] { tick(); });
}

ProgressLines::~ProgressLines() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    clear();
  }
  changed_.notify_all();
  if (ticker_.joinable()) ticker_.join();
}

void ProgressLines::tick() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kBetweenDrawings, [this] { return ended_; })) draw();
}

void ProgressLines::started(const pipeline::Step& step) {
  const std::lock_guard lock(mutex_);
  running_ = step;
  since_ = std::chrono::steady_clock::now();
  draw();
}

void ProgressLines::finished(const pipeline::Step& step) {
  const std::lock_guard lock(mutex_);
  running_.reset();
  clear();
  const std::string rows = step.rows > 0 ? grouped(step.rows) + (step.rows == 1 ? " row " : " rows") : "";
  std::string line =
      fmt::format("{:<8} {:<30} {:>15} {:>7}", step.activity, one_line(step.name), rows, duration(step.seconds));
  const std::size_t room =
      terminal_ ? terminal_width(out_) - std::min(terminal_width(out_), display_width(line) + 4) : kAnyWidth;
  if (!step.detail.empty() && room > 0) line += "  " + style_.dim(cut(one_line(step.detail), room));
  fmt::print(out_, "{} {}\n", style_.green("✓"), line);
}

void ProgressLines::note(const std::string& text) {
  const std::lock_guard lock(mutex_);
  clear();
  fmt::print(out_, "{} {}\n", style_.yellow("note:"), one_line(text));
  draw();
}

void ProgressLines::watch(std::function<double()> percent) {
  const std::lock_guard lock(mutex_);
  percent_ = std::move(percent);
}

void ProgressLines::draw() const {
  if (!terminal_ || !running_) return;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - since_;
  const std::string line = moving_line(*running_, percent_ ? percent_() : -1, elapsed.count());
  fmt::print(out_, "\r\033[K{}", cut(line, terminal_width(out_) - 1));
  std::fflush(out_);
}

void ProgressLines::clear() const {
  if (!terminal_) return;
  fmt::print(out_, "\r\033[K");
  std::fflush(out_);
}

}  // namespace c360::cli
