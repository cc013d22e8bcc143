// What a project measures of one customer, and where the customer stands among all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/customer/customer_key.h"
#include "c360/metric/value.h"

namespace c360::customer {

/// A measure that one customer has.
struct Figure {
  const project::Measure* measure = nullptr;
  sql::Type type;
  bool zero = false;       ///< a customer of whom nothing was added up has 0, not nothing
  bool has_place = false;  ///< whether more of it is a place before others
};

/// All measures whose rows lead to customers. Left out are those that compare periods or rows (one customer alone has
/// none) and those that count customers, of whom one is one. In the order of the files.
std::vector<Figure> find_figures(const metric::TypedModel& model, const CustomerKey& key);

/// What the column of a figure is called: f0, f1, …
std::string figure_column(std::size_t index);

/// A row for each customer of whom anything is measured: `key`, then the figures as f0, f1, …
sql::Query figures_of_all(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures);
/// A row for each customer: `key`, then the figures as f0, f1, …, 0 where nothing was added up.
sql::Query figures_of_each(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures);
/// One row: the same of one customer (a literal of the key's type).
sql::Query figures_of_one(const metric::TypedModel& model, const CustomerKey& key, const std::vector<Figure>& figures,
                          const sql::Expr& customer);

/// A place among all customers that have a value.
struct Place {
  std::int64_t rank = 0;  ///< 1 is the most
  std::int64_t of = 0;    ///< customers with a value
  std::int64_t less = 0;  ///< customers with less
  /// The share of the other customers who have less, "0.973214"; empty where there are no others.
  std::string percentile() const;
};

/// Places by the figures that have places, for values that a customer has (as figures_of_one gave them). One pass over
/// everybody's figures.
std::vector<std::optional<Place>> places_of(engine::Connection& connection, const metric::TypedModel& model,
                                            const CustomerKey& key, const std::vector<Figure>& figures,
                                            const std::vector<std::optional<std::string>>& values);

}  // namespace c360::customer
