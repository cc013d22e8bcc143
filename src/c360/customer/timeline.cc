#include "c360/customer/timeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/sql/functions.h"

namespace c360::customer {
namespace {

using sql::Expr;
using sql::Query;
namespace fn = sql::fn;

const sql::Type kDatetime{sql::TypeKind::kDatetime};
constexpr char kBetween = '~';  // no time and no name of an entity has it

std::optional<std::string> text_at(const engine::Chunk& chunk, std::size_t column, std::size_t row) {
  return chunk.is_null(column, row) ? std::nullopt : std::optional(chunk.display(column, row));
}

/// What comes after a cursor. A kind whose entity comes after the cursor's has all events of the cursor's moment still
/// before it, one that comes before has none.
Expr is_after(const Cursor& cursor, const EventKind& kind, const Expr& at, const Expr& id) {
  const Expr same = cursor.at ? sql::equal(at, sql::literal(*cursor.at, kDatetime)) : sql::is_null(at);
  std::vector<Expr> ways;
  if (cursor.at) {
    ways.push_back(sql::less(at, sql::literal(*cursor.at, kDatetime)));
    ways.push_back(sql::is_null(at));
  }
  if (kind.entity->name > cursor.entity) ways.push_back(same);
  if (kind.entity->name == cursor.entity)
    ways.push_back(sql::all_of({same, sql::greater(id, sql::literal(cursor.id))}));
  return sql::any_of(std::move(ways));
}

Query one_page(const metric::TypedModel& model, const CustomerKey& key, const EventKind& kind, const Expr& customer,
               const TimelineQuestion& question) {
  EventRows rows(model, key, kind);
  Query query = events_query(model, kind, rows);
  const Expr at = rows.at(), id = rows.id();
  std::vector<Expr> where{sql::equal(rows.customer(), customer)};
  if (query.where) where.push_back(*query.where);
  if (question.after) where.push_back(is_after(*question.after, kind, at, id));
  query.where = sql::all_of(std::move(where));
  query.order_by = {{at, true, true}, {id, false, true}};
  query.limit = static_cast<std::int64_t>(question.limit) + 1;
  rows.put_into(query);
  return query;
}

[[noreturn]] void refuse_cursor(const std::string& text) {
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is no place in a timeline", text),
              "take what an answer gave as 'next'");
}

/// "2024-05-31 08:15:00" with up to six decimals.
bool is_moment(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd dd:dd:dd.dddddd";
  if (text.size() < 19 || text.size() == 20 || text.size() > kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !is_digit : text[i] != kShape[i]) return false;
  }
  return true;
}

}  // namespace

std::string Cursor::to_text() const {
  return at.value_or("") + kBetween + entity + kBetween + id;
}

Cursor Cursor::parse(const std::string& text) {
  const std::size_t first = text.find(kBetween);
  const std::size_t second = first == std::string::npos ? first : text.find(kBetween, first + 1);
  if (second == std::string::npos) refuse_cursor(text);
  Cursor cursor{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  if (cursor.at->empty()) {
    cursor.at.reset();
  } else if (!is_moment(*cursor.at)) {
    refuse_cursor(text);
  }
  return cursor;
}

Cursor cursor_after(const Event& event) {
  return {event.at, event.kind->entity->name, event.id};
}

bool stands_before(const Event& a, const Event& b) {
  if (a.at != b.at) return b.at < a.at;  // an unknown time is the least
  return std::tie(a.kind->entity->name, a.id) < std::tie(b.kind->entity->name, b.id);
}

std::vector<const EventKind*> chosen_kinds(const std::vector<EventKind>& kinds, const std::vector<std::string>& words) {
  std::vector<const EventKind*> chosen;
  std::vector<std::string> known;
  const auto is_asked = [&](const EventKind& kind) {
    return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
             return word == kind.word() || word == kind.entity->name;
           });
  };
  for (const EventKind& kind : kinds) {
    if (is_asked(kind)) chosen.push_back(&kind);
    known.push_back(kind.word());
    known.push_back(kind.entity->name);
  }
  for (const std::string& word : words)
    if (std::find(known.begin(), known.end(), word) == known.end())
      throw Error(ErrorCode::kUsage, fmt::format("there are no events of the kind '{}'", word),
                  did_you_mean(word, known));
  return chosen;
}

/// A customer's own row is an event where it has a time; that of other rows may not be known.
Query events_query(const metric::TypedModel& /*model*/, const EventKind& kind, EventRows& rows) {
  Query query;
  query.select = {{rows.at(), "at"}, {rows.id(), "id"}};
  const sql::Type text{sql::TypeKind::kString};
  std::size_t index = 0;
  for (const ShownColumn* column : kind.shown())
    query.select.push_back({sql::cast(rows.value(*column), text), fmt::format("v{}", index++)});
  if (kind.way.empty()) query.where = sql::is_not_null(rows.at());
  return query;
}

Query events_of_all(const metric::TypedModel& model, const CustomerKey& key, const EventKind& kind) {
  EventRows rows(model, key, kind);
  Query query = events_query(model, kind, rows);
  query.select.insert(query.select.begin(), {sql::cast(rows.customer(), sql::Type{sql::TypeKind::kString}), "key"});
  rows.put_into(query);
  return query;
}

Event event_in(const engine::Chunk& chunk, std::size_t row, const EventKind& kind) {
  Event event{&kind, text_at(chunk, 0, row), std::string(chunk.text(1, row)), {}};
  event.values = texts_in_row(chunk, row, 2, kind.shown_count());
  return event;
}

Event event_in(const std::vector<std::optional<std::string>>& row, const EventKind& kind) {
  return {&kind, row.at(1), row.at(2).value_or(""), {row.begin() + 3, row.end()}};
}

Timeline timeline_of(engine::Connection& connection, const metric::TypedModel& model, const CustomerKey& key,
                     const std::vector<EventKind>& kinds, const Expr& customer, const TimelineQuestion& question) {
  Timeline timeline;
  for (const EventKind* kind : chosen_kinds(kinds, question.kinds)) {
    engine::Result result = connection.query(one_page(model, key, *kind, customer, question));
    while (const auto chunk = result.next())
      for (std::size_t row = 0; row < chunk->rows(); ++row) timeline.events.push_back(event_in(*chunk, row, *kind));
  }
  std::sort(timeline.events.begin(), timeline.events.end(),
            [](const Event& a, const Event& b) { return stands_before(a, b); });
  if (timeline.events.size() <= question.limit) return timeline;
  timeline.events.resize(question.limit);
  if (question.limit > 0) timeline.next = cursor_after(timeline.events.back());
  return timeline;
}

std::vector<EventCount> count_events(engine::Connection& connection, const metric::TypedModel& model,
                                     const CustomerKey& key, const std::vector<EventKind>& kinds,
                                     const Expr& customer) {
  std::vector<EventCount> counts;
  for (const EventKind& kind : kinds) {
    EventRows rows(model, key, kind);
    Query query;
    const Expr at = rows.at();
    const Expr counted = kind.way.empty() ? at : sql::star();
    query.select = {{sql::call(fn::kCount, {counted}), "events"},
                    {sql::call(fn::kMin, {at}), "first"},
                    {sql::call(fn::kMax, {at}), "last"}};
    query.where = sql::equal(rows.customer(), customer);
    rows.put_into(query);
    engine::Result result = connection.query(query);
    const auto chunk = result.next();
    counts.push_back({&kind, chunk->bigint(0, 0), text_at(*chunk, 1, 0), text_at(*chunk, 2, 0)});
  }
  return counts;
}

}  // namespace c360::customer
