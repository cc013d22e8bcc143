#include "c360/publish/odbc/libodbc.h"

#include "c360/base/late_library.h"

namespace c360::publish::odbc {
namespace {

Libodbc load() {
  const LateLibrary library("libodbc.so.2", "the ODBC driver manager",
                            "install unixODBC (Debian's package is libodbc2) and the driver of the database");
  Libodbc functions{};
  library.find("SQLAllocHandle", functions.SQLAllocHandle);
  library.find("SQLBindParameter", functions.SQLBindParameter);
  library.find("SQLCancel", functions.SQLCancel);
  library.find("SQLDescribeColW", functions.SQLDescribeColW);
  library.find("SQLDisconnect", functions.SQLDisconnect);
  library.find("SQLDriverConnectW", functions.SQLDriverConnectW);
  library.find("SQLEndTran", functions.SQLEndTran);
  library.find("SQLExecDirectW", functions.SQLExecDirectW);
  library.find("SQLExecute", functions.SQLExecute);
  library.find("SQLFetch", functions.SQLFetch);
  library.find("SQLFreeHandle", functions.SQLFreeHandle);
  library.find("SQLGetData", functions.SQLGetData);
  library.find("SQLGetDiagRecW", functions.SQLGetDiagRecW);
  library.find("SQLGetInfoW", functions.SQLGetInfoW);
  library.find("SQLMoreResults", functions.SQLMoreResults);
  library.find("SQLNumResultCols", functions.SQLNumResultCols);
  library.find("SQLPrepareW", functions.SQLPrepareW);
  library.find("SQLRowCount", functions.SQLRowCount);
  library.find("SQLSetConnectAttr", functions.SQLSetConnectAttr);
  library.find("SQLSetEnvAttr", functions.SQLSetEnvAttr);
  library.find("SQLSetStmtAttr", functions.SQLSetStmtAttr);
  return functions;
}

}  // namespace

const Libodbc& libodbc() {
  static const Libodbc functions = load();
  return functions;
}

}  // namespace c360::publish::odbc
