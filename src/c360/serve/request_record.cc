#include "c360/serve/request_record.h"

#include <fmt/core.h>

#include "c360/access/token.h"
#include "c360/base/error.h"

namespace c360::serve {
namespace {

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - then).count();
}

Json who(const access::Reader& reader) {
  return {{"token", reader.token_id.empty() ? Json() : Json(reader.token_id)},
          {"name", reader.name},
          {"role", reader.role_name}};
}

}  // namespace

bool Ledgers::note(const Json& line) {
  return audit == nullptr || try_to([&] { audit->add(line); });
}

void Ledgers::count(const Json& answered, std::int64_t bytes) {
  try_to([&] { repeated->add(answered, bytes); });
}

void Ledgers::write_counted(bool all) {
  if (repeated == nullptr || try_to([&] { repeated->write_down(all); }) || !all) return;
  log(fmt::format("{} requests that pages repeated are not in the audit log", repeated->counted()));
}

bool Ledgers::try_to(const std::function<void()>& write) {
  try {
    write();
    is_failing = false;
    return true;
  } catch (const std::exception& error) {
    if (!is_failing.exchange(true)) log(fmt::format("cannot write the audit log: {}", error.what()));
    return false;
  }
}

RequestRecord::RequestRecord(Ledgers& ledgers, const Endpoint& endpoint, const http::Request& request,
                             access::Reader reader)
    : ledgers_(ledgers),
      endpoint_(endpoint),
      method_(request.method),
      path_(request.path),
      peer_(request.peer),
      reader_(std::move(reader)) {
  ledgers_.counters.began();
}

RequestRecord::~RequestRecord() {
  ledgers_.counters.ended(endpoint_.path, status_, std::chrono::steady_clock::now() - started_);
  if (ledgers_.logs_requests)
    ledgers_.log(fmt::format("{} {} {} {} {} ms", peer_, method_, access::without_tokens(path_), status_,
                             milliseconds_since(started_)));
  if (!is_audited()) return;
  Json answered = line("answered");
  answered["status"] = status_;
  if (repeats_itself()) {
    ledgers_.count(answered, outcome_.bytes);
    return;
  }
  if (outcome_.rows >= 0) answered["rows"] = outcome_.rows.load();
  answered["bytes"] = outcome_.bytes.load();
  answered["ms"] = milliseconds_since(started_);
  ledgers_.note(answered);
}

bool RequestRecord::write_down(const Arguments& arguments) {
  arguments_ = arguments.all();
  for (const Parameter& parameter : endpoint_.parameters) {
    if (parameter.is_secret) arguments_.erase(parameter.name);
  }
  return !ledgers_.audit_is_required || !is_audited() || ledgers_.note(line("asked"));
}

/// What anyone may ask without a token shows nothing, and could be asked until the disk is full: of that only who got
/// in, and who tried to with a wrong token (there are limits to that).
bool RequestRecord::is_audited() const {
  if (ledgers_.audit == nullptr) return false;
  constexpr int kWrongToken = 401;
  return endpoint_.least != Least::kAnyone || outcome_.signed_in || status_ == kWrongToken;
}

/// By a page that stays open; and an answer that says that nothing has changed shows nothing.
bool RequestRecord::repeats_itself() const {
  constexpr int kGood = 200, kNotModified = 304;
  return ledgers_.repeated != nullptr && (status_ == kNotModified || (endpoint_.is_polled && status_ == kGood));
}

Json RequestRecord::line(const char* event) const {
  Json line = {{"event", event}};
  line.update(who(outcome_.signed_in.value_or(reader_)));
  line.update(Json{{"peer", peer_}, {"method", method_}, {"path", path_}});
  line["arguments"] = arguments_;
  return line;
}

Json refused_line(const http::Request& request, const access::Reader* reader, int status) {
  Json line = {{"event", "refused"}};
  if (reader != nullptr) line.update(who(*reader));
  line.update(Json{{"peer", request.peer}, {"method", request.method}, {"path", request.path}, {"status", status}});
  return line;
}

}  // namespace c360::serve
