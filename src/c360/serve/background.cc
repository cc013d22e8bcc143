#include "c360/serve/background.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <utility>

namespace c360::serve {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr std::chrono::milliseconds kNap{25};
constexpr int kLowPriority = 10;  // a tenth of the processor where others want it, too

/// Of this thread and of those that it begins (Linux has a priority for each).
void work_at_low_priority() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kLowPriority);
}

void rest(const Cancellation& stop) {
  for (std::chrono::milliseconds rested{0}; rested < kBetweenLooks && !stop.requested(); rested += kNap)
    std::this_thread::sleep_for(kNap);
}

}  // namespace

Background::Background(Cancellation& stop, std::vector<std::function<void()>> work)
    : stop_(stop), work_(std::move(work)), thread_([this] {
        work_at_low_priority();
        for (; !stop_.requested(); rest(stop_))
          for (const auto& look : work_)
            if (!stop_.requested()) look();
      }) {}

Background::~Background() {
  stop_.request();
}

}  // namespace c360::serve
