// What the names in questions mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/metric/typed_model.h"
#include "c360/metric/way.h"

namespace c360::metric {

/// A dimension as a question names it: whose, along which way, at which grain.
struct Dim {
  std::string text;  ///< as it was asked
  std::string name;  ///< of the answer's column
  std::string label;
  bool is_main_time = false;                      ///< `time`: of each fact its own
  const project::MetricEntity* entity = nullptr;  ///< nullptr for `time`
  const project::MetricEntity* start = nullptr;   ///< where `named` begins
  Way named;                                      ///< relationships that the question names; empty: the shortest way
  const project::Dimension* dimension = nullptr;  ///< nullptr for `time` and for a key's column
  std::string key_column;
  std::optional<project::TimeGrain> grain;
  sql::Type type;  ///< of the values that the answer shows; for `time` without a grain that of a date
};

/// Whether two are one dimension, whatever their grains.
bool same_dimension(const Dim& a, const Dim& b);

/// Finds names in a model. Stateless; the model must outlive it.
class Names {
 public:
  explicit Names(const TypedModel& model) : model_(model) {}

  /// "orders.product_category", "orders.billed_to.location", "time.month", "since_first_order.month", and without its
  /// entity what only one has; a grain alone (month) is that of `time`. Throws Error(kUsage) for what is not there
  /// ("did you mean"), for what several entities have, and for a grain of what is no time.
  Dim dimension(const std::string& text) const;
  /// The text of a dimension that may stand in any question: one that holds moments or counts periods gets the grain
  /// month, others are as they are. Throws as dimension().
  std::string with_month(const std::string& text) const;
  /// A column of an entity's key.
  Dim key(const project::MetricEntity& entity, std::size_t index) const;
  /// Throws Error(kUsage) with "did you mean".
  const project::Measure& measure(const std::string& name) const;

  /// What a dimension without a grain holds.
  sql::Type own_type(const project::MetricEntity& entity, const project::Dimension& dimension) const;
  /// Every dimension, as "entity.dimension".
  std::vector<std::string> all() const;

 private:
  std::optional<Dim> find(const std::string& text) const;
  std::optional<Dim> find_in_entity(const std::vector<std::string>& parts) const;
  std::optional<Dim> find_alone(const std::string& name) const;
  Dim with_grain(Dim dim, const std::string& grain) const;
  Dim made(const project::MetricEntity& entity, const project::Dimension& dimension) const;

  const TypedModel& model_;
};

/// The type of a measure's values.
sql::Type type_of_measure(const TypedModel& model, const project::Measure& measure);

}  // namespace c360::metric
