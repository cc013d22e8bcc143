#include "c360/cli/metrics_check.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/interrupt.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/workspace.h"
#include "c360/metric/agree.h"
#include "c360/metric/compare_places.h"
#include "c360/powerbi/exported_tables.h"
#include "c360/publish/plan.h"
#include "c360/publish/publish.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;
using lakehouse::TableName;
using metric::Comparison;
using project::MetricEntity;

struct CheckOptions {
  std::string entity, target, exported;

  bool is_of_place() const { return !target.empty() || !exported.empty(); }
};

TableName named(const std::string& table) {
  const std::size_t point = table.find('.');
  return {table.substr(0, point), table.substr(point + 1)};
}

/// What stands in a target or an export, in a database of its own, and the lakehouse as it was when it was put there.
class Away {
 public:
  Away(const Context& context, Workspace& workspace, const CheckOptions& options)
      : project_(workspace.project()),
        name_(options.target.empty() ? options.exported : options.target),
        database_(engine::Options{project_.memory_limit_bytes, {}, project_.threads}),
        connection_(database_.connect()) {
    connection_.set_cancellation(&context.cancel);
    tables_ = open(context, options);
    const auto moment = lakehouse::read_moment(workspace.lake().store(), tables_->snapshot());
    if (!moment)
      throw Error(ErrorCode::kNotFound,
                  fmt::format("{} has snapshot {}, which the lakehouse has not any more", name_, tables_->snapshot()),
                  options.target.empty() ? "export again" : fmt::format("c360 publish {}", name_));
    database_.set_calendar(session::calendar_of(&project_, moment));
    session_ = std::make_unique<session::Session>(workspace.lake(), &project_, moment);
    session_->connection().set_cancellation(&context.cancel);
    for (const TableName& table : tables_of_metrics()) read(table);
  }

  bool has(const TableName& table) const { return tables_->has(table); }
  const publish::PublishedTables& tables() const { return *tables_; }
  const std::string& name() const { return name_; }
  engine::Connection& connection() { return connection_; }
  engine::Connection& lakehouse() { return session_->connection(); }

 private:
  std::unique_ptr<publish::PublishedTables> open(const Context& context, const CheckOptions& options) {
    if (options.target.empty())
      return std::make_unique<powerbi::ExportedTables>(project_, options.exported, connection_);
    return publish::open_published(project_, *publish::targets_of(project_, options.target).front(), connection_,
                                   context.cancel);
  }

  std::set<TableName> tables_of_metrics() const {
    std::set<TableName> tables;
    for (const MetricEntity& entity : project_.metrics.entities) {
      tables.insert(named(entity.table));
      for (const auto& agreement : entity.agreements) tables.insert(named(agreement.table));
    }
    return tables;
  }

  void read(const TableName& table) {
    const auto columns = publish::published_columns(session_->connection(), table);
    if (has(table)) {
      tables_->read(table, columns);
    } else {
      publish::show_nothing(connection_, table, columns);
    }
  }

  const project::Project& project_;
  std::string name_;
  engine::Database database_;
  engine::Connection connection_;
  std::unique_ptr<publish::PublishedTables> tables_;
  std::unique_ptr<session::Session> session_;
};

/// What was compared, and what could not be.
struct Proof {
  std::vector<Comparison> comparisons;
  std::vector<std::string> not_asked;  ///< measures

  bool holds() const {
    return std::all_of(comparisons.begin(), comparisons.end(), [](const Comparison& one) { return one.holds(); });
  }
};

/// Gold says what the measures say, and the measures add up to the same by every dimension.
Proof prove_lakehouse(Workspace& workspace, const Context& context, const CheckOptions& options) {
  session::Session session(workspace.lake(), &workspace.project(), workspace.moment());
  session.connection().set_cancellation(&context.cancel);
  const metric::TypedModel model(workspace.project(), session.connection());
  metric::Answering here(session.connection());
  Proof proof;
  for (const MetricEntity* entity : chosen_entities(workspace.project().metrics, options.entity)) {
    for (const auto& agreement : entity->agreements)
      proof.comparisons.push_back(metric::compare_with_table(model, agreement, here));
    for (Comparison& comparison : metric::compare_totals(model, *entity, here))
      proof.comparisons.push_back(std::move(comparison));
  }
  return proof;
}

/// The measures are the lakehouse's by every dimension, and its tables agree with them there, too.
Proof prove_away(const project::Project& project, Away& away, const CheckOptions& options) {
  const metric::TypedModel model_here(project, away.lakehouse());
  const metric::TypedModel model_there(project, away.connection());
  metric::Answering here(away.lakehouse());
  metric::Answering there(away.connection(), away.name());
  const auto is_there = [&](const std::string& schema, const std::string& table) { return away.has({schema, table}); };
  const std::vector<const MetricEntity*> entities = chosen_entities(project.metrics, options.entity);
  auto asked = metric::every_question(model_here, is_there, options.entity.empty() ? nullptr : entities.front());
  Proof proof;
  proof.not_asked = std::move(asked.not_asked);
  for (const metric::Question& question : asked.questions)
    proof.comparisons.push_back(metric::compare_places(question, {model_here, here}, {model_there, there}));
  for (const MetricEntity* entity : entities)
    for (const auto& agreement : entity->agreements)
      if (away.has(named(agreement.table)) &&
          metric::can_be_asked(model_there, metric::question_of(agreement), is_there))
        proof.comparisons.push_back(metric::compare_with_table(model_there, agreement, there));
  return proof;
}

Json comparisons_json(const std::vector<Comparison>& comparisons) {
  Json json = Json::array();
  for (const Comparison& comparison : comparisons)
    json.push_back({{"what", comparison.what},
                    {"measures", comparison.measures},
                    {"rows", comparison.rows},
                    {"different", comparison.different},
                    {"differences", comparison.differences}});
  return json;
}

void print_comparisons(const Proof& proof) {
  const Style style(stdout);
  std::vector<std::vector<std::string>> rows;
  for (const Comparison& comparison : proof.comparisons)
    rows.push_back({comparison.what, grouped(comparison.rows),
                    comparison.holds() ? "equal" : fmt::format("{} differ", grouped(comparison.different)),
                    fmt::format("{}", fmt::join(comparison.measures, ", "))});
  print_table(stdout, {"what", ">rows", "result", "?measures"}, rows);
  long long wrong = 0;
  for (const Comparison& comparison : proof.comparisons) {
    if (comparison.holds()) continue;
    ++wrong;
    fmt::print("\n{}\n", style.red(comparison.what));
    for (const std::string& difference : comparison.differences) fmt::print("  {}\n", difference);
  }
  if (!proof.not_asked.empty())
    fmt::print("\nnot compared, their tables are not there: {}\n", fmt::join(proof.not_asked, ", "));
  const std::string all = counted(static_cast<long long>(proof.comparisons.size()), "comparison");
  fmt::print("\n{}\n", wrong == 0 ? fmt::format("{}: all equal", all) : fmt::format("{}: {} not equal", all, wrong));
}

int check_place(const Context& context, Workspace& workspace, const CheckOptions& options) {
  const std::int64_t current = workspace.moment().number;
  Away away(context, workspace, options);
  const Proof proof = prove_away(workspace.project(), away, options);
  const std::int64_t snapshot = away.tables().snapshot();
  if (context.json) {
    print_as_json({{"place", away.tables().place()},
                   {"snapshot", snapshot},
                   {"current_snapshot", current},
                   {"comparisons", comparisons_json(proof.comparisons)},
                   {"not_compared", proof.not_asked}});
  } else {
    fmt::print("{}: snapshot {}{}\n\n", away.tables().place(), snapshot,
               snapshot == current ? "" : fmt::format(", compared with that; the lakehouse is at {}", current));
    print_comparisons(proof);
  }
  if (proof.comparisons.empty())
    throw Error(ErrorCode::kUsage, fmt::format("{} has none of the metrics' tables", away.name()),
                "choose them in the target's 'tables' and publish");
  return proof.holds() ? kDone : kFailed;
}

int check_metrics(const Context& context, const CheckOptions& options) {
  cancel_on_interrupt(context.cancel);
  Workspace workspace(context);
  require_metrics(workspace.project());
  if (options.is_of_place()) return check_place(context, workspace, options);
  const Proof proof = prove_lakehouse(workspace, context, options);
  if (context.json) {
    print_as_json(comparisons_json(proof.comparisons));
  } else {
    print_comparisons(proof);
  }
  return proof.holds() ? kDone : kFailed;
}

}  // namespace

void require_metrics(const project::Project& project) {
  if (project.metrics.empty())
    throw Error(ErrorCode::kUsage, "the project has no metrics",
                "say in metrics/*.yaml what its tables mean: docs/metrics.md");
}

std::vector<const MetricEntity*> chosen_entities(const project::SemanticModel& model, const std::string& wanted) {
  std::vector<const MetricEntity*> chosen;
  std::vector<std::string> names;
  for (const MetricEntity& entity : model.entities) {
    names.push_back(entity.name);
    if (wanted.empty() || wanted == entity.name) chosen.push_back(&entity);
  }
  if (!chosen.empty()) return chosen;
  throw Error(ErrorCode::kUsage, fmt::format("there is no entity '{}'", wanted), did_you_mean(wanted, names));
}

void add_metrics_check(Command& metrics) {
  auto options = std::make_shared<CheckOptions>();
  Command command = metrics.add("check", "Prove that measures equal the tables that say the same, by every dimension");
  command.option("--entity", options->entity, "Only this one");
  command.option("--on", options->target,
                 "A publish target: prove that what stands there gives the lakehouse's numbers");
  command.option("--export", options->exported, "The folder of a Power BI export: the same of its rows");
  command.exclude("--export", "--on");
  command.does([options](const Context& context) { return check_metrics(context, *options); });
}

}  // namespace c360::cli
