#include "c360/publish/testing/postgres_server.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "c360/base/cancel.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::testing {
namespace {

const Cancellation kNever;
constexpr int kNotInstalled = 77;

/// The exit code of tools/postgres.sh.
int script(const std::string& arguments) {
  const int status = std::system(("'" C360_SOURCE_DIR "/tools/postgres.sh' " + arguments).c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "c360-postgres.XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

}  // namespace

PostgresServer* PostgresServer::shared() {
  static const std::unique_ptr<PostgresServer> server = is_installed() ? std::make_unique<PostgresServer>() : nullptr;
  return server.get();
}

bool PostgresServer::is_installed() {
  static const bool installed = script("installed") != kNotInstalled;
  return installed;
}

PostgresServer::PostgresServer() : folder_(new_folder()) {
  if (script("start '" + folder_.string() + "' fsync=off") != 0) throw std::runtime_error("PostgreSQL does not start");
}

PostgresServer::~PostgresServer() {
  script("stop '" + folder_.string() + "'");
}

std::string PostgresServer::connection_string(const std::string& database) const {
  return "host=" + folder_.string() + " user=c360 dbname=" + database;
}

std::string PostgresServer::new_database() {
  const std::string name = "test" + std::to_string(++databases_);
  postgres::Connection(connection_string("postgres"), kNever).execute("CREATE DATABASE " + name);
  return name;
}

void PostgresServer::kill() const {
  std::ifstream file(folder_ / "data" / "postmaster.pid");
  pid_t process = 0;
  if (file >> process) ::kill(process, SIGKILL);
}

void PostgresServer::restart() const {
  if (script("restart '" + folder_.string() + "'") != 0) throw std::runtime_error("PostgreSQL does not start again");
}

}  // namespace c360::publish::testing
