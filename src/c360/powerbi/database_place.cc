#include "c360/powerbi/database_place.h"

#include "c360/publish/postgres/address.h"

namespace c360::powerbi {
DatabasePlace place_of_postgres(const std::string& connection) {
  const auto address = publish::postgres::address_of(connection);
  std::string server = address.host;
  if (server.starts_with('/') || server.starts_with('@')) server = "localhost";
  if (server.find(':') != std::string::npos) server = "[" + server + "]";
  if (!server.empty() && !address.port.empty()) server += ":" + address.port;
  return {server, address.database};
}

DatabasePlace place_of_odbc(const publish::odbc::ConnectionText& connection, char before_port) {
  std::string server = connection.server();
  if (server.starts_with("tcp:")) server.erase(0, 4);
  const std::string port = connection.value({"port"});
  if (!server.empty() && !port.empty()) server += before_port + port;
  return {server, connection.database()};
}

}  // namespace c360::powerbi
