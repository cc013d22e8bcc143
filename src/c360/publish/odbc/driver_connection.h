// What ODBC keeps of a connection: its handles, and what is asked of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "c360/publish/odbc/cancel_watch.h"
#include "c360/publish/odbc/connection_text.h"
#include "c360/publish/odbc/libodbc.h"
#include "c360/publish/odbc/refusal.h"
#include "c360/publish/odbc/wide_text.h"

namespace c360::publish::odbc {

SQLWCHAR* units_of(WideText& text);
/// A number as ODBC takes it for an attribute.
SQLPOINTER attribute(std::uintptr_t value);

/// A handle of ODBC, freed with it.
class Handle {
 public:
  Handle(SQLSMALLINT type, SQLHANDLE parent);
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  SQLHANDLE get() const { return handle_; }

  /// The first diagnostic record of the call that failed, without the secrets of the text.
  Diagnostic diagnostic(const ConnectionText& text) const;

 private:
  SQLSMALLINT type_;
  SQLHANDLE handle_ = SQL_NULL_HANDLE;
};

/// A connection that stands; what was not committed is rolled back with it. One thread at a time.
class DriverConnection {
 public:
  /// Throws as Connection's constructor; `cancellation` must outlive it.
  DriverConnection(const ConnectionText& text, const Cancellation& cancellation);
  ~DriverConnection();
  DriverConnection(const DriverConnection&) = delete;
  DriverConnection& operator=(const DriverConnection&) = delete;

  SQLHDBC get() const { return connection_.get(); }
  CancelWatch& watch() { return watch_; }
  const ConnectionText& text() const { return text_; }

  /// What SQLGetInfo tells in words.
  std::string info(SQLUSMALLINT what) const;
  void begin();
  void commit();
  /// Throws what a call with this handle failed for.
  [[noreturn]] void throw_failure(const Handle& handle) const;

 private:
  ConnectionText text_;
  CancelWatch watch_;
  Handle environment_;
  Handle connection_;
  bool in_transaction_ = false;
};

}  // namespace c360::publish::odbc
