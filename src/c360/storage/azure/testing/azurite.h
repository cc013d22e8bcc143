// A private Azurite for the tests of one process.
#pragma once

#include <filesystem>
#include <string>

#include "c360/base/local_files.h"
#include "c360/storage/azure/settings.h"

namespace c360::storage::azure::testing {

/// A server of its own, started when it is first asked for and stopped with the process (tools/azurite.sh).
class Azurite {
 public:
  /// nullptr where Azurite is not installed.
  static Azurite* shared();
  /// Throws std::runtime_error where it cannot be started.
  Azurite();
  ~Azurite();
  Azurite(const Azurite&) = delete;
  Azurite& operator=(const Azurite&) = delete;

  /// With the key of its account and a cache of its own.
  Settings settings() const;
  /// The port that it listens on.
  std::uint16_t port() const;
  /// A name that no container has.
  std::string new_container();
  /// Stops it in good order; start_again() brings what it keeps back at the same address.
  void halt() const;
  void start_again() const;

 private:
  std::filesystem::path folder_;
  std::string endpoint_;
  int containers_ = 0;
};

}  // namespace c360::storage::azure::testing
