#include "c360/publish/odbc/driver_connection.h"

#include <algorithm>
#include <new>

namespace c360::publish::odbc {
namespace {

static_assert(sizeof(SQLWCHAR) == sizeof(std::uint16_t));

/// An environment that knows which ODBC is meant, as it must before it has a connection.
SQLHANDLE version_3(const Handle& environment) {
  libodbc().SQLSetEnvAttr(environment.get(), SQL_ATTR_ODBC_VERSION, attribute(SQL_OV_ODBC3), 0);
  return environment.get();
}

}  // namespace

SQLWCHAR* units_of(WideText& text) {
  return reinterpret_cast<SQLWCHAR*>(text.data());
}

SQLPOINTER attribute(std::uintptr_t value) {
  return reinterpret_cast<SQLPOINTER>(value);
}

Handle::Handle(SQLSMALLINT type, SQLHANDLE parent) : type_(type) {
  if (!SQL_SUCCEEDED(libodbc().SQLAllocHandle(type, parent, &handle_))) throw std::bad_alloc();
}

Handle::~Handle() {
  libodbc().SQLFreeHandle(type_, handle_);
}

Diagnostic Handle::diagnostic(const ConnectionText& text) const {
  Diagnostic result{"HY000", "the driver does not say why"};
  constexpr SQLSMALLINT kLongest = 4096;
  WideText state(6), message(kLongest);
  SQLINTEGER native = 0;
  SQLSMALLINT length = 0;
  const SQLRETURN code =
      libodbc().SQLGetDiagRecW(type_, handle_, 1, units_of(state), &native, units_of(message), kLongest, &length);
  if (!SQL_SUCCEEDED(code)) return result;
  const auto count = static_cast<std::size_t>(std::clamp<SQLSMALLINT>(length, 0, kLongest - 1));
  result.sqlstate = narrow(state.data(), 5);
  result.message = plain_message(text.without_secrets(narrow(message.data(), count)));
  return result;
}

DriverConnection::DriverConnection(const ConnectionText& text, const Cancellation& cancellation)
    : text_(text),
      watch_(cancellation),
      environment_(SQL_HANDLE_ENV, SQL_NULL_HANDLE),
      connection_(SQL_HANDLE_DBC, version_3(environment_)) {
  constexpr std::uintptr_t kLongestConnect = 30;  // seconds
  cancellation.check();
  libodbc().SQLSetConnectAttr(get(), SQL_ATTR_LOGIN_TIMEOUT, attribute(kLongestConnect), 0);
  WideText written = wide(text.text());
  const SQLRETURN code =
      libodbc().SQLDriverConnectW(get(), nullptr, units_of(written), static_cast<SQLSMALLINT>(written.size()), nullptr,
                                  0, nullptr, SQL_DRIVER_NOPROMPT);
  if (!SQL_SUCCEEDED(code)) throw connect_error(connection_.diagnostic(text_), text_.display());
}

DriverConnection::~DriverConnection() {
  if (in_transaction_) libodbc().SQLEndTran(SQL_HANDLE_DBC, get(), SQL_ROLLBACK);
  libodbc().SQLDisconnect(get());
}

std::string DriverConnection::info(SQLUSMALLINT what) const {
  constexpr SQLSMALLINT kLongest = 512;
  WideText value(kLongest);
  SQLSMALLINT bytes = 0;
  const SQLRETURN code =
      libodbc().SQLGetInfoW(get(), what, value.data(), static_cast<SQLSMALLINT>(kLongest * sizeof value[0]), &bytes);
  if (!SQL_SUCCEEDED(code)) throw_failure(connection_);
  const auto end = std::find(value.begin(), value.end(), 0);
  return narrow(value.data(), static_cast<std::size_t>(end - value.begin()));
}

void DriverConnection::begin() {
  const SQLRETURN code = libodbc().SQLSetConnectAttr(get(), SQL_ATTR_AUTOCOMMIT, attribute(SQL_AUTOCOMMIT_OFF), 0);
  if (!SQL_SUCCEEDED(code)) throw_failure(connection_);
  in_transaction_ = true;
}

void DriverConnection::commit() {
  watch_.cancellation().check();
  if (!SQL_SUCCEEDED(libodbc().SQLEndTran(SQL_HANDLE_DBC, get(), SQL_COMMIT))) throw_failure(connection_);
  in_transaction_ = false;
}

void DriverConnection::throw_failure(const Handle& handle) const {
  watch_.cancellation().check();
  Diagnostic diagnostic = handle.diagnostic(text_);
  if (is_lost(diagnostic)) throw lost_error(diagnostic);
  throw RefusedError(std::move(diagnostic));
}

}  // namespace c360::publish::odbc
