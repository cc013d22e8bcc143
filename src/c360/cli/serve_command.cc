#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>

#include "c360/access/token.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/machine.h"
#include "c360/cli/command.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/customer/book_shelf.h"
#include "c360/http/server.h"
#include "c360/project/open_lake.h"
#include "c360/serve/service.h"

namespace c360::cli {
namespace {

struct ServeOptions {
  std::string address = "127.0.0.1";
  std::int64_t port = 8360;
  std::string certificate, key;
  std::vector<std::string> hosts;
  bool behind_proxy = false;
  std::string audit;
  bool audit_required = false;
  std::int64_t time_limit = 60;
  std::string memory;
  std::string cache, cache_limit;
  bool quiet = false;
};

bool is_loopback(const std::string& address) {
  return address == "::1" || address.rfind("127.", 0) == 0;
}

/// Others reach it: from elsewhere, or through a proxy.
bool is_for_others(const ServeOptions& options) {
  return options.behind_proxy || !is_loopback(options.address);
}

/// Tokens must not be readable on the way, nor data without one.
void refuse_without_protection(const ServeOptions& options, const storage::ObjectStore& lake) {
  if (!is_for_others(options)) return;
  if (options.certificate.empty() && !options.behind_proxy)
    throw Error(ErrorCode::kUsage, fmt::format("c360 serve listens on {} by TLS alone", options.address),
                "give --certificate and --key, or --behind-proxy if a proxy on the way to it does TLS");
  if (access::token_ids(lake).empty())
    throw Error(ErrorCode::kUsage, "c360 serve lets others in by tokens, and there are none",
                "make one: c360 token create --role analyst --name NAME");
}

/// So many that a thousand idle ones disturb nobody; as many files again are left to the engine.
std::size_t most_connections() {
  constexpr std::uint64_t kMost = 4096;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(raise_open_files(2 * kMost) / 2, 16, kMost));
}

http::ServerOptions server_options(const ServeOptions& options) {
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

/// An address as it stands in URLs.
std::string host_of(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

/// One line of the log at a time, with the moment before it.
void log(const std::string& line) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  fmt::print(stderr, "{} {}\n", format_utc(Clock::system().now()), one_line(line));
}

/// A file that is named, or one a month in the project's folder.
std::shared_ptr<serve::AuditLog> audit_log(const Context& context, const std::string& file) {
  if (!file.empty()) return std::make_shared<serve::AuditLog>(file, false, Clock::system());
  return std::make_shared<serve::AuditLog>(context.project_folder() / "audit", true, Clock::system());
}

serve::ServiceOptions service_options(const ServeOptions& options, std::shared_ptr<serve::AuditLog> audit) {
  serve::ServiceOptions service;
  service.time_limit = std::chrono::seconds(options.time_limit);
  service.log = log;
  service.logs_requests = !options.quiet;
  service.audit = audit;
  service.audit_is_required = options.audit_required;
  service.hosts.push_back(host_of(options.address));
  for (const std::string& host : options.hosts) service.hosts.push_back(to_lower(host));
  service.has_local_user = !is_for_others(options);
  service.is_behind_proxy = options.behind_proxy;
  service.is_secure = !options.certificate.empty();
  return service;
}

/// The memory that the server and a run that it has started share: the run gets half of it, each of the (at most two)
/// open snapshots a quarter. The making of a customer book and of kept rows, which follow a run, have as much as a run.
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

int run_server(const Context& context, const ServeOptions& options) {
  cancel_on_interrupt(context.cancel);
  const http::ServerOptions listening = server_options(options);
  const std::uint64_t memory = shared_memory(context, options);
  const auto load = [&context, memory] {
    project::Project project = context.load_project();
    project.memory_limit_bytes = memory / 4;
    return project;
  };
  refuse_without_protection(options, *project::open_lake(load(), context.cancel));
  serve::ServiceOptions service_settings = service_options(options, audit_log(context, options.audit));
  service_settings.cache = options.cache.empty() ? customer::default_cache() : std::filesystem::path(options.cache);
  service_settings.book_memory_bytes = memory / 2;
  if (const std::uint64_t most = memory_of(options.cache_limit)) service_settings.sight_books.most_bytes = most;
  service_settings.run_command = run_command(context, memory / 2);
  serve::Service service(load, service_settings);
  http::Server server(listening, [&service](const http::Request& request) { return service.answer(request); });
  fmt::print("http{}://{}:{}/\n", options.certificate.empty() ? "" : "s", host_of(options.address), server.port());
  flush_output();
  server.run(context.cancel);
  return kDone;
}

}  // namespace

void add_serve(Command& program) {
  auto options = std::make_shared<ServeOptions>();
  Command command = program.add("serve", "Answer questions to the current snapshot over HTTP");
  command.option("--port", options->port, "The port (0: any that is free; default 8360)");
  command.option("--address", options->address,
                 "Where to listen (default 127.0.0.1); beyond this machine by TLS and tokens alone");
  command.repeated("--host", options->hosts,
                   "A name under which it may be asked, besides its address; may be repeated");
  command.flag("--behind-proxy", options->behind_proxy, "A proxy on the way to it does TLS; everyone needs a token");
  command.option("--certificate", options->certificate,
                 "TLS: a PEM file with the certificate and those that signed it");
  command.option("--key", options->key, "TLS: a PEM file with its key");
  command.option("--audit", options->audit, "Where it is written down who asked for what (default audit/MONTH.ndjson)");
  command.flag("--audit-required", options->audit_required, "Answer nothing that cannot be written down");
  command.option("--time-limit", options->time_limit, "The most seconds that one answer may take (0: any; default 60)");
  command.option("--memory", options->memory,
                 "What it and a run that it starts may use together, such as 4GB or 60% (default: memory_limit)");
  command.option("--cache", options->cache,
                 "A folder of this machine for what makes pages fast (default ~/.cache/c360)");
  command.option("--cache-limit", options->cache_limit,
                 "The most that books of customers may take for readers who see less than all, such as 10GB (default "
                 "4GB)");
  command.flag("--quiet", options->quiet, "Write no line for each request");
  command.does([options](const Context& context) { return run_server(context, *options); });
}

}  // namespace c360::cli
