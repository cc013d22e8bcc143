#include "c360/serve/service.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/letter_case.h"
#include "c360/serve/assets.h"
#include "c360/serve/counters.h"
#include "c360/serve/endpoints.h"
#include "c360/serve/openapi.h"
#include "c360/serve/problem.h"
#include "c360/serve/routes.h"
#include "c360/serve/rows_answer.h"
#include "c360/serve/running_calls.h"

namespace c360::serve {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLookEvery{50};
constexpr milliseconds kMoveOnEvery{500};
constexpr int kBrokenOff = 499;  // what a log calls an answer that its client did not get

/// "localhost:8360" without its port.
std::string host_of(const std::string& authority) {
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string::npos && authority.find(']', colon) == std::string::npos;
  return to_lower(has_port ? authority.substr(0, colon) : authority);
}

bool is_json(const http::Request& request) {
  const std::string type = to_lower(request.headers.header("content-type").value_or(""));
  return type.substr(0, type.find(';')) == "application/json";
}

bool names_tag(const http::Request& request, const std::string& tag) {
  const std::string known = request.headers.header("if-none-match").value_or("");
  return known == "*" || known.find(tag) != std::string::npos;
}

/// A thread that calls `work` every so often until it is destroyed.
class Repeating {
 public:
  Repeating(milliseconds every, std::function<void()> work)
      : thread_([this, every, work = std::move(work)](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!woken_.wait_for(lock, stop, every, [&] { return stop.stop_requested(); })) work();
        }) {}

 private:
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread thread_;
};

}  // namespace

struct Service::Impl {
  /// Counts a request from its beginning to the end of this, whatever happens in between.
  struct Counting {
    Counting(Impl& owner, std::string path, const http::Request& request)
        : service(owner), endpoint(std::move(path)), asked(request.method + " " + request.path), peer(request.peer) {
      service.counters.began();
    }
    ~Counting() {
      const auto took = std::chrono::steady_clock::now() - started;
      service.counters.ended(endpoint, status, took);
      service.options.log(
          fmt::format("{} {} {} {} ms", peer, asked, status, std::chrono::duration_cast<milliseconds>(took).count()));
    }
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;

    Impl& service;
    std::string endpoint, asked, peer;
    int status = kBrokenOff;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  };

  Impl(std::function<project::Project()> load, ServiceOptions given)
      : options(std::move(given)), readings(std::move(load)), endpoints(all_endpoints()) {}

  std::vector<Endpoint> all_endpoints() {
    std::vector<Endpoint> all = health_endpoints(counters);
    for (auto make :
         {project_endpoints, quality_endpoints, run_endpoints, metric_endpoints, page_endpoints, sql_endpoints}) {
      for (Endpoint& endpoint : make()) all.push_back(std::move(endpoint));
    }
    Endpoint document;
    document.path = "/v1/openapi.json";
    document.name = "openapi";
    document.summary = "This document";
    document.answer = "OpenAPI 3.1";
    document.handle = [this](const Call&) { return json_response(openapi_document(endpoints)); };
    all.push_back(std::move(document));
    return all;
  }

  void move_on() {
    std::string fault;
    try {
      if (readings.move_on()) options.log(fmt::format("reading snapshot {}", readings.current()->number()));
    } catch (const std::exception& error) {
      fault = error.what();
    }
    if (fault != last_fault && !fault.empty()) options.log("cannot read the next snapshot: " + fault);
    last_fault = fault;
  }

  /// Why a request is not even looked at; nullopt for one that is.
  std::optional<http::Response> refusal(const http::Request& request) const {
    const std::string host = host_of(request.headers.header("host").value_or(""));
    if (std::find(options.hosts.begin(), options.hosts.end(), host) == options.hosts.end())
      return problem(403, fmt::format("this server is not '{}'", host), "ask it by the address that it printed");
    const auto origin = request.headers.header("origin");
    if (origin && host_of(origin->substr(std::min(origin->find("//") + 2, origin->size()))) != host)
      return problem(403, "a page of another site cannot ask this server");
    if (request.method == "POST" && !is_json(request))
      return problem(415, "the body must be JSON", "send it with Content-Type: application/json");
    return std::nullopt;
  }

  http::Response answer(const http::Request& request) {
    if (auto refused = refusal(request)) return std::move(*refused);
    const auto match = find_endpoint(endpoints, request.path);
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!match && reads)
      if (auto asset = Assets::of_program().answer(request)) return std::move(*asset);
    if (!match) return problem(404, fmt::format("there is nothing at {}", request.path), "/v1/openapi.json lists all");
    const Endpoint& endpoint = *match->endpoint;
    const bool allowed = reads || (request.method == "POST" && endpoint.takes_post);
    if (!allowed) {
      const char* methods = endpoint.takes_post ? "GET, HEAD, POST" : "GET, HEAD";
      return std::move(problem(405, fmt::format("{} is not allowed here", request.method)).with("Allow", methods));
    }
    return counted(*match, request);
  }

  /// The answer of an endpoint. It is counted and told to the log when nothing more can be written of it.
  http::Response counted(const Match& match, const http::Request& request) {
    const auto running = calls.begin(request.gone, options.time_limit);
    const auto counting = std::make_shared<Counting>(*this, match.endpoint->path, request);
    http::Response response = handled(match, request, running);
    counting->status = response.status;
    if (!response.stream || request.method == "HEAD") return response;
    counting->status = kBrokenOff;
    response.stream = [counting, running, status = response.status,
                       write = std::move(response.stream)](const http::Write& out) {
      write(out);
      counting->status = status;
    };
    return response;
  }

  http::Response handled(const Match& match, const http::Request& request,
                         const std::shared_ptr<RunningCalls::Running>& running) {
    try {
      Call call{readings.current(),
                arguments_of(match, request),
                request.headers.header("accept").value_or(""),
                {running, &running->stop}};
      return tagged(*match.endpoint, request, call);
    } catch (const Error& error) {
      if (running->is_late)
        return problem(503, fmt::format("the answer took longer than {} s", options.time_limit.count() / 1000),
                       "ask for less, or start the server with a longer --time-limit");
      return problem(error);
    } catch (const std::exception& error) {
      return problem(Error(ErrorCode::kInternal, error.what()));
    }
  }

  /// Not modified, where the client knows the answer that this snapshot gives.
  http::Response tagged(const Endpoint& endpoint, const http::Request& request, const Call& call) const {
    const bool has_tag = endpoint.changes_by_snapshot && request.method != "POST";
    const bool as_csv = endpoint.formats.size() > 1 && format_of(call.accept) == RowsFormat::kCsv;
    const std::string tag = fmt::format("\"{}-{}{}\"", instance, call.reading->number(), as_csv ? "-csv" : "");
    http::Response response;
    if (has_tag && names_tag(request, tag)) {
      response.status = 304;
    } else {
      response = endpoint.handle(call);
    }
    if (has_tag) response.with("ETag", tag);
    return response;
  }

  ServiceOptions options;
  Readings readings;
  Counters counters;
  RunningCalls calls;
  std::vector<Endpoint> endpoints;
  std::string instance = random_uuid();  // another program may answer otherwise from the same snapshot
  std::string last_fault;                // of moving on; the mover's own
  Repeating looking{kLookEvery, [this] { calls.look(RunningCalls::Clock::now()); }};
  Repeating moving{kMoveOnEvery, [this] { move_on(); }};
};

Service::Service(std::function<project::Project()> load, ServiceOptions options)
    : impl_(std::make_unique<Impl>(std::move(load), std::move(options))) {}

Service::~Service() = default;

http::Response Service::answer(const http::Request& request) {
  http::Response response = impl_->answer(request);
  response.with("X-Content-Type-Options", "nosniff");
  const auto is_cached = [](const http::Header& header) { return header.first == "Cache-Control"; };
  if (std::none_of(response.headers.begin(), response.headers.end(), is_cached))
    response.with("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace c360::serve
