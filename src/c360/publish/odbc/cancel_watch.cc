#include "c360/publish/odbc/cancel_watch.h"

#include <chrono>

namespace c360::publish::odbc {

CancelWatch::CancelWatch(const Cancellation& cancellation) : cancellation_(cancellation), thread_([this] { look(); }) {}

CancelWatch::~CancelWatch() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void CancelWatch::set(SQLHSTMT statement) {
  const std::lock_guard lock(mutex_);
  statement_ = statement;
}

void CancelWatch::look() {
  constexpr auto kBetween = std::chrono::milliseconds(50);
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kBetween, [this] { return ended_; })) {
    if (statement_ != SQL_NULL_HSTMT && cancellation_.requested()) libodbc().SQLCancel(statement_);
  }
}

}  // namespace c360::publish::odbc
