#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>

#include "c360/base/error.h"
#include "c360/base/machine.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/http/server.h"
#include "c360/serve/service.h"

namespace c360::cli {
namespace {

struct ServeOptions {
  std::string address = "127.0.0.1";
  std::int64_t port = 8360;
  std::string certificate, key;
  std::int64_t time_limit = 60;
  std::string memory;
  bool quiet = false;
};

/// Whoever reaches the server may read everything, so nobody else may reach it.
void refuse_beyond_loopback(const std::string& address) {
  if (address == "::1" || address.rfind("127.", 0) == 0) return;
  throw Error(ErrorCode::kUsage, fmt::format("c360 serve listens on this machine alone, not on {}", address),
              "reach it from elsewhere by a tunnel (ssh -L) or a reverse proxy that knows who may ask");
}

http::ServerOptions server_options(const ServeOptions& options) {
  refuse_beyond_loopback(options.address);
  if (options.port > UINT16_MAX)
    throw Error(ErrorCode::kUsage, fmt::format("there is no port {}", options.port), "ports go from 0 to 65535");
  if (options.certificate.empty() != options.key.empty())
    throw Error(ErrorCode::kUsage, "TLS needs both --certificate and --key");
  http::ServerOptions server;
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

/// The memory that the server and a run that it has started share: the run gets half of it, each of the (at most two)
/// open snapshots a quarter.
std::uint64_t shared_memory(const Context& context, const ServeOptions& options) {
  constexpr std::uint64_t kShareOfMachine = 60;  // percent, as a project has it that says nothing
  if (const std::uint64_t asked = memory_of(options.memory)) return asked;
  const std::uint64_t of_project = context.load_project().memory_limit_bytes;
  return of_project > 0 ? of_project : usable_memory() / 100 * kShareOfMachine;
}

/// This program's file; the one that it was started from, where that was replaced since.
std::string this_program() {
  constexpr const char* kItself = "/proc/self/exe";
  std::error_code unknown;
  const std::filesystem::path file = std::filesystem::read_symlink(kItself, unknown);
  return !unknown && std::filesystem::exists(file, unknown) ? file.string() : kItself;
}

/// This program, told to run this project.
std::vector<std::string> run_command(const Context& context, std::uint64_t memory) {
  std::vector<std::string> command = {this_program(), "run", "--events",
                                      "--no-wait",    "-C",  context.project_folder().string()};
  if (!context.environment.empty()) command.insert(command.end(), {"-e", context.environment});
  command.insert(command.end(), {"--memory", fmt::format("{}MB", std::max(memory / 1'000'000, std::uint64_t{1}))});
  return command;
}

int run(const Context& context, const ServeOptions& options) {
  cancel_on_interrupt(context.cancel);
  const std::uint64_t memory = shared_memory(context, options);
  const auto load = [&context, memory] {
    project::Project project = context.load_project();
    project.memory_limit_bytes = memory / 4;
    return project;
  };
  serve::ServiceOptions service_options;
  service_options.run_command = run_command(context, memory / 2);
  service_options.time_limit = std::chrono::seconds(options.time_limit);
  if (!options.quiet) service_options.log = log;
  const std::string host =
      options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]";
  service_options.hosts.push_back(host);
  serve::Service service(load, service_options);
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
  command.option("--memory", options->memory,
                 "What it and a run that it starts may use together, such as 4GB or 60% (default: memory_limit)");
  command.flag("--quiet", options->quiet, "Write no line for each request");
  command.does([options](const Context& context) { return run(context, *options); });
}

}  // namespace c360::cli
