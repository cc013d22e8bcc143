#include "c360/publish/odbc/libodbc.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "c360/base/error.h"

namespace c360::publish::odbc {
namespace {

constexpr const char* kLibrary = "libodbc.so.2";

Error not_there(const char* reason) {
  return Error(ErrorCode::kNotFound,
               fmt::format("the ODBC driver manager cannot be loaded: {}", reason == nullptr ? kLibrary : reason),
               "install unixODBC (Debian's package is libodbc2) and the driver of the database");
}

/// Finds functions of the library, which stays loaded as long as the program runs.
class Library {
 public:
  Library() : handle_(::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw not_there(::dlerror());
  }

  template <typename Function>
  void find(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    if (function == nullptr) throw not_there(::dlerror());
  }

 private:
  void* handle_;
};

Libodbc load() {
  const Library library;
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
