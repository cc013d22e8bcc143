#include "c360/cli/interrupt.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

namespace c360::cli {
namespace {

std::atomic<Cancellation*> whole_program{nullptr};
std::atomic<Cancellation*> innermost{nullptr};

constexpr std::int64_t kOneGesture = 500'000'000;  // nanoseconds
std::atomic<std::int64_t> first_asked{0};

std::int64_t now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Whoever asks again means it; but timeout(1) and some shells send a signal to the process and to its group at once.
extern "C" void on_interrupt(int signal) {
  std::int64_t never = 0;
  if (!first_asked.compare_exchange_strong(never, now()) && now() - first_asked >= kOneGesture) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  whole_program.load()->request();
}

extern "C" void on_interrupt_in_scope(int) {
  if (Cancellation* cancellation = innermost.load()) cancellation->request();
}

}  // namespace

struct InterruptScope::Before {
  struct sigaction action {};
};

void cancel_on_interrupt(Cancellation& cancellation) {
  whole_program = &cancellation;
  first_asked = 0;
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

InterruptScope::InterruptScope(Cancellation& cancellation) : before_(std::make_unique<Before>()) {
  innermost = &cancellation;
  struct sigaction action {};
  action.sa_handler = on_interrupt_in_scope;
  ::sigaction(SIGINT, &action, &before_->action);
}

InterruptScope::~InterruptScope() {
  ::sigaction(SIGINT, &before_->action, nullptr);
  innermost = nullptr;
}

}  // namespace c360::cli
