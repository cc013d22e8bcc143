#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"
#include "c360/session/reading_only.h"

namespace c360::serve {
namespace {

http::Response sql(const Call& call) {
  const std::string statement = call.arguments.text("statement");
  const auto connection = connect(call);
  session::refuse_all_but_reading(*connection, statement, [&](const std::string& schema, const std::string& name) {
    return call.reading->has_table(schema, name);
  });
  return rows_answer(call, {connection, {}, statement, call.arguments.texts("parameter")}, limit_of(call));
}

}  // namespace

std::vector<Endpoint> sql_endpoints() {
  using Kind = Parameter::Kind;
  Endpoint query;
  query.path = "/v1/sql";
  query.name = "sql";
  query.summary = "One SELECT over the tables of the snapshot";
  query.answer = "Its rows; an answer that was cut says so (truncated)";
  query.formats = rows_formats();
  query.takes_post = true;
  query.parameters = {{"statement", Kind::kText, "The SELECT", true},
                      {"parameter", Kind::kTexts, "Values for its ? marks, in their order"},
                      {"limit", Kind::kWholeNumber, "The most rows (default: 1000 of JSON, all of other formats)"}};
  query.handle = sql;
  return {query};
}

}  // namespace c360::serve
