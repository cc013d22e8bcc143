// All that happened to one customer, newest first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/customer/event_kind.h"

namespace c360::customer {

/// One row of an event's entity.
struct Event {
  const EventKind* kind = nullptr;
  std::optional<std::string> at;  ///< "2024-05-31 08:15:00" where the project is; nullopt: not known
  std::string id;
  std::vector<std::optional<std::string>> values;  ///< of kind->shown(), as people read them
};

/// A place in a timeline: right after an event.
struct Cursor {
  std::optional<std::string> at;
  std::string entity, id;

  std::string to_text() const;
  /// Throws Error(kUsage) for a text that to_text() did not give.
  static Cursor parse(const std::string& text);
};

Cursor cursor_after(const Event& event);

/// Whether an event stands before another: newest first, those of unknown time last; then by entity and id, so that the
/// order is total.
bool stands_before(const Event& a, const Event& b);

struct TimelineQuestion {
  std::vector<std::string> kinds;  ///< words or names of entities; empty: all
  std::size_t limit = 50;
  std::optional<Cursor> after;
};

struct Timeline {
  std::vector<Event> events;
  std::optional<Cursor> next;  ///< there are more
};

/// The kinds that a question is about. Throws Error(kUsage) with "did you mean".
std::vector<const EventKind*> chosen_kinds(const std::vector<EventKind>& kinds, const std::vector<std::string>& words);

/// The events of one customer (a literal of the key's type): one statement a kind, each for as many rows as the answer
/// may have. Throws as chosen_kinds().
Timeline timeline_of(engine::Connection& connection, const metric::TypedModel& model, const CustomerKey& key,
                     const std::vector<EventKind>& kinds, const sql::Expr& customer, const TimelineQuestion& question);

/// How many events of a kind a customer has, and when.
struct EventCount {
  const EventKind* kind = nullptr;
  std::int64_t events = 0;
  std::optional<std::string> first, last;  ///< as Event::at
};
/// Of every kind.
std::vector<EventCount> count_events(engine::Connection& connection, const metric::TypedModel& model,
                                     const CustomerKey& key, const std::vector<EventKind>& kinds,
                                     const sql::Expr& customer);

/// The columns `at`, `id` and those of kind.shown() as v0, v1, … of a kind's rows, and which of them are events.
sql::Query events_query(const metric::TypedModel& model, const EventKind& kind, EventRows& rows);
/// All events of a kind: the customer's key as text, then the same.
sql::Query events_of_all(const metric::TypedModel& model, const CustomerKey& key, const EventKind& kind);
/// The event in a row of events_query().
Event event_in(const engine::Chunk& chunk, std::size_t row, const EventKind& kind);
/// The same of a row with another column before.
Event event_in(const std::vector<std::optional<std::string>>& row, const EventKind& kind);

}  // namespace c360::customer
