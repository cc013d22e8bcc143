// Where a database is, found in a connection string, and nothing else of it: no user, no password.
#pragma once

#include <string>

#include "c360/publish/odbc/connection_text.h"

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

/// Of ODBC: Driver={…};Server=host,port;Database=…;UID=…;PWD={…}. A port of its own (Port=…) stands behind the server
/// and `before_port`.
DatabasePlace place_of_odbc(const publish::odbc::ConnectionText& connection, char before_port);

}  // namespace c360::powerbi
