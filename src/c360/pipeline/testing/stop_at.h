// Asks a run to stop at a chosen place.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "c360/base/cancel.h"
#include "c360/pipeline/progress.h"

namespace c360::pipeline::testing {

/// Asks to stop when an activity of a kind begins.
class StopAt final : public Progress {
 public:
  StopAt(std::string activity, Cancellation& cancel) : activity_(std::move(activity)), cancel_(cancel) {}
  void started(const Step& step) override {
    if (step.activity == activity_) cancel_.request();
  }
  void finished(const Step&) override {}
  void note(const std::string&) override {}
  void watch(std::function<double()>) override {}

 private:
  std::string activity_;
  Cancellation& cancel_;
};

}  // namespace c360::pipeline::testing
