// A small shop and a database of its own that it is published to.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "c360/pipeline/testing/project_fixture.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/publish.h"
#include "c360/publish/testing/postgres_server.h"

namespace c360::publish::testing {

using Texts = std::vector<std::string>;

class PublishFixture : public pipeline::testing::ProjectFixture {
 protected:
  void SetUp() override {
    if (PostgresServer::shared() == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
    database_name_ = server().new_database();
    settings("");
  }

  static PostgresServer& server() { return *PostgresServer::shared(); }
  std::string connection_string() const { return server().connection_string(database_name_); }

  /// c360.yaml with the target `db`, whose further keys are `more` (", grants: [x]").
  void settings(const std::string& more) {
    put("c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n"
        "  customers: { files: data/customers*.csv }\n  orders: { files: data/orders*.csv }\n"
        "publish:\n  db: { postgresql: \"" +
            connection_string() + "\"" + more + " }\n");
  }

  TargetReport publish(bool full = false) {
    pipeline::SilentProgress silent;
    return publish(full, silent, Cancellation());
  }
  TargetReport publish(bool full, pipeline::Progress& progress, const Cancellation& cancel) {
    const project::Project loaded = project();
    const project::PublishTarget& target = loaded.publish.at(0);
    PublishOptions options;
    options.full = full;
    return open_target(target)->publish({loaded, target, *lake_, options, progress, cancel});
  }
  TargetReport run_and_publish() {
    run();
    return publish();
  }
  Error publish_failure(bool full = false) {
    try {
      publish(full);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "the publish succeeded");
  }

  /// "fate sent new changed gone" of a table.
  static std::string fate(const TargetReport& report, const std::string& table) {
    for (const TableReport& each : report.tables) {
      if (each.name == table)
        return to_string(each.fate) + " " + std::to_string(each.sent) + " " + std::to_string(each.inserted) + " " +
               std::to_string(each.updated) + " " + std::to_string(each.deleted);
    }
    return "not there";
  }

  /// What a statement in the database gives, "a|b" a row, "-" for NULL.
  Texts in_database(const std::string& statement) const { return in_database(connection_string(), statement); }
  static Texts in_database(const std::string& connection, const std::string& statement) {
    postgres::Connection database(connection, kNever);
    return texts(database, statement);
  }
  static Texts texts(postgres::Connection& database, const std::string& statement) {
    Texts lines;
    for (const postgres::Row& row : database.query(statement)) {
      std::string line;
      for (const postgres::Cell& cell : row) line += (line.empty() ? "" : "|") + cell.value_or("-");
      lines.push_back(line);
    }
    return lines;
  }

  static inline const Cancellation kNever{};
  std::string database_name_;
};

}  // namespace c360::publish::testing
