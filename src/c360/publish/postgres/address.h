// Where a connection string points, and nothing else of it: no user, no password.
#pragma once

#include <string>

namespace c360::publish::postgres {

/// Empty where the connection string leaves it to the environment or a service file.
struct Address {
  std::string host;  ///< a name, a number or, of a socket on this machine, its folder
  std::string port;
  std::string database;
  bool operator==(const Address&) const = default;
};

/// As libpq reads it; of several hosts the first. Any thread may call. Throws Error(kProject) for a text that is no
/// connection string, Error(kNotFound) where libpq is not installed; no message holds the text.
Address address_of(const std::string& connection_string);

}  // namespace c360::publish::postgres
