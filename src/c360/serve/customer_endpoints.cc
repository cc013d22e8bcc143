#include <algorithm>
#include <optional>

#include "c360/base/error.h"
#include "c360/base/json_object.h"
#include "c360/customer/customer_json.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

using customer::CustomerModel;
using customer::Timeline;
using customer::TimelineQuestion;
using Kind = Parameter::Kind;

constexpr std::int64_t kMatchesByDefault = 20, kMostMatches = 100;
constexpr std::int64_t kEventsByDefault = 50, kMostEvents = 1000;

std::size_t limit_of(const Call& call, const char* name, std::int64_t by_default, std::int64_t most) {
  return static_cast<std::size_t>(std::min(call.arguments.number(name).value_or(by_default), most));
}

/// The newest events, `limit` of them; nullopt where the book has fewer and there are more.
std::optional<Timeline> first_of(Timeline timeline, std::size_t limit) {
  if (limit > timeline.events.size() && timeline.next) return std::nullopt;
  if (limit >= timeline.events.size()) return timeline;
  timeline.events.resize(limit);
  timeline.next.reset();
  if (limit > 0) timeline.next = customer::cursor_after(timeline.events.back());
  return timeline;
}

/// What is known of customers as the reader sees it. Throws Forbidden to whom no customers are there.
const CustomerModel& customers_of(const Call& call) {
  if (!call.reading->sight().empty()) {
    const auto& entity = *customer::find_customer_key(call.reading->model()).entity;
    refuse_absent(*call.reading, entity.schema(), entity.table_name());
  }
  return call.reading->customers();
}

/// Answers about customers: from the book where there is one, else by asking the engine. Both say the same.
class Desk {
 public:
  explicit Desk(Books* books) : books_(books) {}

  http::Response search(const Call& asked) const {
    const Call call = by_reading_with_book(asked);
    const CustomerModel& model = customers_of(call);
    const std::size_t limit = limit_of(call, "limit", kMatchesByDefault, kMostMatches);
    const std::string text = call.arguments.text("q");
    auto found = by_book<std::vector<customer::FoundCustomer>>(
        call, [&](const customer::Book& book) { return book.search(text, limit); });
    if (!found) found = customer::search_all(*connect(call), model, text, limit);
    return json_response({{"snapshot", call.reading->number()}, {"matches", customer::json_of(model, *found)}});
  }

  http::Response profile(const Call& asked) const {
    const Call call = by_reading_with_book(asked);
    const CustomerModel& model = customers_of(call);
    const std::string id = call.arguments.text("id");
    auto entry = entry_of(call, id);
    const auto profile = entry ? std::move(entry->profile) : customer::profile_of(*connect(call), model, id);
    JsonObject json(11);
    json.add("snapshot", call.reading->number()).add_all(customer::json_of(model, profile));
    if (!call.arguments.has("timeline")) return json_response(json.done());
    TimelineQuestion question;
    question.limit = limit_of(call, "timeline", kEventsByDefault, kMostEvents);
    json.add("timeline", customer::json_of(events_of(call, profile.id, std::move(entry), question)));
    return json_response(json.done());
  }

  http::Response timeline(const Call& asked) const {
    const Call call = by_reading_with_book(asked);
    const CustomerModel& model = customers_of(call);
    TimelineQuestion question;
    question.kinds = call.arguments.texts("kind");
    question.limit = limit_of(call, "limit", kEventsByDefault, kMostEvents);
    if (call.arguments.has("after")) question.after = customer::Cursor::parse(call.arguments.text("after"));
    const std::string id = call.arguments.text("id");
    auto entry = entry_of(call, id);
    const std::string known = entry ? entry->profile.id : customer::existing_id(*connect(call), model, id);
    JsonObject json(4);
    json.add("snapshot", call.reading->number()).add("id", known);
    json.add_all(customer::json_of(events_of(call, known, std::move(entry), question)));
    return json_response(json.done());
  }

 private:
  /// Whoever asks right after a run gets the snapshot before, whole, until the new one's book is there.
  Call by_reading_with_book(Call call) const {
    if (books_ != nullptr) call.reading = books_->answering_for(call.reading);
    return call;
  }

  /// nullopt where there is no book, or none that can be trusted.
  template <class T, class Ask>
  std::optional<T> by_book(const Call& call, const Ask& ask) const {
    const auto book = books_ == nullptr ? nullptr : books_->of(*call.reading);
    if (!book) return std::nullopt;
    try {
      return ask(*book);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorrupt) throw;
      books_->distrust(*call.reading, error.message());
      return std::nullopt;
    }
  }

  /// A book has all customers: whom it does not have, there is not. nullopt where there is no book.
  std::optional<customer::BookEntry> entry_of(const Call& call, const std::string& id) const {
    auto found =
        by_book<std::optional<customer::BookEntry>>(call, [&](const customer::Book& book) { return book.find(id); });
    if (!found) return std::nullopt;
    if (!*found) customer::refuse_unknown(*connect(call), call.reading->customers(), id);
    return std::move(*found);
  }

  static Timeline events_of(const Call& call, const std::string& id, std::optional<customer::BookEntry> entry,
                            const TimelineQuestion& question) {
    if (entry && question.kinds.empty() && !question.after)
      if (auto timeline = first_of(std::move(entry->newest), question.limit)) return std::move(*timeline);
    const CustomerModel& model = call.reading->customers();
    return customer::timeline_of(*connect(call), model.typed(), model.key(), model.kinds(), *model.key().literal(id),
                                 question);
  }

  Books* books_;
};

// No answer has an ETag: while a book is made, they are of the snapshot before, and places may come later.

Endpoint search_endpoint(const Desk& desk) {
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = endpoint.keeps_rows = true;
  endpoint.path = "/v1/customers/search";
  endpoint.name = "customers_search";
  endpoint.changes_by_snapshot = false;
  endpoint.summary = "Customers by name, e-mail, telephone or id, while they are typed; typing errors are forgiven";
  endpoint.answer = "The best matches first, each with why it matched";
  endpoint.parameters = {{"q", Kind::kText, "What was typed: the beginnings of words, in any order", true},
                         {"limit", Kind::kWholeNumber, "The most matches (default 20, at most 100)"}};
  endpoint.handle = [desk](const Call& call) { return desk.search(call); };
  return endpoint;
}

/// The key of a customer. In the path, or in the query, where every key can stand: browsers take "." and ".." out of a
/// path, an empty part is none, and "search" is something else.
enum class Key { kInPath, kInQuery };

Parameter id_parameter(Key key) {
  return {"id", Kind::kText,
          key == Key::kInPath ? "The customer's key, / as %2F" : "The customer's key, whatever it is", true,
          key == Key::kInPath};
}

Endpoint profile_endpoint(const Desk& desk, Key key) {
  const bool in_path = key == Key::kInPath;
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = endpoint.keeps_rows = true;
  endpoint.path = in_path ? "/v1/customers/{id}" : "/v1/customer";
  endpoint.name = in_path ? "customer" : "customer_by_id";
  endpoint.summary = "One customer: fields with where they come from, measures with the place among all customers";
  endpoint.changes_by_snapshot = false;
  endpoint.answer = "The customer; with timeline, the newest events, too";
  endpoint.parameters = {id_parameter(key),
                         {"timeline", Kind::kWholeNumber, "So many of the newest events with it (at most 1000)"}};
  endpoint.handle = [desk](const Call& call) { return desk.profile(call); };
  return endpoint;
}

Endpoint timeline_endpoint(const Desk& desk, Key key) {
  const bool in_path = key == Key::kInPath;
  Endpoint endpoint;
  endpoint.least = Least::kViewer;
  endpoint.keeps_masks = endpoint.keeps_rows = true;
  endpoint.path = in_path ? "/v1/customers/{id}/timeline" : "/v1/customer/timeline";
  endpoint.name = in_path ? "customer_timeline" : "customer_timeline_by_id";
  endpoint.changes_by_snapshot = false;
  endpoint.summary = "All that happened to a customer, newest first";
  endpoint.answer = "Events of every entity that leads to customers and has a time; `next` where there are more";
  endpoint.parameters = {id_parameter(key),
                         {"kind", Kind::kTexts, "Only events of these roles or entities, such as sale"},
                         {"limit", Kind::kWholeNumber, "The most events (default 50, at most 1000)"},
                         {"after", Kind::kText, "What the page before gave as next"}};
  endpoint.handle = [desk](const Call& call) { return desk.timeline(call); };
  return endpoint;
}

}  // namespace

std::vector<Endpoint> customer_endpoints(Books* books) {
  const Desk desk(books);
  return {search_endpoint(desk), profile_endpoint(desk, Key::kInPath), profile_endpoint(desk, Key::kInQuery),
          timeline_endpoint(desk, Key::kInPath), timeline_endpoint(desk, Key::kInQuery)};
}

}  // namespace c360::serve
