// A private PostgreSQL for the tests of one process.
#pragma once

#include <optional>
#include <string>

#include "c360/base/local_files.h"

namespace c360::publish::testing {

/// A server of its own, started when it is first asked for and stopped with the process (tools/postgres.sh).
class PostgresServer {
 public:
  /// nullptr where PostgreSQL is not installed.
  static PostgresServer* shared();
  /// Throws std::runtime_error where it cannot be started.
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  static bool is_installed();

  const std::filesystem::path& folder() const { return folder_; }
  std::string connection_string(const std::string& database) const;
  /// Makes an empty database of a name that is new.
  std::string new_database();
  /// Kills the server (SIGKILL) with all that it is doing.
  void kill() const;
  void restart() const;

 private:
  std::filesystem::path folder_;
  int databases_ = 0;
};

}  // namespace c360::publish::testing
