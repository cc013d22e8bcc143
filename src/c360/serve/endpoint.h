// What the HTTP API is made of: one definition of each endpoint, from which requests are read and the OpenAPI document
// is written.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

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
  bool in_path = false;  ///< else in the query of a GET, or a key of the JSON object that a POST sends
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
  std::vector<std::int64_t> numbers(const std::string& name) const;
  /// False for one that was not given.
  bool flag(const std::string& name) const;

 private:
  Json values_ = Json::object();
};

/// A request that an endpoint answers. Its parts outlive the answer's body.
struct Call {
  std::shared_ptr<const Reading> reading;
  Arguments arguments;
  std::string accept;  ///< the header, or empty
  /// Requested once the client left or the time for an answer is over.
  std::shared_ptr<const Cancellation> stop;
  std::string who;  ///< asks, by name
};

/// One address of the API and what it answers.
struct Endpoint {
  std::string path;  ///< "/v1/tables/{table}"
  std::string name;  ///< operationId
  std::string summary;
  std::vector<Parameter> parameters;
  std::string answer;                                    ///< in words
  std::vector<std::string> formats{"application/json"};  ///< media types of the answer
  std::string method = "GET";       ///< GET (and HEAD), or POST or DELETE for what changes something
  bool takes_post = false;          ///< of a GET: POST too
  bool changes_by_snapshot = true;  ///< the same snapshot and address give the same answer, so that it has an ETag
  std::function<http::Response(const Call&)> handle;
};

/// An answer of JSON.
http::Response json_response(const Json& json);

}  // namespace c360::serve
