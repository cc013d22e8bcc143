// unixODBC's driver manager, loaded when it is first called, as PostgreSQL's library is.
#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

namespace c360::publish::odbc {

/// The functions that c360 calls, by their own names.
struct Libodbc {
  decltype(&::SQLAllocHandle) SQLAllocHandle;
  decltype(&::SQLBindParameter) SQLBindParameter;
  decltype(&::SQLCancel) SQLCancel;
  decltype(&::SQLDescribeColW) SQLDescribeColW;
  decltype(&::SQLDisconnect) SQLDisconnect;
  decltype(&::SQLDriverConnectW) SQLDriverConnectW;
  decltype(&::SQLEndTran) SQLEndTran;
  decltype(&::SQLExecDirectW) SQLExecDirectW;
  decltype(&::SQLExecute) SQLExecute;
  decltype(&::SQLFetch) SQLFetch;
  decltype(&::SQLFreeHandle) SQLFreeHandle;
  decltype(&::SQLGetData) SQLGetData;
  decltype(&::SQLGetDiagRecW) SQLGetDiagRecW;
  decltype(&::SQLGetInfoW) SQLGetInfoW;
  decltype(&::SQLMoreResults) SQLMoreResults;
  decltype(&::SQLNumResultCols) SQLNumResultCols;
  decltype(&::SQLPrepareW) SQLPrepareW;
  decltype(&::SQLRowCount) SQLRowCount;
  decltype(&::SQLSetConnectAttr) SQLSetConnectAttr;
  decltype(&::SQLSetEnvAttr) SQLSetEnvAttr;
  decltype(&::SQLSetStmtAttr) SQLSetStmtAttr;
};

/// Any thread may call. Throws Error(kNotFound) where the driver manager is not installed.
const Libodbc& libodbc();

}  // namespace c360::publish::odbc
