// An API's resource: requests for its pages, and their answers as JSON, or what is wrong with them and what to do.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/project/project.h"
#include "c360/rest/credentials.h"
#include "c360/rest/json_document.h"

namespace c360::rest {

/// What a request asks for, beside what all requests of the source have.
struct Question {
  std::vector<std::pair<std::string, Json>> parameters;
  std::string address;                ///< that an answer gave, secrets marked; empty: the source's own
  std::optional<std::string> parent;  ///< the value that stands for {field}
};

struct Page {
  std::string body;       ///< as it came, secrets masked
  Json content;           ///< of the body as it came; null for none
  std::string next_link;  ///< the Link header's rel="next", as it came; empty: none
};

/// Any thread may call it, and several at once.
class Endpoint {
 public:
  /// Resolves the secrets. Throws Error(kProject). `clock` and `source` must outlive it.
  Endpoint(const project::Project& project, const project::Source& source, const Clock& clock);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  /// Sends until there is an answer, as slowly as the source says and the server asks. Nothing for what is not found
  /// (404, 410) where `may_be_gone`. Throws Error(kIo, kData) with what to do, and Error(kCancelled).
  std::optional<Page> ask(const Question& question, bool may_be_gone, const Cancellation& cancel);

  /// Whether the last answer said that what was asked for cannot be had (400, 404, 410 or 422); for who asks alone.
  bool has_refused() const { return has_refused_; }

  /// An address of an answer as it can be kept: whole, secrets marked and without the parameters that have them. Throws
  /// Error(kData) for one of another host, which must not see the credentials.
  std::string kept_address(const Question& asked, const std::string& given) const;
  /// A fingerprint of what is asked for; secrets are no part of it.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  fetch::Request request_for(const Question& question) const;
  std::string own_address(const Question& question) const;
  std::string body_for(const Question& question) const;
  /// `token` gets the number of the token that it was signed with.
  fetch::Outcome send(const Question& question, unsigned& token, const Cancellation& cancel);
  Micros time_to_wait();
  void keep_pace(const Cancellation& cancel);
  void keep_limit(const fetch::Outcome& outcome);
  std::string shown(const std::string& url) const;

  const project::RestSpec& rest_;
  const std::string& source_;
  const Clock& clock_;
  HiddenTexts hidden_;
  std::string url_;
  std::vector<std::pair<std::string, std::string>> query_;
  std::vector<std::pair<std::string, std::string>> secret_query_;
  std::vector<http::Header> headers_;
  Credentials credentials_;
  fetch::Client client_;
  fetch::Retrying retrying_;
  std::string fingerprint_;
  std::mutex pace_;
  Micros next_request_ = 0;  ///< guarded by pace_
  std::atomic<bool> has_refused_{false};
};

}  // namespace c360::rest
