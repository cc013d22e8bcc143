#include "c360/serve/service.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/letter_case.h"
#include "c360/project/open_lake.h"
#include "c360/serve/answer_cache.h"
#include "c360/serve/asked_again.h"
#include "c360/serve/assets.h"
#include "c360/serve/background.h"
#include "c360/serve/counters.h"
#include "c360/serve/endpoints.h"
#include "c360/serve/gate.h"
#include "c360/serve/kept_rows.h"
#include "c360/serve/openapi.h"
#include "c360/serve/problem.h"
#include "c360/serve/repeating.h"
#include "c360/serve/request_record.h"
#include "c360/serve/routes.h"
#include "c360/serve/rows_answer.h"
#include "c360/serve/running_calls.h"

namespace c360::serve {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLookEvery{50};
constexpr milliseconds kMoveOnEvery{500};
constexpr std::size_t kMostKept = std::size_t{32} << 20U;

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

/// Tells the tags of an answer's formats apart.
std::string format_ending(const std::string& accept) {
  return fmt::format(".{}", static_cast<int>(format_of(accept).value_or(RowsFormat::kJson)));
}

}  // namespace

struct Service::Impl {
  /// A request that may have its answer.
  struct Asked {
    const Match& match;
    const http::Request& request;
    const access::Reader& reader;
  };

  Impl(std::function<project::Project()> load, ServiceOptions given)
      : options(std::move(given)),
        readings(std::move(load)),
        lake(project::open_lake(readings.current()->project())),
        gate(*lake, Clock::system(), options.has_local_user, options.is_secure || options.is_behind_proxy),
        starter(options.run_command, options.log) {
    std::vector<std::function<void()>> work = {[this] { asked_again.look(); }};
    if (!options.cache.empty()) {
      const KeptRows::Options keeping{options.cache, options.book_memory_bytes, options.least_rows_kept};
      const BookSettings book_settings{options.cache, options.book_memory_bytes, options.sight_books};
      kept_rows = std::make_unique<KeptRows>(readings, keeping, options.log, *stop);
      books = std::make_unique<Books>(readings, book_settings, options.log, *stop);
      work.insert(work.begin(), [this] { kept_rows->look(); });
      work.emplace_back([this] { books->look(); });
    }
    endpoints = all_endpoints();
    background = std::make_unique<Background>(*stop, std::move(work));
  }

  ~Impl() { ledgers.write_counted(true); }

  std::vector<Endpoint> all_endpoints() {
    std::vector<Endpoint> all = health_endpoints(counters);
    for (Endpoint& endpoint : run_endpoints(starter)) all.push_back(std::move(endpoint));
    for (auto make : {project_endpoints, quality_endpoints, quarantine_endpoints, source_endpoints, metric_endpoints,
                      page_endpoints, dashboard_endpoints, sql_endpoints}) {
      for (Endpoint& endpoint : make()) all.push_back(std::move(endpoint));
    }
    for (Endpoint& endpoint : customer_endpoints(books.get())) all.push_back(std::move(endpoint));
    for (Endpoint& endpoint : session_endpoints(gate)) all.push_back(std::move(endpoint));
    Endpoint document;
    document.path = "/v1/openapi.json";
    document.least = Least::kViewer;
    document.keeps_masks = document.keeps_rows = true;
    document.name = "openapi";
    document.summary = "This document";
    document.answer = "OpenAPI 3.1";
    document.handle = [this](const Call&) { return json_response(openapi_document(endpoints)); };
    all.push_back(std::move(document));
    return all;
  }

  /// Does what is to be done every so often, and tells the log once if it cannot be.
  void repeat(const char* what, std::string& last_fault, const std::function<void()>& work) {
    std::string fault;
    try {
      work();
    } catch (const std::exception& error) {
      fault = error.what();
    }
    if (fault != last_fault && !fault.empty()) options.log(fmt::format("cannot {}: {}", what, fault));
    last_fault = fault;
  }

  void move_on() {
    ledgers.write_counted(false);
    repeat("read the tokens", token_fault, [this] { gate.refresh(); });
    repeat("read the next snapshot", snapshot_fault, [this] {
      if (readings.move_on()) options.log(fmt::format("reading snapshot {}", readings.current()->number()));
    });
  }

  /// Whether the page that asks, if it is one, is this server's own. A proxy may ask under another name and port.
  bool comes_from_here(const http::Request& request) const {
    const auto origin = request.headers.header("origin");
    if (!origin) return true;
    const std::string site = origin->substr(std::min(origin->find("//") + 2, origin->size()));
    if (!options.is_behind_proxy) return equal_ignoring_case(site, request.headers.header("host").value_or(""));
    return is_host(host_of(site));
  }

  bool is_host(const std::string& host) const {
    return std::find(options.hosts.begin(), options.hosts.end(), host) != options.hosts.end();
  }

  /// Why a request is not even looked at; nullopt for one that is.
  std::optional<http::Response> refusal(const http::Request& request) const {
    const std::string host = host_of(request.headers.header("host").value_or(""));
    if (!is_host(host))
      return problem(403, fmt::format("this server is not '{}'", host), "ask it by the address that it printed");
    if (!comes_from_here(request)) return problem(403, "a page of another site cannot ask this server");
    if (request.method == "POST" && !is_json(request))
      return problem(415, "the body must be JSON", "send it with Content-Type: application/json");
    return std::nullopt;
  }

  http::Response answer(const http::Request& request) {
    if (auto refused = refusal(request)) return std::move(*refused);
    const Found found = find_endpoint(endpoints, request.method, request.path);
    if (found.methods.empty()) {
      const bool reads = request.method == "GET" || request.method == "HEAD";
      auto asset = reads ? Assets::of_program().answer(request) : std::nullopt;
      if (asset) return std::move(*asset);
      return problem(404, fmt::format("there is nothing at {}", request.path), "/v1/openapi.json lists all");
    }
    if (!found.match)
      return std::move(problem(405, fmt::format("{} is not allowed here", request.method))
                           .with("Allow", fmt::format("{}", fmt::join(found.methods, ", "))));
    const auto reading = readings.current();
    Gate::Verdict verdict = gate.judge(request, reading->project(), *found.match->endpoint);
    if (verdict.refusal) return refused(request, std::move(verdict));
    return recorded({*found.match, request, *verdict.reader});
  }

  /// Somebody known who may not, or a wrong token: worth a line of the audit log. Who shows nothing, or sends many
  /// wrong tokens, could fill it.
  http::Response refused(const http::Request& request, Gate::Verdict verdict) {
    const int status = verdict.refusal->status;
    const bool is_wrong_token = status == 401 && request.headers.header("authorization");
    if (verdict.reader || is_wrong_token)
      ledgers.note(refused_line(request, verdict.reader ? &*verdict.reader : nullptr, status));
    return std::move(*verdict.refusal);
  }

  /// The answer of an endpoint. Its record ends when nothing more can be written of it.
  http::Response recorded(const Asked& asked) {
    const http::Request& request = asked.request;
    const auto running = calls.begin(request.gone, options.time_limit);
    const auto record = std::make_shared<RequestRecord>(ledgers, *asked.match.endpoint, request, asked.reader);
    http::Response response = handled(asked, running, record);
    record->set_status(response.status);
    record->outcome().bytes = static_cast<std::int64_t>(response.body.size());
    if (!response.stream || request.method == "HEAD") return response;
    record->set_status(RequestRecord::kBrokenOff);
    response.stream = [record, running, status = response.status,
                       write = std::move(response.stream)](const http::Write& out) {
      write([&](std::string_view part) {
        out(part);
        record->outcome().bytes += static_cast<std::int64_t>(part.size());
      });
      record->set_status(status);
    };
    return response;
  }

  http::Response handled(const Asked& asked, const std::shared_ptr<RunningCalls::Running>& running,
                         const std::shared_ptr<RequestRecord>& record) {
    const http::Request& request = asked.request;
    try {
      const bool is_open = asked.match.endpoint->least == Least::kAnyone;
      Call call{is_open ? readings.current() : readings.of(asked.reader),
                arguments_of(asked.match, request),
                request.headers.header("accept").value_or(""),
                asked.reader,
                session_id_of(request),
                request.peer,
                {running, &running->stop},
                {record, &record->outcome()}};
      if (!record->write_down(call.arguments))
        return problem(503, "the audit log cannot be written, and nothing is answered without it",
                       "whoever runs the server finds the reason in its log");
      return tagged(*asked.match.endpoint, request, call);
    } catch (const Forbidden& error) {
      return problem(403, error.message(), error.hint());
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
  http::Response tagged(const Endpoint& endpoint, const http::Request& request, const Call& call) {
    const bool has_tag = endpoint.changes_by_snapshot && (request.method == "GET" || request.method == "HEAD");
    const std::string tag = tag_of(endpoint, call);
    http::Response response;
    if (has_tag && names_tag(request, tag)) {
      response.status = 304;
    } else if (has_tag && endpoint.is_kept) {
      response = kept({request.path, request.query, call.accept}, endpoint, call);
    } else {
      response = endpoint.handle(call);
    }
    if (has_tag) response.with("ETag", tag);
    return response;
  }

  std::string tag_of(const Endpoint& endpoint, const Call& call) const {
    return fmt::format("\"{}-{}{}{}\"", instance, call.reading->number(), call.reading->sight(),
                       endpoint.formats.size() > 1 ? format_ending(call.accept) : "");
  }

  /// The answer that somebody was given before, or a new one.
  http::Response kept(KeptQuestion question, const Endpoint& endpoint, const Call& call) {
    const std::string key = tag_of(endpoint, call) + question.text();
    auto known = answers.find(key);
    if (!known) asked_again.give_way();
    http::Response response = known ? std::move(*known) : answers.keep(key, endpoint.handle(call));
    asked_again.note(*call.reading, std::move(question));
    return response;
  }

  /// Sees to it that a question's answer is kept, without anybody who asks; the answer's body.
  std::string ask_again(const KeptQuestion& question, const std::shared_ptr<const Reading>& reading,
                        const std::shared_ptr<RunningCalls::Running>& running) {
    http::Request request;
    request.method = "GET";
    request.path = question.path;
    request.query = question.query;
    const Found found = find_endpoint(endpoints, request.method, request.path);
    const Call call{reading,
                    arguments_of(found.match.value(), request),
                    question.accept,
                    {},
                    "",
                    "",
                    {running, &running->stop},
                    std::make_shared<Outcome>()};
    const Endpoint& endpoint = *found.match->endpoint;
    const std::string key = tag_of(endpoint, call) + question.text();
    auto known = answers.find(key);
    http::Response response = known ? std::move(*known) : answers.keep(key, endpoint.handle(call));
    if (response.stream) response.stream([&](std::string_view part) { response.body += part; });
    return std::move(response.body);
  }

  ServiceOptions options;
  Readings readings;
  std::unique_ptr<storage::ObjectStore> lake;
  Gate gate;
  RunStarter starter;
  std::unique_ptr<KeptRows> kept_rows;
  std::unique_ptr<Books> books;
  Counters counters;
  /// Where nothing is answered that is not written down, nothing is only counted.
  std::unique_ptr<RepeatedAsking> repeated =
      options.audit && !options.audit_is_required ? std::make_unique<RepeatedAsking>(*options.audit) : nullptr;
  Ledgers ledgers{counters,       options.audit.get(),   options.audit_is_required,
                  repeated.get(), options.logs_requests, options.log};
  RunningCalls calls, own_calls;
  AnswerCache answers{kMostKept};
  std::vector<Endpoint> endpoints;
  std::string instance = random_uuid();     // another program may answer otherwise from the same snapshot
  std::string token_fault, snapshot_fault;  // the last; the mover's own
  std::shared_ptr<Cancellation> stop = std::make_shared<Cancellation>();  // of the work beside answers
  AskedAgain asked_again{{readings, calls, own_calls, stop, !options.cache.empty(), options.time_limit, options.log},
                         [this](const auto&... question) { return ask_again(question...); }};
  Repeating looking{kLookEvery, [this] {
                      calls.look(RunningCalls::Clock::now());
                      own_calls.look(RunningCalls::Clock::now());
                    }};
  Repeating moving{kMoveOnEvery, [this] { move_on(); }};
  std::unique_ptr<Background> background;  // ends first
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
