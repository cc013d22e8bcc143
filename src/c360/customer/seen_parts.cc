#include "c360/customer/seen_parts.h"

#include <utility>

namespace c360::customer {
namespace {

/// Those that can be asked for, each by itself; mostly all can at once.
template <class Part, class QueryOf>
std::vector<Part> askable(const std::vector<Part>& parts, engine::Connection& reader, const QueryOf& query_of) {
  if (parts.empty() || can_ask(reader, query_of(parts))) return parts;
  std::vector<Part> seen;
  for (const Part& part : parts)
    if (can_ask(reader, query_of(std::vector<Part>{part}))) seen.push_back(part);
  return seen;
}

/// A kind without what is shown of its events.
EventKind bare(EventKind kind) {
  kind.amount = kind.status = kind.channel = kind.title = std::nullopt;
  kind.details.clear();
  return kind;
}

/// A kind with what of its events can be asked for.
EventKind with_askable(const CustomerModel& whole, EventKind kind, engine::Connection& reader) {
  const auto query_of = [&](const std::vector<ShownColumn>& columns) {
    EventKind with = bare(kind);
    with.details = columns;
    return events_of_all(whole.typed(), whole.key(), with);
  };
  for (std::optional<ShownColumn>* column : {&kind.amount, &kind.status, &kind.channel, &kind.title})
    if (*column && !can_ask(reader, query_of({**column}))) column->reset();
  kind.details = askable(kind.details, reader, query_of);
  return kind;
}

}  // namespace

std::vector<Field> seen_fields(const CustomerModel& whole, engine::Connection& reader) {
  return askable(whole.fields(), reader,
                 [&](const std::vector<Field>& fields) { return fields_query(whole, fields, std::nullopt); });
}

std::vector<Figure> seen_figures(const CustomerModel& whole, engine::Connection& reader) {
  return askable(whole.figures(), reader, [&](const std::vector<Figure>& figures) {
    return figures_of_each(whole.typed(), whole.key(), figures);
  });
}

std::vector<EventKind> seen_kinds(const CustomerModel& whole, engine::Connection& reader) {
  std::vector<EventKind> seen;
  for (const EventKind& kind : whole.kinds()) {
    const auto can_ask_of = [&](const EventKind& events) {
      return can_ask(reader, events_of_all(whole.typed(), whole.key(), events));
    };
    if (can_ask_of(kind)) {
      seen.push_back(kind);
    } else if (can_ask_of(bare(kind))) {
      seen.push_back(with_askable(whole, kind, reader));
    }
  }
  return seen;
}

}  // namespace c360::customer
