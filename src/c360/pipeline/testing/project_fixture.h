// A small shop in a folder of its own, run as often as a test likes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/lakehouse/lock.h"
#include "c360/lakehouse/run_store.h"
#include "c360/pipeline/run.h"
#include "c360/session/session.h"
#include "c360/session/testing/texts.h"

namespace c360::pipeline::testing {

using Texts = std::vector<std::string>;

/// Customers, their orders and two models; every file can be replaced.
class ProjectFixture : public ::testing::Test {
 protected:
  ProjectFixture() {
    put("c360.yaml", settings());
    put("contracts/customers.yaml",
        "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: bigint, required: true }\n  name: { type: string, default: Unknown }\n");
    put("contracts/orders.yaml", orders_contract());
    put("models/gold/revenue.sql",
        "-- grain: customer_id\nSELECT customer_id, sum(amount) AS revenue FROM silver.orders "
        "GROUP BY customer_id\n");
    put("models/gold/names.sql", "SELECT customer_id, name FROM silver.customers\n");
    put("data/customers.csv", "customer_id,name\n1,Ann\n2,Bob\n");
    put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,7.50\n12,1,2.25\n");
    lake_ = std::make_unique<lakehouse::Lakehouse>(storage::open_local_store(root() / "lakehouse"), database_, clock_);
  }

  static std::string settings(const std::string& more = "") {
    return "project: shop\nlakehouse: ./lakehouse\n" + more +
           "sources:\n  customers: { files: data/customers*.csv }\n  orders: { files: data/orders*.csv }\n";
  }

  static std::string orders_contract(const std::string& more = "") {
    return "entity: orders\nfrom: orders\nkey: [order_id]\n" + more +
           "columns:\n  order_id: { type: bigint, required: true }\n"
           "  customer_id: { type: bigint, required: true, references: customers.customer_id }\n"
           "  amount: { type: \"decimal(12,2)\", required: true }\n";
  }

  const std::filesystem::path& root() const { return folder_.path(); }
  void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((root() / path).parent_path());
    write_file(root() / path, text);
  }
  void remove(const std::string& path) { std::filesystem::remove(root() / path); }

  project::Project project() const { return project::load(root()); }

  RunReport run(const RunOptions& options = {}) {
    SilentProgress silent;
    return run(options, silent, Cancellation());
  }
  RunReport run(const RunOptions& options, Progress& progress, const Cancellation& cancel) {
    clock_.set(clock_.now() + 1'000'000);
    return pipeline::run(project(), *lake_, options, progress, cancel);
  }
  static RunOptions only(Texts names) {
    RunOptions options;
    options.only = std::move(names);
    return options;
  }
  static RunOptions full() {
    RunOptions options;
    options.full = true;
    return options;
  }

  /// The error a run ends with.
  Error failure(const RunOptions& options = {}) {
    try {
      run(options);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "the run succeeded");
  }

  lakehouse::Moment moment() { return lakehouse::current_moment(lake_->store()).value_or(lakehouse::Moment{}); }

  /// The rows of a SELECT over the current moment as "a|b", in the order of the SELECT.
  Texts ask(const std::string& select) {
    const project::Project loaded = project();
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(root() / "lakehouse"), database, clock_);
    session::Session session(lake, &loaded, lakehouse::current_moment(lake.store()));
    engine::Result result = session.query(select);
    return session::testing::texts(result);
  }

  /// "copy bronze.orders", … in their order, of steps that did work on one thing of the moment.
  static Texts steps_of(const RunReport& report, const std::string& activity) {
    Texts names;
    for (const Step& step : report.steps) {
      if (step.activity == activity) names.push_back(step.name);
    }
    return names;
  }

  std::vector<RunReport> stored_reports() {
    std::vector<RunReport> reports;
    for (const std::string& id : lakehouse::run_ids(lake_->store())) {
      reports.push_back(report_from_json(*lakehouse::read_run_report(lake_->store(), id)));
    }
    return reports;
  }

  TemporaryDirectory folder_;
  engine::Database database_;
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  std::unique_ptr<lakehouse::Lakehouse> lake_;
};

}  // namespace c360::pipeline::testing
