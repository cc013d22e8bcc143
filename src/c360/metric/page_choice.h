// Which measures and dimensions of a semantic model say what a business asks first: its revenue, its customers. Found
// from roles, kinds and formats, never from names; the one place where this is decided for dashboards and reports.
#pragma once

#include <string>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// Looks into a model. Stateless; the model must outlive it. Where there is no such measure the result is nullptr,
/// where there is no such dimension "". Dimensions are named as questions name them: "orders.product_category".
class PageChoice {
 public:
  explicit PageChoice(const project::SemanticModel& model) : model_(model) {}

  const project::MetricEntity* entity(project::EntityRole role) const { return model_.find(role); }

  /// The first sum of money, or else of anything, over all rows or those that count.
  const project::Measure* total(const project::MetricEntity& entity) const;
  /// The first count of rows.
  const project::Measure* count(const project::MetricEntity& entity) const;
  /// The ratio of the total to the count, or else the first ratio that is money.
  const project::Measure* average(const project::MetricEntity& entity) const;
  /// The first ratio in per cent.
  const project::Measure* rate(const project::MetricEntity& entity) const;
  /// The first measure of an entity in a format.
  const project::Measure* of_format(const project::MetricEntity& entity, project::ValueFormat format) const;

  /// Different customers among the sales, or else a count of customers.
  const project::Measure* buyers() const;
  /// Of the customers, the share of those who did something several times.
  const project::Measure* repeat_rate() const;
  /// Of payments, or else of attempts to sell, the share that succeeded.
  const project::Measure* payment_success() const;
  /// The share of a measure over the periods since a day of another entity; what a cohort comes to.
  const project::Measure* retention() const;
  /// What a measure comes to for each customer, taken together by a function.
  const project::Measure* of_each_customer(project::Aggregate::Function take) const;
  /// A running total of a measure of the entity.
  const project::Measure* running(const project::MetricEntity& entity) const;
  /// Counts, sums, ratios and measures of each, in the order of the file, that are neither days nor texts; at most
  /// `most`.
  std::vector<const project::Measure*> figures(const project::MetricEntity& entity, std::size_t most) const;

  /// The dimension of the first of these roles: the entity's own, or of the nearest entity that its rows lead to.
  std::string near(const project::MetricEntity& entity, const std::vector<project::ColumnRole>& roles) const;
  /// Bands of what a measure comes to for each row of the entity: of money, or of a number.
  std::string bands(const project::MetricEntity& entity, bool of_money) const;

 private:
  std::vector<const project::MetricEntity*> by_distance(const project::MetricEntity& entity) const;

  const project::SemanticModel& model_;
};

}  // namespace c360::metric
