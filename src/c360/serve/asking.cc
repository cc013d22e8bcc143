#include "c360/serve/asking.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/model/syntax.h"
#include "c360/serve/problem.h"
#include "c360/session/reading_only.h"

namespace c360::serve {
namespace {

/// Throws Forbidden for a query over a table that is not there for the reader.
void refuse_absent(engine::Connection& connection, const Reading& reading, const sql::Query& query) {
  const std::string tree = connection.parse_to_json(reading.dialect().write(query));
  for (const auto& table : model::read_syntax(tree).tables) refuse_absent(reading, table.schema, table.name);
}

}  // namespace

void refuse_absent(const Reading& reading, const std::string& schema, const std::string& name) {
  const std::string reason = reading.why_absent(schema, name);
  if (!reason.empty()) throw Forbidden(reason, "/v1/tables lists those that are there");
}

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
  Question question{connect(call), query};
  if (!call.reading->sight().empty()) refuse_absent(*question.connection, *call.reading, query);
  return question;
}

std::optional<std::int64_t> limit_of(const Call& call) {
  if (const auto asked = call.arguments.number("limit")) return asked;
  const bool is_json = format_of(call.accept).value_or(RowsFormat::kJson) == RowsFormat::kJson;
  return is_json ? std::optional(kRowsByDefault) : std::nullopt;
}

http::Response rows_of_select(const Call& call, const std::string& statement,
                              const std::vector<std::string>& parameters) {
  const auto connection = connect(call);
  session::refuse_all_but_reading(*connection, statement, [&](const std::string& schema, const std::string& name) {
    refuse_absent(*call.reading, schema, name);
    return call.reading->has_table(schema, name);
  });
  return rows_answer(call, {connection, {}, statement, parameters}, limit_of(call));
}

std::pair<std::string, std::string> table_name(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size())
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no table's name", text), "write it as silver.orders");
  return {text.substr(0, dot), text.substr(dot + 1)};
}

}  // namespace c360::serve
