#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

http::Response sql(const Call& call) {
  return rows_of_select(call, call.arguments.text("statement"), call.arguments.texts("parameter"));
}

}  // namespace

std::vector<Endpoint> sql_endpoints() {
  using Kind = Parameter::Kind;
  Endpoint query;
  query.path = "/v1/sql";
  query.least = Least::kAnalyst;
  query.keeps_masks = query.keeps_rows = true;
  query.name = "sql";
  query.summary = "One SELECT over the tables of the snapshot";
  query.answer = "Its rows; an answer that was cut says so (truncated)";
  query.formats = rows_formats();
  query.takes_post = true;
  query.is_kept = true;
  query.parameters = {{"statement", Kind::kText, "The SELECT", true},
                      {"parameter", Kind::kTexts, "Values for its ? marks, in their order"},
                      {"limit", Kind::kWholeNumber, "The most rows (default: 1000 of JSON, all of other formats)"}};
  query.handle = sql;
  return {query};
}

}  // namespace c360::serve
