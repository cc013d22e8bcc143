#include "c360/cli/interrupt.h"

#include <csignal>

namespace c360::cli {
namespace {

std::atomic<Cancellation*> whole_program{nullptr};
std::atomic<Cancellation*> scope{nullptr};

extern "C" void on_first_interrupt(int signal) {
  whole_program.load()->request();
  std::signal(signal, SIG_DFL);
}

extern "C" void on_interrupt_in_scope(int) {
  if (Cancellation* cancellation = scope.load()) cancellation->request();
}

}  // namespace

struct InterruptScope::Before {
  struct sigaction action {};
};

void cancel_on_interrupt(Cancellation& cancellation) {
  whole_program = &cancellation;
  std::signal(SIGINT, on_first_interrupt);
  std::signal(SIGTERM, on_first_interrupt);
  std::signal(SIGPIPE, SIG_DFL);
}

InterruptScope::InterruptScope(Cancellation& cancellation) : before_(std::make_unique<Before>()) {
  scope = &cancellation;
  struct sigaction action {};
  action.sa_handler = on_interrupt_in_scope;
  ::sigaction(SIGINT, &action, &before_->action);
}

InterruptScope::~InterruptScope() {
  ::sigaction(SIGINT, &before_->action, nullptr);
  scope = nullptr;
}

}  // namespace c360::cli
