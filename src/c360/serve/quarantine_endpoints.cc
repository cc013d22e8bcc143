#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "c360/base/error.h"
#include "c360/quarantine/decide.h"
#include "c360/quarantine/json.h"
#include "c360/quarantine/rows.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

using Kind = Parameter::Kind;

constexpr std::int64_t kRowsOfAPage = 100;
constexpr std::int64_t kMostRows = 1000;

/// Calls `use` with the quarantine of the snapshot.
template <typename Use>
auto at_quarantine(const Call& call, Use use) {
  const auto& moment = call.reading->moment();
  if (!moment) throw Error(ErrorCode::kNotFound, "no run has finished yet", "POST /v1/runs starts one");
  const auto connection = connect(call);
  return use(quarantine::Place{*connection, call.reading->lake(), call.reading->project(), *moment});
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// "3:17": the file's number and the record's, as `next` has them.
std::optional<std::pair<std::int64_t, std::int64_t>> place_in(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::size_t colon = text.find(':');
  const auto file_no = number_in(std::string_view(text).substr(0, colon));
  const auto row = colon == std::string::npos ? std::nullopt : number_in(std::string_view(text).substr(colon + 1));
  if (!file_no || !row)
    throw Error(ErrorCode::kUsage, fmt::format("'after' is no place: '{}'", text),
                "take it from the page before: next");
  return std::pair{*file_no, *row};
}

quarantine::Decided decided_in(const std::string& text) {
  if (text.empty() || text == "no") return quarantine::Decided::kNo;
  if (text == "yes") return quarantine::Decided::kYes;
  if (text == "any") return quarantine::Decided::kAny;
  throw Error(ErrorCode::kUsage, fmt::format("'decided' cannot be '{}'", text), "it is no, yes or any");
}

quarantine::Filter filter_of(const Arguments& arguments) {
  quarantine::Filter filter;
  filter.file = arguments.text("file");
  filter.file_no = arguments.number("file_no");
  filter.rows = arguments.numbers("rows");
  filter.reason = arguments.text("reason");
  return filter;
}

http::Response rows(const Call& call) {
  const std::string entity = call.arguments.text("entity");
  quarantine::Filter filter = filter_of(call.arguments);
  filter.decided = decided_in(call.arguments.text("decided"));
  filter.after = place_in(call.arguments.text("after"));
  const auto limit = static_cast<std::size_t>(
      std::clamp(call.arguments.number("limit").value_or(kRowsOfAPage), std::int64_t{1}, kMostRows));
  Json page = {{"snapshot", call.reading->number()}, {"entity", entity}, {"rows", Json::array()}, {"next", nullptr}};
  at_quarantine(call, [&](const quarantine::Place& place) {
    quarantine::for_each_row(place, entity, filter, [&](const quarantine::Row& row) {
      if (page["rows"].size() == limit) {
        const Json& last = page["rows"].back();
        page["next"] = fmt::format("{}:{}", last["file_no"].get<std::int64_t>(), last["row"].get<std::int64_t>());
        return false;
      }
      page["rows"].push_back(quarantine::json_of(row));
      return true;
    });
  });
  return json_response(page);
}

contract::Verdict verdict_in(const std::string& text) {
  if (const auto verdict = contract::verdict_of(text)) return *verdict;
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is no decision", text), "it is release, dismiss or withdraw");
}

http::Response decide(const Call& call) {
  quarantine::Request request;
  request.verdict = verdict_in(call.arguments.text("decision"));
  request.entity = call.arguments.text("entity");
  request.rows = filter_of(call.arguments);
  request.who = call.reader.name;
  request.why = call.arguments.text("why");
  return at_quarantine(call, [&](const quarantine::Place& place) {
    return json_response(quarantine::json_of(request, quarantine::decide(place, request)));
  });
}

/// Needs the role operator, and the right to see what is masked: rows are as they came.
Endpoint rows_endpoint() {
  Endpoint list;
  list.least = Least::kOperator;
  list.path = "/v1/quality/quarantine";
  list.name = "quarantine";
  list.summary = "Quarantined rows of an entity: the record as it came, its reasons, and what was decided";
  list.answer = "rows in the order of their arrival; next, to be given as `after` for more, or null";
  list.parameters = {{"entity", Kind::kText, "Such as orders", true},
                     {"reason", Kind::kText, "type(order_date), or its rule or column alone"},
                     {"file", Kind::kText, "Rows of this source file"},
                     {"file_no", Kind::kWholeNumber, "Rows of this version of a file"},
                     {"decided", Kind::kText, "no (open rows; the default), yes or any"},
                     {"after", Kind::kText, "The page after this place"},
                     {"limit", Kind::kWholeNumber, "The most rows, up to 1000 (default 100)"}};
  list.changes_by_snapshot = false;  // decisions come in between
  list.handle = rows;
  return list;
}

/// Needs the role operator.
Endpoint decisions_endpoint() {
  Endpoint make;
  make.least = Least::kOperator;
  make.path = "/v1/quality/decisions";
  make.method = "POST";
  make.name = "decide";
  make.summary = "Decides about quarantined rows; in effect from the next run on";
  make.answer = "The decision's number, how many rows it is about, and what keeps released ones in quarantine";
  make.parameters = {{"decision", Kind::kText, "release, dismiss or withdraw", true},
                     {"entity", Kind::kText, "Such as orders", true},
                     {"file", Kind::kText, "Rows of this source file"},
                     {"file_no", Kind::kWholeNumber, "Which version of the file, where there are several"},
                     {"rows", Kind::kWholeNumbers, "These records of the file, by their numbers"},
                     {"reason", Kind::kText, "Rows with this reason"},
                     {"why", Kind::kText, "The reason for the decision, kept with it", true}};
  make.changes_by_snapshot = false;
  make.handle = decide;
  return make;
}

}  // namespace

std::vector<Endpoint> quarantine_endpoints() {
  return {rows_endpoint(), decisions_endpoint()};
}

}  // namespace c360::serve
