#include "c360/serve/asking.h"

#include <fmt/core.h>

#include "c360/base/error.h"

namespace c360::serve {

std::shared_ptr<engine::Connection> connect(const Call& call) {
  // The snapshot's engine lives as long as a conversation with it, and so does the flag that stops it.
  struct Kept {
    Call call;
    engine::Connection connection;
  };
  const auto kept = std::make_shared<Kept>(Kept{call, call.reading->connect()});
  kept->connection.set_cancellation(kept->call.stop.get());
  return {kept, &kept->connection};
}

Question ask(const Call& call, const sql::Query& query) {
  return {connect(call), query};
}

std::optional<std::int64_t> limit_of(const Call& call) {
  if (const auto asked = call.arguments.number("limit")) return asked;
  const bool is_json = format_of(call.accept).value_or(RowsFormat::kJson) == RowsFormat::kJson;
  return is_json ? std::optional(kRowsByDefault) : std::nullopt;
}

std::pair<std::string, std::string> table_name(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size())
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no table's name", text), "write it as silver.orders");
  return {text.substr(0, dot), text.substr(dot + 1)};
}

}  // namespace c360::serve
