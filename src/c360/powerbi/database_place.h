// Where a database is, found in a connection string, and nothing else of it: no user, no password.
#pragma once

#include <string>

namespace c360::powerbi {

/// As Power BI's connectors take it.
struct DatabasePlace {
  std::string server;    ///< host or host:port (SQL Server: host,port); empty where none is written
  std::string database;  ///< empty where none is written
  bool operator==(const DatabasePlace&) const = default;
};

/// Of libpq: postgresql://user:password@host:port/database?… or host=… port=… dbname='…'. A socket of this machine is
/// "localhost". Throws as publish::postgres::address_of.
DatabasePlace place_of_postgres(const std::string& connection);

/// Of ODBC: Driver={…};Server=host,port;Database=…;UID=…;PWD={…}.
DatabasePlace place_of_odbc(const std::string& connection);

}  // namespace c360::powerbi
