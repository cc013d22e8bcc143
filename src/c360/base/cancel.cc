#include "c360/base/cancel.h"

#include "c360/base/error.h"

namespace c360 {

void Cancellation::check() const {
  if (requested()) throw Error(ErrorCode::kCancelled, "stopped because it was asked to");
}

const Cancellation& Cancellation::never() {
  static const Cancellation cancellation;
  return cancellation;
}

}  // namespace c360
