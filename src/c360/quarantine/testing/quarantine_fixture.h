// A lakehouse with some quarantined orders, and a conversation about it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/contract/decisions.h"
#include "c360/contract/refine.h"
#include "c360/lakehouse/testing/lake_fixture.h"
#include "c360/quarantine/decide.h"
#include "c360/session/session.h"

namespace c360::quarantine::testing {

class QuarantineFixture : public lakehouse::testing::LakeFixture {
 protected:
  QuarantineFixture() {
    project_.root = folder_.path();
    project_.lakehouse = (folder_.path() / "lake").string();
    project::Contract orders;
    orders.entity = "orders";
    orders.from = "shop";
    orders.key = {"id"};
    orders.columns = {column("id", "bigint"), column("amount", "decimal(8,2)"), column("customer", "bigint")};
    orders.columns[2].references = project::Reference{"customers", "id"};
    project_.contracts = {orders};
    put_quarantine({row("a.csv", 1, 1, "'range(amount)'", "'-5'", "NULL"),
                    row("a.csv", 1, 2, "'type(amount)'", "'1,5'", "NULL"),
                    row("a.csv", 1, 3, "'range(amount)', 'required(id)'", "'-6'", "'dismiss'"),
                    row("a.csv", 2, 3, "'reference(customer)'", "'7'", "NULL")});
  }

  static project::ColumnSpec column(const std::string& name, const std::string& type) {
    project::ColumnSpec made;
    made.name = made.from = name;
    made.type = sql::Type::parse(type);
    return made;
  }

  static std::string row(const std::string& file, int file_no, int number, const std::string& reasons,
                         const std::string& amount, const std::string& decision) {
    return "SELECT " + amount + " AS amount, [" + reasons + "] AS _reasons, 'wrong' AS _message, " + decision +
           "::VARCHAR AS _decision, '" + file + "' AS _source_file, " + std::to_string(number) +
           "::BIGINT AS _source_row, " + std::to_string(file_no) + "::BIGINT AS _file_no, 'b' AS _batch_id";
  }

  void put_quarantine(const std::vector<std::string>& selects) {
    std::string all;
    for (const std::string& select : selects) all += (all.empty() ? "" : " UNION ALL ") + select;
    lakehouse::LakeTable table = lake_.table({"quarantine", "orders"});
    create(table, all);
    moment_.number = 1;
    moment_.tables = {{{"quarantine", "orders"}, 0, "f", "", ""}};
    moment_.accounts.emplace_back().entity = "orders";
    moment_.reasons["orders"] = {
        {"range(amount)", 2}, {"type(amount)", 1}, {"required(id)", 1}, {"reference(customer)", 1}};
  }

  /// As a run would, which finds the decisions that there are.
  void see_decisions() {
    lakehouse::LakeTable table = lake_.table(contract::decisions_table());
    moment_.tables.push_back({contract::decisions_table(), table.log().latest().version(), "d", "", ""});
  }

  Place place() {
    if (!session_) session_ = std::make_unique<session::Session>(lake_, &project_, moment_);
    return {session_->connection(), lake_, project_, moment_};
  }

  /// "a.csv 2.3 dismiss (pending)": file, version and number, and what is decided.
  std::vector<std::string> found(const Filter& filter) {
    std::vector<std::string> texts;
    for_each_row(place(), "orders", filter, [&](const Row& row) {
      texts.push_back(row.file + " " + std::to_string(row.file_no) + "." + std::to_string(row.row) +
                      (row.decision.empty() ? "" : " " + row.decision) + (row.is_pending ? " (pending)" : ""));
      return true;
    });
    return texts;
  }

  Outcome decide(contract::Verdict verdict, Filter rows) {
    Request request;
    request.verdict = verdict;
    request.entity = "orders";
    request.rows = std::move(rows);
    request.who = "ann";
    request.why = "looked at it";
    return quarantine::decide(place(), request);
  }

  static Filter of_file(const std::string& file, std::vector<std::int64_t> rows) {
    Filter filter;
    filter.file = file;
    filter.rows = std::move(rows);
    return filter;
  }
  static Filter for_reason(const std::string& reason) {
    Filter filter;
    filter.reason = reason;
    return filter;
  }

  project::Project project_;
  lakehouse::Moment moment_;

 private:
  std::unique_ptr<session::Session> session_;
};

}  // namespace c360::quarantine::testing
