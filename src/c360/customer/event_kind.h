// What happens to customers: the entities of a project's model whose rows lead to a customer and have a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/customer/customer_key.h"
#include "c360/customer/shown_column.h"
#include "c360/metric/base.h"
#include "c360/metric/way.h"

namespace c360::customer {

/// One kind of events and what is shown of each.
struct EventKind {
  const project::MetricEntity* entity = nullptr;
  metric::Way way;        ///< to the customer; empty for the customers' own rows
  sql::Type time;         ///< date, datetime or timestamp
  bool day_only = false;  ///< its time is a date
  std::optional<ShownColumn> amount, status, channel, title;
  std::vector<ShownColumn> details;

  /// Its role as a word ("sale"), or its name where it has none.
  std::string word() const;
  /// Columns of events(): those after the first three, in the order amount, status, channel, title, details.
  std::vector<const ShownColumn*> shown() const;
  std::size_t shown_count() const;
};

/// Kinds in the order of the files. Where several equally short ways lead to the customer, the one that is declared
/// first is taken.
std::vector<EventKind> find_event_kinds(const metric::TypedModel& model, const CustomerKey& key,
                                        engine::Connection& connection);

/// Where the events of a kind are, for who asks about them: FROM with its joins, and what a condition or an order is
/// made of.
class EventRows {
 public:
  /// All must outlive it. Used once, by one thread.
  EventRows(const metric::TypedModel& model, const CustomerKey& key, const EventKind& kind);

  sql::Expr customer();  ///< the key of the event's customer
  sql::Expr at();        ///< when, as a datetime where the project is
  sql::Expr id();        ///< the event's key as one text
  sql::Expr value(const ShownColumn& column) { return column.value(model_, rows_); }
  void put_into(sql::Query& query) const { rows_.put_into(query); }

 private:
  const metric::TypedModel& model_;
  const CustomerKey& key_;
  const EventKind& kind_;
  metric::TableNames tables_ = metric::named_as_in_project;
  metric::Base base_;
  metric::Rows rows_;
};

}  // namespace c360::customer
