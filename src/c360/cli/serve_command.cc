#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "c360/base/error.h"
#include "c360/base/machine.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/customer/book_shelf.h"
#include "c360/http/server.h"
#include "c360/serve/service.h"

namespace c360::cli {
namespace {

struct ServeOptions {
  std::string address = "127.0.0.1";
  std::int64_t port = 8360;
  std::string certificate, key;
  std::int64_t time_limit = 60;
  std::string cache;
  bool quiet = false;
};

/// Whoever reaches the server may read everything, so nobody else may reach it.
void refuse_beyond_loopback(const std::string& address) {
  if (address == "::1" || address.rfind("127.", 0) == 0) return;
  throw Error(ErrorCode::kUsage, fmt::format("c360 serve listens on this machine alone, not on {}", address),
              "reach it from elsewhere by a tunnel (ssh -L) or a reverse proxy that knows who may ask");
}

/// So many that a thousand idle ones disturb nobody; as many files again are left to the engine.
std::size_t most_connections() {
  constexpr std::uint64_t kMost = 4096;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(raise_open_files(2 * kMost) / 2, 16, kMost));
}

http::ServerOptions server_options(const ServeOptions& options) {
  refuse_beyond_loopback(options.address);
  if (options.port > UINT16_MAX)
    throw Error(ErrorCode::kUsage, fmt::format("there is no port {}", options.port), "ports go from 0 to 65535");
  if (options.certificate.empty() != options.key.empty())
    throw Error(ErrorCode::kUsage, "TLS needs both --certificate and --key");
  http::ServerOptions server;
  server.most_connections = most_connections();
  server.address = options.address;
  server.port = static_cast<std::uint16_t>(options.port);
  if (!options.certificate.empty()) server.certificate = http::Certificate{options.certificate, options.key};
  return server;
}

/// One line of the log at a time, with the moment before it.
void log(const std::string& line) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  fmt::print(stderr, "{} {}\n", format_utc(Clock::system().now()), one_line(line));
}

int run(const Context& context, const ServeOptions& options) {
  cancel_on_interrupt(context.cancel);
  serve::ServiceOptions service_options;
  service_options.time_limit = std::chrono::seconds(options.time_limit);
  service_options.cache = options.cache.empty() ? customer::default_cache() : std::filesystem::path(options.cache);
  if (!options.quiet) service_options.log = log;
  const std::string host =
      options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]";
  service_options.hosts.push_back(host);
  serve::Service service([&context] { return context.load_project(); }, service_options);
  http::Server server(server_options(options),
                      [&service](const http::Request& request) { return service.answer(request); });
  fmt::print("http{}://{}:{}/v1/openapi.json\n", options.certificate.empty() ? "" : "s", host, server.port());
  flush_output();
  server.run(context.cancel);
  return kDone;
}

}  // namespace

void add_serve(Command& program) {
  auto options = std::make_shared<ServeOptions>();
  Command command = program.add("serve", "Answer questions to the current snapshot over HTTP, on this machine");
  command.option("--port", options->port, "The port (0: any that is free; default 8360)");
  command.option("--address", options->address, "An address of this machine's own (default 127.0.0.1)");
  command.option("--certificate", options->certificate,
                 "TLS: a PEM file with the certificate and those that signed it");
  command.option("--key", options->key, "TLS: a PEM file with its key");
  command.option("--time-limit", options->time_limit, "The most seconds that one answer may take (0: any; default 60)");
  command.option("--cache", options->cache,
                 "A folder of this machine for what makes customers' pages fast (default ~/.cache/c360)");
  command.flag("--quiet", options->quiet, "Write no line for each request");
  command.does([options](const Context& context) { return run(context, *options); });
}

}  // namespace c360::cli
