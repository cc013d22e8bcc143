// A plain client for tests: sends bytes as they are and reads what comes.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace c360::http::testing {

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
    const timeval wait{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  }
  ~Client() { leave(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has closed: what it said can still be read
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// All that comes until `end` does, or the server closes.
  std::string read_until(std::string_view end) {
    std::string text;
    char byte = 0;
    while (text.size() < end.size() || text.compare(text.size() - end.size(), end.size(), end) != 0) {
      if (::recv(socket_, &byte, 1, 0) <= 0) break;
      text += byte;
    }
    return text;
  }

  /// All that comes until the server closes.
  std::string read_to_end() {
    std::string text;
    char bytes[4096];
    for (ssize_t got = 0; (got = ::recv(socket_, bytes, sizeof bytes, 0)) > 0;)
      text.append(bytes, static_cast<std::size_t>(got));
    return text;
  }

  void leave() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

 private:
  int socket_;
};

/// What a server answers to one request, all of it.
inline std::string ask(std::uint16_t port, const std::string& method_and_target, const std::string& headers = {},
                       const std::string& body = {}) {
  Client client(port);
  client.send(method_and_target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n" + body);
  return client.read_to_end();
}

}  // namespace c360::http::testing
