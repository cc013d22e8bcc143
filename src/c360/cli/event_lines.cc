#include "c360/cli/event_lines.h"

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>

#include "c360/cli/failure.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kBetweenFigures{500};

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string step_line(const char* event, const pipeline::Step& step) {
  return line_of({{"event", event}, {"step", Json::parse(pipeline::to_json(step))}});
}

}  // namespace

EventLines::EventLines(std::FILE* out) : out_(out) {
  std::signal(SIGPIPE, SIG_IGN);
  ticker_ = std::thread([this] { tick(); });
}

EventLines::~EventLines() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  ticker_.join();
}

void EventLines::tick() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kBetweenFigures, [this] { return ended_; })) tell_percent();
}

void EventLines::tell_percent() {
  const double percent = percent_ ? percent_() : -1;
  if (percent < 0 || percent > 100 || percent == told_) return;
  told_ = percent;
  write(line_of({{"event", "progress"}, {"percent", percent}}));
}

/// Whoever does not listen any more does not hear it.
void EventLines::write(const std::string& line) {
  std::fputs(line.c_str(), out_);
  std::fflush(out_);
}

void EventLines::began(const std::string& run_id) {
  const std::lock_guard lock(mutex_);
  write(line_of({{"event", "began"}, {"run_id", run_id}}));
}

void EventLines::started(const pipeline::Step& step) {
  const std::lock_guard lock(mutex_);
  told_ = -1;
  write(step_line("started", step));
}

void EventLines::finished(const pipeline::Step& step) {
  const std::lock_guard lock(mutex_);
  write(step_line("finished", step));
}

void EventLines::note(const std::string& text) {
  const std::lock_guard lock(mutex_);
  write(line_of({{"event", "note"}, {"text", text}}));
}

void EventLines::watch(std::function<double()> percent) {
  const std::lock_guard lock(mutex_);
  percent_ = std::move(percent);
}

void EventLines::ended(const pipeline::RunReport& report) {
  const std::lock_guard lock(mutex_);
  write(line_of({{"event", "ended"}, {"report", Json::parse(pipeline::to_json(report))}}));
}

void EventLines::failed(const std::exception& error) {
  const std::lock_guard lock(mutex_);
  write(line_of({{"event", "failed"}, {"errors", errors_json(error)}}));
}

}  // namespace c360::cli
