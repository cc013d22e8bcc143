// Ctrl-C.
#pragma once

#include <memory>

#include "c360/base/cancel.h"

namespace c360::cli {

/// From now on SIGINT and SIGTERM request this cancellation; a second one, half a second later or more, ends the
/// program as usual. It must live as long as the program.
void cancel_on_interrupt(Cancellation& cancellation);

/// While it lives, SIGINT requests this cancellation instead, as often as it comes, and wakes a waiting system call.
/// One at a time, on the main thread.
class InterruptScope {
 public:
  explicit InterruptScope(Cancellation& cancellation);
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

 private:
  struct Before;
  std::unique_ptr<Before> before_;
};

}  // namespace c360::cli
