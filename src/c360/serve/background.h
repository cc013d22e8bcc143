// Work beside answers: one piece after another, at a low priority.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "c360/base/cancel.h"

namespace c360::serve {

/// A thread that looks every half second whether there is something to do, each kind of work in its turn, so that they
/// share what memory is meant for such work. Its destructor asks the work to stop and waits for it.
class Background {
 public:
  /// Each of `work` looks what there is to do and does it; it must catch its own errors and look at `stop`, which, like
  /// all that it uses, must outlive this.
  Background(Cancellation& stop, std::vector<std::function<void()>> work);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

 private:
  Cancellation& stop_;
  std::vector<std::function<void()>> work_;
  std::jthread thread_;
};

}  // namespace c360::serve
