// A small shop whose every figure can be worked out by hand.
#pragma once

#include "c360/metric/testing/model_fixture.h"

namespace c360::metric {

/// Customers, orders (one of them without a known customer), payments, tickets and balances of points.
class ShopTest : public ModelTest {
 protected:
  ShopTest() {
    table("customers", "id", "id: bigint, city: string", "id BIGINT, city VARCHAR",
          "(1, 'Rome'), (2, 'Oslo'), (3, 'Rome'), (4, NULL)");
    table(
        "orders", "id",
        "id: bigint, customer: { type: bigint, references: customers.id }, day: date, amount: \"decimal(12,2)\", "
        "kind: string",
        "id BIGINT, customer BIGINT, day DATE, amount DECIMAL(12,2), kind VARCHAR",
        "(1, 1, '2023-11-05', 10.00, 'book'), (2, 1, '2024-01-10', 20.00, 'book'), (3, 2, '2024-01-31', 5.01, 'toy'), "
        "(4, 2, '2024-03-01', 7.00, 'toy'), (5, 3, '2024-03-15', 8.00, NULL), (6, NULL, '2024-03-16', 1.00, 'toy')");
    table("payments", "id",
          "id: bigint, order_id: { type: bigint, references: orders.id }, paid_at: datetime, ok: boolean, method: string",
          "id BIGINT, order_id BIGINT, paid_at TIMESTAMP, ok BOOLEAN, method VARCHAR",
          "(1, 1, '2023-11-05 09:30:00', true, 'card'), (2, 2, '2024-01-10 23:59:59', false, 'card'), "
          "(3, 2, '2024-01-11 00:00:00', true, 'cash'), (4, 4, '2024-03-03 12:00:00', true, 'card')");
    table("tickets", "id", "id: bigint, customer: { type: bigint, references: customers.id }, day: date",
          "id BIGINT, customer BIGINT, day DATE", "(1, 1, '2024-01-02'), (2, 3, '2024-02-02'), (3, 3, '2024-02-03')");
    table("points", "[customer, day]",
          "customer: { type: bigint, references: customers.id }, day: date, points: integer",
          "customer BIGINT, day DATE, points INTEGER",
          "(1, '2024-01-31', 100), (1, '2024-02-29', 150), (2, '2024-01-31', 7), (2, '2024-02-15', 9)");
    write_metrics();
  }

 private:
  void write_metrics() {
    write("metrics/customers.yaml", R"yaml(entity: customers
role: customer
table: silver.customers
description: x.
columns: { id: id, city: location }
dimensions:
  first_order: { measure: first_day, role: time }
  spent_band: { measure: revenue, bands: [1, 10, 30] }
  order_band: { measure: orders, bands: [1, 2, 4] }
  place: { measure: revenue, as: rank }
  better_than: { measure: revenue, as: percentile }
measures:
  customers: { value: count(*), description: x. }
  buyers: { each: customers, of: orders, having: ">= 1", description: x. }
  repeaters: { each: customers, of: orders, having: ">= 2", description: x. }
  repeat_rate: { ratio: repeaters / buyers, format: percent, description: x. }
  typical_customer: { each: customers, of: revenue, take: median, description: x. }
  average_customer: { each: customers, of: revenue, take: average, description: x. }
)yaml");
    write("metrics/orders.yaml", R"yaml(entity: orders
role: sale
table: silver.orders
description: x.
columns: { id: id, day: time, amount: amount, kind: category }
dimensions:
  big: amount >= 8
  since_first: { since: customers.first_order }
  paid_by: { measure: first_method }
measures:
  revenue: { value: sum(amount), format: currency, description: x. }
  orders: { value: count(*), description: x. }
  books: { value: sum(amount), where: kind = 'book', format: currency, description: x. }
  paid: { value: sum(amount), filter: orders.paid_by is not null, format: currency, description: x. }
  aov: { ratio: revenue / orders, description: x. }
  mean: { value: average(amount), format: currency, description: x. }
  middle: { value: median(amount), format: currency, description: x. }
  ninety: { value: "percentile(amount, 0.9)", format: currency, description: x. }
  first_day: { value: min(day), format: date, description: x. }
  least: { value: min(amount), description: x. }
  customers_seen: { value: count(distinct customer), description: x. }
  not_books: { formula: revenue - books, description: x. }
  taxed: { formula: revenue * 1.19 + 1, description: x. }
  part: { share: revenue, description: x. }
  part_of_kinds: { share: revenue, over: orders.kind, description: x. }
  growth: { change: revenue, description: x. }
  more: { change: revenue, as: difference, description: x. }
  before: { change: revenue, as: previous, description: x. }
  last_year: { change: revenue, since: last_year, as: previous, description: x. }
  so_far: { running: revenue, description: x. }
  this_year: { running: revenue, restart: year, description: x. }
  this_year_before: { change: this_year, as: previous, description: x. }
  two_months: { rolling: revenue, periods: 2, description: x. }
  aov_two_months: { rolling: aov, periods: 2, description: x. }
  place_by_revenue: { rank: revenue, description: x. }
  retention: { share: customers_seen, over: orders.since_first, description: x. }
)yaml");
    write("metrics/payments.yaml", R"yaml(entity: payments
role: payment
table: silver.payments
description: x.
columns: { id: id, paid_at: time, method: method, ok: flag }
measures:
  attempts: { value: count(*), description: x. }
  successes: { value: count(*), where: ok, description: x. }
  success_rate: { ratio: successes / attempts, format: percent, description: x. }
  first_method: { value: "first(method by paid_at, id)", where: ok, format: text, description: x. }
)yaml");
    write("metrics/tickets.yaml", R"yaml(entity: tickets
role: ticket
table: silver.tickets
description: x.
columns: { id: id, day: time }
measures:
  tickets: { value: count(*), description: x. }
  tickets_per_order: { ratio: tickets / orders, description: x. }
)yaml");
    write("metrics/points.yaml", R"yaml(entity: points
role: loyalty
table: silver.points
description: x.
columns: { day: time, points: points }
measures:
  balance: { value: sum(points), semi_additive: { over: day, per: customer }, description: x. }
  opening: { value: sum(points), semi_additive: { over: day, take: first }, description: x. }
)yaml");
  }
};

}  // namespace c360::metric
