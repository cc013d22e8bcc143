// What the HTTP API is made of: one definition of each endpoint, from which requests are read and the OpenAPI document
// is written.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "c360/access/reader.h"
#include "c360/base/cancel.h"
#include "c360/http/message.h"
#include "c360/serve/reading.h"

namespace c360::serve {

using Json = nlohmann::ordered_json;

struct Parameter {
  enum class Kind { kText, kTexts, kWholeNumber, kWholeNumbers, kFlag };
  std::string name;
  Kind kind = Kind::kText;
  std::string description;
  bool required = false;
  bool in_path = false;    ///< else in the query of a GET, or a key of the JSON object that a POST sends
  bool is_secret = false;  ///< in the body alone: an address is written into logs and histories
};

/// The values that a request gave for an endpoint's parameters.
class Arguments {
 public:
  void put(const std::string& name, Json value) { values_[name] = std::move(value); }
  bool has(const std::string& name) const { return values_.contains(name); }
  /// "" for one that was not given.
  std::string text(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  std::optional<std::int64_t> number(const std::string& name) const;
  /// An object of all.
  const Json& all() const { return values_; }
  std::vector<std::int64_t> numbers(const std::string& name) const;
  /// False for one that was not given.
  bool flag(const std::string& name) const;

 private:
  Json values_ = Json::object();
};

/// What is found out of a call while it is answered.
struct Outcome {
  std::atomic<std::int64_t> rows = -1;      ///< sent; -1: the answer has none
  std::atomic<std::int64_t> bytes = 0;      ///< of the body
  std::optional<access::Reader> signed_in;  ///< who showed a token to get in
};

/// A request that an endpoint answers. Its parts outlive the answer's body.
struct Call {
  std::shared_ptr<const Reading> reading;  ///< as the reader sees it; the whole one where anyone may ask
  Arguments arguments;
  std::string accept;      ///< the header, or empty
  access::Reader reader;   ///< who asks
  std::string session_id;  ///< of the browser's cookie; empty: it sent none
  std::string peer;        ///< the client's address
  /// Requested once the client left or the time for an answer is over.
  std::shared_ptr<const Cancellation> stop;
  std::shared_ptr<Outcome> outcome;
};

/// Who may ask an endpoint.
enum class Least {
  kAnyone,  ///< without a token, too: it must show nothing of the data
  kViewer,
  kAnalyst,
  kOperator,
  kAdmin
};

/// One address of the API and what it answers.
struct Endpoint {
  std::string path;             ///< "/v1/tables/{table}"
  std::string method = "GET";   ///< GET (HEAD too), POST or DELETE
  Least least = Least::kAdmin;  ///< the least role that may ask; whoever forgets to say so is safe
  /// Shows nothing but what call.reading shows, so that masks and row filters hold: others refuse who is bound by them.
  bool keeps_masks = false;
  bool keeps_rows = false;
  std::string name;  ///< operationId
  std::string summary;
  std::vector<Parameter> parameters;
  std::string answer;                                    ///< in words
  std::vector<std::string> formats{"application/json"};  ///< media types of the answer
  bool takes_post = false;                               ///< a GET whose arguments may come as the body of a POST, too
  bool is_kept = false;             ///< takes the engine a while, so that its answers are kept for who asks the same
  bool is_polled = false;           ///< asked for every few seconds by pages that stay open: such asking is counted
  bool changes_by_snapshot = true;  ///< the same snapshot and address give the same answer, so that it has an ETag
  std::function<http::Response(const Call&)> handle;
};

/// An answer of JSON.
http::Response json_response(const Json& json);

}  // namespace c360::serve
