// Statements that run are stopped once the work is cancelled: calls of ODBC wait for the database.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "c360/base/cancel.h"
#include "c360/publish/odbc/libodbc.h"

namespace c360::publish::odbc {

/// Looks at a cancellation from a thread of its own, every 50 ms while a statement runs.
class CancelWatch {
 public:
  /// The cancellation must outlive it.
  explicit CancelWatch(const Cancellation& cancellation);
  ~CancelWatch();
  CancelWatch(const CancelWatch&) = delete;
  CancelWatch& operator=(const CancelWatch&) = delete;

  const Cancellation& cancellation() const { return cancellation_; }

  /// A statement runs while this lives.
  class Running {
   public:
    Running(CancelWatch& watch, SQLHSTMT statement) : watch_(watch) { watch_.set(statement); }
    ~Running() { watch_.set(SQL_NULL_HSTMT); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    CancelWatch& watch_;
  };

 private:
  void set(SQLHSTMT statement);
  void look();

  const Cancellation& cancellation_;
  std::mutex mutex_;
  std::condition_variable changed_;
  SQLHSTMT statement_ = SQL_NULL_HSTMT;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace c360::publish::odbc
