#include "c360/publish/odbc/statement.h"

#include <algorithm>

namespace c360::publish::odbc {

void Statement::bind(const std::vector<Cell>& values) {
  texts_.resize(values.size());
  lengths_.assign(values.size(), SQL_NULL_DATA);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) texts_[i] = wide(*values[i]);
    if (values[i]) lengths_[i] = static_cast<SQLLEN>(texts_[i].size() * sizeof(SQLWCHAR));
    texts_[i].push_back(0);
    check(libodbc().SQLBindParameter(get(), static_cast<SQLUSMALLINT>(i + 1), SQL_PARAM_INPUT, SQL_C_WCHAR,
                                     SQL_WVARCHAR, texts_[i].size(), 0, texts_[i].data(),
                                     static_cast<SQLLEN>(texts_[i].size() * sizeof(SQLWCHAR)), &lengths_[i]));
  }
}

void Statement::execute(const std::string& text) {
  WideText units = wide(text);
  connection_.watch().cancellation().check();
  const CancelWatch::Running running(connection_.watch(), get());
  check(libodbc().SQLExecDirectW(get(), units_of(units), static_cast<SQLINTEGER>(units.size())));
}

void Statement::prepare(const std::string& text) {
  WideText units = wide(text);
  check(libodbc().SQLPrepareW(get(), units_of(units), static_cast<SQLINTEGER>(units.size())));
}

SQLRETURN Statement::execute_prepared() {
  connection_.watch().cancellation().check();
  const CancelWatch::Running running(connection_.watch(), get());
  return libodbc().SQLExecute(get());
}

SQLRETURN Statement::next_result() {
  const CancelWatch::Running running(connection_.watch(), get());
  return libodbc().SQLMoreResults(get());
}

SQLSMALLINT Statement::columns() const {
  SQLSMALLINT count = 0;
  check(libodbc().SQLNumResultCols(get(), &count));
  return count;
}

Statement::Described Statement::describe(SQLSMALLINT column) const {
  constexpr SQLSMALLINT kLongest = 1024;
  WideText name(kLongest);
  SQLSMALLINT length = 0, type = 0, decimals = 0, nullable = 0;
  SQLULEN size = 0;
  check(libodbc().SQLDescribeColW(get(), static_cast<SQLUSMALLINT>(column), units_of(name), kLongest, &length, &type,
                                  &size, &decimals, &nullable));
  return {narrow(name.data(), static_cast<std::size_t>(std::clamp<SQLSMALLINT>(length, 0, kLongest - 1))), type};
}

std::string Statement::column_name(SQLSMALLINT column) const {
  return describe(column).name;
}

bool Statement::is_whole_number(SQLSMALLINT column) const {
  const SQLSMALLINT type = describe(column).type;
  return type == SQL_BIGINT || type == SQL_INTEGER || type == SQL_SMALLINT || type == SQL_TINYINT;
}

bool Statement::fetch() {
  const CancelWatch::Running running(connection_.watch(), get());
  return check(libodbc().SQLFetch(get())) != SQL_NO_DATA;
}

/// Long values come piece by piece, each ended by a zero.
Cell Statement::cell(SQLSMALLINT column) const {
  constexpr std::size_t kPiece = 2048;
  WideText all;
  while (true) {
    std::uint16_t piece[kPiece];
    SQLLEN bytes = 0;
    const SQLRETURN code =
        check(libodbc().SQLGetData(get(), static_cast<SQLUSMALLINT>(column), SQL_C_WCHAR, piece, sizeof piece, &bytes));
    if (code == SQL_NO_DATA) break;
    if (bytes == SQL_NULL_DATA) return std::nullopt;
    const bool cut = bytes == SQL_NO_TOTAL || static_cast<std::size_t>(bytes) >= sizeof piece;
    const std::size_t count = cut ? kPiece - 1 : static_cast<std::size_t>(bytes) / sizeof piece[0];
    all.insert(all.end(), piece, piece + count);
    if (!cut) break;
  }
  return narrow(all.data(), all.size());
}

std::optional<double> Statement::real(SQLSMALLINT column) const {
  double value = 0;
  SQLLEN bytes = 0;
  check(libodbc().SQLGetData(get(), static_cast<SQLUSMALLINT>(column), SQL_C_DOUBLE, &value, sizeof value, &bytes));
  return bytes == SQL_NULL_DATA ? std::nullopt : std::optional(value);
}

Cell Statement::bytes(SQLSMALLINT column) const {
  std::string all;
  while (true) {
    char piece[4096];
    SQLLEN size = 0;
    const SQLRETURN code =
        check(libodbc().SQLGetData(get(), static_cast<SQLUSMALLINT>(column), SQL_C_BINARY, piece, sizeof piece, &size));
    if (code == SQL_NO_DATA) return all;
    if (size == SQL_NULL_DATA) return std::nullopt;
    const bool cut = size == SQL_NO_TOTAL || static_cast<std::size_t>(size) > sizeof piece;
    all.append(piece, cut ? sizeof piece : static_cast<std::size_t>(size));
    if (!cut) return all;
  }
}

std::int64_t Statement::rows_changed() const {
  SQLLEN rows = 0;
  check(libodbc().SQLRowCount(get(), &rows));
  return rows;
}

void Statement::set(SQLINTEGER attribute, SQLPOINTER value) {
  check(libodbc().SQLSetStmtAttr(get(), attribute, value, 0));
}

SQLRETURN Statement::check(SQLRETURN code) const {
  if (SQL_SUCCEEDED(code) || code == SQL_NO_DATA) return code;
  connection_.throw_failure(handle_);
}

}  // namespace c360::publish::odbc
