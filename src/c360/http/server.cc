#include "c360/http/server.h"

#include <fmt/core.h>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/http/connection.h"

namespace c360::http {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using std::chrono::milliseconds;

constexpr milliseconds kTick{50};

asio::ssl::context tls_context(const Certificate& certificate) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  const auto use = [](const std::filesystem::path& file, auto load) {
    boost::system::error_code failure;
    load(failure);
    if (failure)
      throw Error(ErrorCode::kProject,
                  fmt::format("the certificate {} cannot be used: {}", file.string(), failure.message()),
                  "it must be a PEM file that this user may read, the key that of the first certificate");
  };
  use(certificate.chain,
      [&](auto& failure) { context.use_certificate_chain_file(certificate.chain.string(), failure); });
  use(certificate.key,
      [&](auto& failure) { context.use_private_key_file(certificate.key.string(), asio::ssl::context::pem, failure); });
  return context;
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions given, Handler answering)
      : options(std::move(given)), handler(std::move(answering)), acceptor(io), workers(options.threads) {
    if (options.certificate) tls.emplace(tls_context(*options.certificate));
    listen();
  }
  ~Impl() { workers.join(); }

  void listen() {
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(options.address, failure);
    const tcp::endpoint endpoint(address, options.port);
    if (!failure) acceptor.open(endpoint.protocol(), failure);
    if (!failure) acceptor.set_option(asio::socket_base::reuse_address(true), failure);
    if (!failure) acceptor.bind(endpoint, failure);
    if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
    if (failure)
      throw Error(ErrorCode::kIo,
                  fmt::format("cannot listen on {} port {}: {}", options.address, options.port, failure.message()),
                  "another program may have the port: choose another, or 0 for any that is free");
    port = acceptor.local_endpoint().port();
  }

  awaitable<void> pause() {
    asio::steady_timer timer(io, kTick);
    co_await timer.async_wait(use_awaitable);
  }

  awaitable<void> accept_all() {
    while (!shared.is_stopping) {
      boost::system::error_code failure;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(use_awaitable, failure));
      if (!failure) {
        while (connections.size() >= options.most_connections && !shared.is_stopping) {
          shed_one();
          co_await pause();
        }
        take(std::move(socket));
      } else if (!shared.is_stopping) {
        co_await pause();  // out of file descriptors: some will come free
      }
    }
  }

  /// Closes the connection that has waited longest for its client: whoever asks nothing, or too slowly, makes room for
  /// those who do. None where all are being answered.
  void shed_one() {
    std::shared_ptr<Connection> longest;
    for (const auto& connection : connections) {
      const auto since = connection->waiting_since();
      if (since && (!longest || *since < *longest->waiting_since())) longest = connection;
    }
    if (longest) longest->give_up();
  }

  void take(tcp::socket socket) {
    const auto connection = std::make_shared<Connection>(shared, make_stream(std::move(socket), tls ? &*tls : nullptr));
    connections.insert(connection);
    asio::co_spawn(io, connection->serve(),
                   [this, connection](const std::exception_ptr&) { connections.erase(connection); });
  }

  /// Looks after the clients of running requests, and ends everything once it is time to.
  awaitable<void> watch(const Cancellation& stop) {
    auto deadline = std::chrono::steady_clock::time_point::max();
    while (!shared.is_stopping || !connections.empty()) {
      co_await pause();
      for (const auto& connection : connections) connection->look_after_client();
      if (stop.requested() && !shared.is_stopping) {
        begin_to_stop();
        deadline = std::chrono::steady_clock::now() + options.drain_time;
      }
      if (std::chrono::steady_clock::now() < deadline) continue;
      for (const auto& connection : connections) connection->give_up();
    }
  }

  void begin_to_stop() {
    shared.is_stopping = true;
    boost::system::error_code ignored;
    acceptor.close(ignored);
    for (const auto& connection : connections) connection->close_if_idle();
  }

  ServerOptions options;
  Handler handler;
  asio::io_context io{1};
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  std::uint16_t port = 0;
  asio::thread_pool workers;
  std::set<std::shared_ptr<Connection>> connections;
  Shared shared{options, handler, io, workers};
};

Server::Server(ServerOptions options, Handler handler)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(handler))) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return impl_->port;
}

void Server::run(const Cancellation& stop) {
  asio::co_spawn(impl_->io, impl_->accept_all(), asio::detached);
  asio::co_spawn(impl_->io, impl_->watch(stop), asio::detached);
  impl_->io.run();
}

}  // namespace c360::http
