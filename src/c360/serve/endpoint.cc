#include "c360/serve/endpoint.h"

namespace c360::serve {

std::string Arguments::text(const std::string& name) const {
  return values_.value(name, std::string());
}

std::vector<std::string> Arguments::texts(const std::string& name) const {
  return values_.value(name, std::vector<std::string>());
}

std::optional<std::int64_t> Arguments::number(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt : std::optional(found->get<std::int64_t>());
}

std::vector<std::int64_t> Arguments::numbers(const std::string& name) const {
  return values_.value(name, std::vector<std::int64_t>());
}

bool Arguments::flag(const std::string& name) const {
  return values_.value(name, false);
}

http::Response json_response(const Json& json) {
  http::Response response;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return std::move(response.with("Content-Type", "application/json"));
}

}  // namespace c360::serve
