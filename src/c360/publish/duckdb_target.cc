#include "c360/publish/duckdb_target.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "c360/base/ids.h"
#include "c360/base/local_files.h"
#include "c360/publish/offer.h"

namespace c360::publish {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr const char* kDatabase = "c360_target";

/// A database file under a hidden name, attached while it is filled; gone with its owner unless it was put in place.
class NewDatabase {
 public:
  NewDatabase(engine::Connection& connection, const fs::path& place)
      : connection_(connection), place_(place), file_(place.parent_path() / ("." + random_uuid() + ".duckdb")) {
    connection_.attach(file_, kDatabase);
  }
  ~NewDatabase() {
    std::error_code ignored;
    if (attached_) detach();
    fs::remove(file_, ignored);
    fs::remove(file_.string() + ".wal", ignored);
  }
  NewDatabase(const NewDatabase&) = delete;
  NewDatabase& operator=(const NewDatabase&) = delete;

  void put_in_place() {
    connection_.detach(kDatabase);
    attached_ = false;
    sync_path(file_);
    std::error_code error;
    fs::rename(file_, place_, error);
    if (error) throw_errno("rename", file_, error.value());
    sync_path(place_.parent_path());
  }

 private:
  void detach() noexcept {
    try {
      connection_.detach(kDatabase);
    } catch (const std::exception&) {
      return;  // it is attached to a connection that goes
    }
  }

  engine::Connection& connection_;
  fs::path place_;
  fs::path file_;
  bool attached_ = true;
};

sql::Query publication_of(const Plan& plan) {
  sql::Query query;
  query.select = {{sql::literal(plan.project), "project"},
                  {sql::literal(plan.snapshot), "snapshot"},
                  {sql::literal(plan.run_id), "run_id"}};
  return query;
}

fs::path make_parent(const fs::path& file) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) throw_errno("make the folder", file.parent_path(), error.value());
  if (fs::is_directory(file, error))
    throw Error(ErrorCode::kConflict, fmt::format("{} is a folder, not a database file", file.string()),
                "name a file in the target's 'duckdb'");
  return file;
}

}  // namespace

TargetReport DuckdbTarget::publish(const Order& order) {
  const auto start = SteadyClock::now();
  Offer offer = make_offer(order);
  const fs::path file = make_parent((order.project.root / order.target.duckdb).lexically_normal());
  const std::string schema = order.target.schema.empty() ? "main" : order.target.schema;
  TargetReport report{order.target.name, file.string(), offer.plan.snapshot, 0, 0, {}};
  NewDatabase database(offer.connection, file);
  offer.connection.create_schema({kDatabase, schema});
  for (const PlannedTable& table : offer.plan.tables) {
    pipeline::Step step{"publish", table.definition.name, 0, 0, ""};
    order.progress.started(step);
    const auto began = SteadyClock::now();
    step.rows = offer.connection.create_table_as({kDatabase, schema, table.definition.name}, nested_rows(table), false);
    step.seconds = seconds_since(began);
    order.progress.finished(step);
    TableReport& of = report.tables.emplace_back();
    of.name = table.definition.name;
    of.source = table.source.to_string();
    of.fate = TableReport::Fate::kCreated;
    of.rows = of.sent = of.inserted = step.rows;
    of.seconds = step.seconds;
  }
  offer.connection.create_table_as({kDatabase, schema, "c360_publication"}, publication_of(offer.plan), false);
  database.put_in_place();
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace c360::publish
