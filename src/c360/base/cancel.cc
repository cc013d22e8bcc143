#include "c360/base/cancel.h"

#include "c360/base/clock.h"
#include "c360/base/error.h"

namespace c360 {

void Cancellation::check() const {
  if (requested()) throw Error(ErrorCode::kCancelled, "stopped because it was asked to");
}

const Cancellation& Cancellation::never() {
  static const Cancellation cancellation;
  return cancellation;
}

void Cancellation::set_deadline(const Clock& clock, std::int64_t instant) noexcept {
  clock_.store(&clock);
  deadline_.store(instant);
}

bool Cancellation::is_overdue() const noexcept {
  const std::int64_t deadline = deadline_.load();
  return deadline != 0 && clock_.load()->now() >= deadline;
}

}  // namespace c360
