#include "c360/metric/check.h"

#include <fmt/core.h>

#include <vector>

#include "c360/metric/agree.h"
#include "c360/metric/base.h"
#include "c360/metric/compile.h"
#include "c360/metric/plain_question.h"

namespace c360::metric {
namespace {

using project::Dimension;
using project::Measure;
using project::MetricEntity;

/// Asks one question after another and notes which have no answer.
class Checker {
 public:
  Checker(const TypedModel& model, engine::Connection& connection) : model_(model), connection_(connection) {}

  void check(const MetricEntity& entity) {
    for (const Measure& measure : entity.measures)
      at(measure.where, fmt::format("the measure '{}'", measure.name), [&] { check(measure); });
    for (const Dimension& dimension : entity.dimensions)
      at(dimension.where, fmt::format("the dimension '{}'", dimension.name), [&] { check(entity, dimension); });
    for (const project::Agreement& agreement : entity.agreements)
      at(agreement.where, fmt::format("the agreement with {}", agreement.table), [&] {
        Answering here(connection_);
        compare_with_table(model_, agreement, here);
      });
  }

  std::vector<Error> errors;

 private:
  template <typename Work>
  void at(const Location& where, const std::string& what, Work work) {
    try {
      work();
    } catch (const Error& error) {
      const bool has_place = !error.where().file.empty() && error.code() != ErrorCode::kEngine;
      errors.emplace_back(ErrorCode::kProject, what + ": " + error.message(), error.hint(),
                          has_place ? error.where() : where);
    }
  }

  void check(const Measure& measure) { connection_.describe(compile(model_, plain_question(model_, measure)).query); }

  /// A dimension as a column of its own entity's rows.
  void check(const MetricEntity& entity, const Dimension& dimension) {
    const TableNames tables = named_as_in_project;
    const Base base(model_, tables);
    const Dim dim = Names(model_).dimension(Names(model_).with_month(entity.name + "." + dimension.name));
    Leaf leaf;
    leaf.id = "rows";
    leaf.entity = &entity;
    const Measure rows;
    leaf.measure = &rows;
    leaf.type = {sql::TypeKind::kBigint};
    connection_.describe(base.query({dim}, {std::make_shared<const Leaf>(leaf)}, {}));
  }

  const TypedModel& model_;
  engine::Connection& connection_;
};

}  // namespace

void check(engine::Connection& connection, const project::Project& project) {
  const TypedModel model(project, connection);
  Checker checker(model, connection);
  for (const MetricEntity& entity : project.metrics.entities) checker.check(entity);
  if (!checker.errors.empty()) throw project::ProjectErrors(std::move(checker.errors));
}

}  // namespace c360::metric
