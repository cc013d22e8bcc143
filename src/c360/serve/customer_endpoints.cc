#include "c360/customer/customer_json.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

using customer::CustomerModel;
using Kind = Parameter::Kind;

constexpr std::int64_t kMatchesByDefault = 20, kMostMatches = 100;
constexpr std::int64_t kEventsByDefault = 50, kMostEvents = 1000;

std::size_t limit_of(const Call& call, const char* name, std::int64_t by_default, std::int64_t most) {
  return static_cast<std::size_t>(std::min(call.arguments.number(name).value_or(by_default), most));
}

http::Response search(const Call& call) {
  const CustomerModel& model = call.reading->customers();
  const std::size_t limit = limit_of(call, "limit", kMatchesByDefault, kMostMatches);
  const auto found = customer::search_all(*connect(call), model, call.arguments.text("q"), limit);
  return json_response({{"snapshot", call.reading->number()}, {"matches", customer::json_of(model, found)}});
}

http::Response timeline(const Call& call) {
  const CustomerModel& model = call.reading->customers();
  customer::TimelineQuestion question;
  question.kinds = call.arguments.texts("kind");
  question.limit = limit_of(call, "limit", kEventsByDefault, kMostEvents);
  if (call.arguments.has("after")) question.after = customer::Cursor::parse(call.arguments.text("after"));
  const auto connection = connect(call);
  const std::string id = call.arguments.text("id");
  const sql::Expr customer = customer::existing_customer(*connection, model, id);
  Json json = {{"snapshot", call.reading->number()}, {"id", customer.node().text}};
  json.update(customer::json_of(
      customer::timeline_of(*connection, model.typed(), model.key(), model.kinds(), customer, question)));
  return json_response(json);
}

http::Response profile(const Call& call) {
  const CustomerModel& model = call.reading->customers();
  const auto connection = connect(call);
  const customer::Profile profile = customer::profile_of(*connection, model, call.arguments.text("id"));
  Json json = {{"snapshot", call.reading->number()}};
  json.update(customer::json_of(model, profile));
  if (call.arguments.has("timeline")) {
    customer::TimelineQuestion question;
    question.limit = limit_of(call, "timeline", kEventsByDefault, kMostEvents);
    json["timeline"] = customer::json_of(customer::timeline_of(*connection, model.typed(), model.key(), model.kinds(),
                                                               *model.key().literal(profile.id), question));
  }
  return json_response(json);
}

Endpoint search_endpoint() {
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = true;
  endpoint.path = "/v1/customers/search";
  endpoint.name = "customers_search";
  endpoint.summary = "Customers by name, e-mail, telephone or id, while they are typed; typing errors are forgiven";
  endpoint.answer = "The best matches first, each with why it matched";
  endpoint.parameters = {{"q", Kind::kText, "What was typed: the beginnings of words, in any order", true},
                         {"limit", Kind::kWholeNumber, "The most matches (default 20, at most 100)"}};
  endpoint.handle = search;
  return endpoint;
}

Endpoint profile_endpoint() {
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = true;
  endpoint.path = "/v1/customers/{id}";
  endpoint.name = "customer";
  endpoint.summary = "One customer: fields with where they come from, measures with the place among all customers";
  endpoint.answer = "The customer; with timeline, the newest events, too";
  endpoint.parameters = {{"id", Kind::kText, "The customer's key", true, true},
                         {"timeline", Kind::kWholeNumber, "So many of the newest events with it (at most 1000)"}};
  endpoint.handle = profile;
  return endpoint;
}

Endpoint timeline_endpoint() {
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = true;
  endpoint.path = "/v1/customers/{id}/timeline";
  endpoint.name = "customer_timeline";
  endpoint.summary = "All that happened to a customer, newest first";
  endpoint.answer = "Events of every entity that leads to customers and has a time; `next` where there are more";
  endpoint.parameters = {{"id", Kind::kText, "The customer's key", true, true},
                         {"kind", Kind::kTexts, "Only events of these roles or entities, such as sale"},
                         {"limit", Kind::kWholeNumber, "The most events (default 50, at most 1000)"},
                         {"after", Kind::kText, "What the page before gave as next"}};
  endpoint.handle = timeline;
  return endpoint;
}

}  // namespace

std::vector<Endpoint> customer_endpoints() {
  return {search_endpoint(), profile_endpoint(), timeline_endpoint()};
}

}  // namespace c360::serve
