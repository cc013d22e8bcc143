// A proxy between a client and a server on this machine that cuts connections at a chosen byte.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace c360::fetch::testing {

/// Passes bytes on, for any number of connections, until it goes. Calls are for one thread.
class CuttingProxy {
 public:
  enum class Where { kRequest, kAnswer };

  explicit CuttingProxy(std::uint16_t server_port);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  /// The next connection is cut once so many bytes went that way since it was made; those after it are whole.
  void cut_next(Where where, std::uint64_t after_bytes);
  /// Cuts every connection so, until told otherwise.
  void cut_all(Where where, std::uint64_t after_bytes);
  void cut_none() { cuts_ = 0; }
  /// Bytes that went that way, over all connections.
  std::uint64_t passed(Where where) const { return where == Where::kRequest ? request_bytes_ : answer_bytes_; }
  /// Connections that were made.
  std::uint64_t connections() const { return connections_; }
  /// Connections that were cut.
  std::uint64_t cuts_made() const { return cuts_made_; }

 private:
  void accept_all();
  void serve(int client);
  /// How many bytes may pass each way, for a connection that begins.
  struct Limits {
    std::uint64_t request = UINT64_MAX;
    std::uint64_t answer = UINT64_MAX;
  };
  Limits limits_of_next();

  std::uint16_t server_port_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> is_stopping_{false};
  std::atomic<std::uint64_t> cuts_{0};  // connections yet to be cut
  std::atomic<Where> where_{Where::kRequest};
  std::atomic<std::uint64_t> after_bytes_{0};
  std::atomic<std::uint64_t> request_bytes_{0};
  std::atomic<std::uint64_t> answer_bytes_{0};
  std::atomic<std::uint64_t> connections_{0};
  std::atomic<std::uint64_t> cuts_made_{0};
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace c360::fetch::testing
