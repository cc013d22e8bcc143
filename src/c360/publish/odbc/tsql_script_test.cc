// What SQL Server would be told by a first publish, by one that changes rows and by one that changes columns: the
// statements of each, in their order, held against golden files.
#include <gmock/gmock.h>

#include "c360/publish/database/rows.h"
#include "c360/publish/database/structure.h"
#include "c360/publish/offer.h"
#include "c360/publish/testing/publish_fixture.h"
#include "c360/sql/tsql.h"

namespace c360::publish {
namespace {

/// Takes statements down, and says of each that it changed as many rows as were sent for it.
class Script final : public database::Database {
 public:
  const sql::TableDialect& dialect() const override { return sql::tsql::dialect(); }
  std::int64_t run(const std::string& statement) override {
    add(statement);
    return staged_;
  }
  std::int64_t send(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition& table) override {
    add(dialect().insert(table));
    return count(engine, rows);
  }
  std::int64_t stage(engine::Connection& engine, const sql::Query& rows, const sql::TableDefinition&,
                     const sql::StagedTable& staged) override {
    add(dialect().create_staged(staged));
    add(dialect().insert(staged));
    return staged_ = count(engine, rows);
  }
  std::string take() { return std::move(text_); }

 private:
  void add(const std::string& statement) {
    if (!statement.empty()) text_ += statement + "\nGO\n";
  }
  static std::int64_t count(engine::Connection& engine, const sql::Query& rows) {
    engine::Result result = engine.query(rows);
    std::int64_t number = 0;
    while (const auto chunk = result.next()) number += static_cast<std::int64_t>(chunk->rows());
    return number;
  }

  std::string text_;
  std::int64_t staged_ = 0;
};

class TsqlScriptTest : public pipeline::testing::ProjectFixture {
 protected:
  TsqlScriptTest() { put("c360.yaml", settings("publish: { azure: { odbc: \"Driver=x\", dialect: tsql } }\n")); }

  /// Publishes the current moment, as the target does, into a database that is only told.
  std::string publish() {
    const project::Project loaded = project();
    pipeline::SilentProgress silent;
    const Cancellation never;
    const Order order{loaded, loaded.publish.at(0), *lake_, {}, silent, never};
    Offer offer = make_offer(order, project::SqlLanguage::kTsql);
    std::vector<sql::TableDefinition*> tables;
    for (PlannedTable& table : offer.plan.tables) tables.push_back(&table.definition);
    script_.dialect().fit(tables);
    const database::State before = std::move(state_);
    const database::Relations relations = relations_of(before);
    database::Works works = database::plan_works(std::move(offer.plan), before, relations, script_.dialect(), *lake_,
                                                 offer.connection, false);
    database::clear_structure(script_, works);
    database::bring_rows(script_, offer.connection, works, silent);
    database::remove_rows(script_, works);
    database::complete_structure(script_, works, silent);
    state_ = {};
    for (const database::TableWork& work : works.tables)
      state_.tables[work.name()] = {database::known_part(work.definition()), work.report.source, work.planned.content,
                                    work.report.rows, ""};
    return script_.take();
  }
  database::Relations relations_of(const database::State& state) const {
    database::Relations relations;
    for (const auto& [name, table] : state.tables) {
      database::Relation& relation = relations[name];
      for (const auto& column : table.definition.columns)
        relation.columns[column.name] = script_.dialect().type_name(column);
      relation.constraints.insert(table.definition.key.name);
      for (const auto& key : table.definition.foreign_keys) relation.constraints.insert(key.name);
      for (const auto& index : table.definition.indexes) relation.indexes.insert(index.name);
    }
    return relations;
  }
  static void expect_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(C360_SOURCE_DIR "/src/c360/publish/odbc/golden/") + name;
    if (std::getenv("C360_REGENERATE") != nullptr) write_file(path, text);
    EXPECT_EQ(text, read_file(path)) << "C360_REGENERATE=1 writes it anew";
  }

  Script script_;
  database::State state_;
};

TEST_F(TsqlScriptTest, AFirstPublishMakesTablesRowsKeysIndexesAndReferences) {
  run();
  expect_golden("first.sql", publish());
}

TEST_F(TsqlScriptTest, NothingNewIsNothingSaid) {
  run();
  publish();
  EXPECT_EQ(publish(), "");
}

TEST_F(TsqlScriptTest, RowsThatChangedAreStagedAndApplied) {
  run();
  publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  put("contracts/orders.yaml", orders_contract());
  run();
  expect_golden("changed_rows.sql", publish());
}

TEST_F(TsqlScriptTest, ColumnsChangeOnceNoKeyHasThem) {
  run();
  publish();
  put("contracts/customers.yaml",
      "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
      "  customer_id: { type: integer, required: true }\n  name: { type: string, max_length: 50 }\n");
  put("contracts/orders.yaml",
      "entity: orders\nfrom: orders\nkey: [order_id]\n"
      "columns:\n  order_id: { type: bigint, required: true }\n"
      "  customer_id: { type: integer, required: true, references: customers.customer_id }\n"
      "  amount: { type: \"decimal(12,2)\", required: true }\n");
  run();
  expect_golden("changed_columns.sql", publish());
}

TEST_F(TsqlScriptTest, ATableThatIsNoLongerPublishedIsDropped) {
  run();
  publish();
  remove("models/gold/names.sql");
  run();
  EXPECT_EQ(publish(), "DROP TABLE [shop].[names]\nGO\n");
}

TEST_F(TsqlScriptTest, ATableOfWhoseColumnsNoneStaysIsMadeAnew) {
  run();
  publish();
  put("models/gold/names.sql", "SELECT name AS other FROM silver.customers\n");
  run();
  EXPECT_THAT(publish(), ::testing::StartsWith("DROP TABLE [shop].[names]\nGO\nCREATE TABLE [shop].[names] ([other] "));
}

}  // namespace
}  // namespace c360::publish
