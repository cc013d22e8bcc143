#include "c360/fetch/testing/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace c360::fetch::testing {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int new_socket() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return made;
}

/// Both ends see a broken connection, not a polite goodbye.
void reset(int socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket);
}

/// Moves what is there, at most `left` bytes; false once the connection ends or no byte is left.
bool pass_on(int from, int to, std::uint64_t& left, std::atomic<std::uint64_t>& passed) {
  char bytes[16384];
  const ssize_t got = ::recv(from, bytes, std::min<std::uint64_t>(sizeof bytes, left), 0);
  if (got <= 0) return false;
  for (ssize_t done = 0; done < got;) {
    const ssize_t sent = ::send(to, bytes + done, static_cast<std::size_t>(got - done), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    done += sent;
  }
  left -= static_cast<std::uint64_t>(got);
  passed += static_cast<std::uint64_t>(got);
  return left > 0;
}

}  // namespace

CuttingProxy::CuttingProxy(std::uint16_t server_port) : server_port_(server_port), listener_(new_socket()) {
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  is_stopping_ = true;
  accepting_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

void CuttingProxy::cut_next(Where where, std::uint64_t after_bytes) {
  where_ = where;
  after_bytes_ = after_bytes;
  cuts_ = 1;
}

void CuttingProxy::cut_all(Where where, std::uint64_t after_bytes) {
  cut_next(where, after_bytes);
  cuts_ = UINT64_MAX;
}

CuttingProxy::Limits CuttingProxy::limits_of_next() {
  Limits limits;
  if (cuts_ == 0) return limits;
  if (cuts_ != UINT64_MAX) --cuts_;
  (where_ == Where::kRequest ? limits.request : limits.answer) = after_bytes_;
  return limits;
}

void CuttingProxy::accept_all() {
  while (!is_stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    ++connections_;
    threads_.emplace_back([this, client] { serve(client); });
  }
}

void CuttingProxy::serve(int client) {
  Limits limits = limits_of_next();
  const int server = new_socket();
  const sockaddr_in address = loopback(server_port_);
  bool is_open =
      ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && limits.request > 0;
  while (is_open && !is_stopping_) {
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (::poll(ends, 2, 20) <= 0) continue;
    if (ends[0].revents != 0) is_open = pass_on(client, server, limits.request, request_bytes_);
    if (is_open && ends[1].revents != 0) is_open = pass_on(server, client, limits.answer, answer_bytes_);
  }
  if (limits.request == 0 || limits.answer == 0) ++cuts_made_;
  reset(client);
  reset(server);
}

}  // namespace c360::fetch::testing
