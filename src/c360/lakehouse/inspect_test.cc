#include "c360/lakehouse/inspect.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/lakehouse/moment.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

class InspectTest : public testing::LakeFixture {
 protected:
  void append(LakeTable& table, const std::string& select) {
    const delta::Snapshot read = table.log().latest();
    delta::Transaction change = table.log().begin(read);
    const WrittenRows written = write_files(connection_, table, read.schema(), testing::query_of(select));
    for (const delta::AddFile& file : written.files) change.add(file);
    change.set_operation("WRITE", {{"mode", "Append"}});
    change.set_app_version("c360:orders", 7);
    change.commit();
  }

  /// silver.orders with two versions, of which the current moment shows the first.
  void make_orders() {
    LakeTable orders = lake_.table({"silver", "orders"});
    create(orders, "SELECT i AS id FROM range(3) t(i)");
    append(orders, "SELECT 9 AS id");
    Moment moment;
    moment.number = 1;
    moment.tables = {{{"silver", "orders"}, 0, "", "", ""}};
    publish_moment(lake_.store(), moment);
  }
};

TEST_F(InspectTest, AnEmptyLakehouseHasNoTables) {
  EXPECT_TRUE(table_names(lake_.store()).empty());
  EXPECT_TRUE(list_tables(lake_).empty());
}

TEST_F(InspectTest, FindsTablesOfEveryLayer) {
  for (const TableName& name : {TableName{"silver", "b"}, {"bronze", "a__malformed"}, {"legacy", "view1"}}) {
    LakeTable table = lake_.table(name);
    create(table, "SELECT 1 AS id");
  }
  lake_.store().put("gold/export/part-0.parquet", "");
  lake_.store().put("landing/deep/er/_delta_log/00000000000000000000.json", "");
  EXPECT_EQ(table_names(lake_.store()),
            (std::vector<TableName>{{"bronze", "a__malformed"}, {"legacy", "view1"}, {"silver", "b"}}));
}

TEST_F(InspectTest, ListsWhatEachTableHolds) {
  make_orders();
  const std::vector<TableSummary> tables = list_tables(lake_);
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].name.to_string(), "silver.orders");
  EXPECT_EQ(tables[0].version, 1);
  EXPECT_EQ(tables[0].in_moment, 0);
  EXPECT_EQ(tables[0].files, 2u);
  EXPECT_EQ(tables[0].rows, 4);
  EXPECT_GT(tables[0].bytes, 0u);
  EXPECT_EQ(tables[0].problem, "");
}

TEST_F(InspectTest, ATableThatCannotBeReadIsListedWithItsProblem) {
  lake_.store().put("gold/foreign/_delta_log/00000000000000000000.json",
                    R"({"protocol":{"minReaderVersion":99,"minWriterVersion":99}})"
                    "\n");
  const std::vector<TableSummary> tables = list_tables(lake_);
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].name.to_string(), "gold.foreign");
  EXPECT_NE(tables[0].problem, "");
}

TEST_F(InspectTest, ShowsATableInDetail) {
  make_orders();
  const TableDetail detail = table_detail(lake_, {"silver", "orders"});
  EXPECT_EQ(detail.summary.version, 1);
  EXPECT_TRUE(detail.location.ends_with("lake/silver/orders")) << detail.location;
  EXPECT_FALSE(detail.id.empty());
  ASSERT_EQ(detail.schema.fields.size(), 1u);
  EXPECT_EQ(detail.schema.fields[0].name, "id");
  EXPECT_EQ(detail.protocol.min_reader_version, 1);
  ASSERT_EQ(detail.transactions.size(), 1u);
  EXPECT_EQ(detail.transactions[0].app_id, "c360:orders");
  EXPECT_EQ(detail.transactions[0].version, 7);
}

TEST_F(InspectTest, TravelsInTime) {
  make_orders();
  VersionChoice first;
  first.version = 0;
  EXPECT_EQ(table_detail(lake_, {"silver", "orders"}, first).summary.rows, 3);
  VersionChoice now;
  now.timestamp = Clock::system().now() / 1000 + 1000;
  EXPECT_EQ(table_detail(lake_, {"silver", "orders"}, now).summary.rows, 4);
  VersionChoice missing;
  missing.version = 5;
  EXPECT_THROW(table_detail(lake_, {"silver", "orders"}, missing), Error);
}

TEST_F(InspectTest, TellsTheHistoryNewestFirst) {
  make_orders();
  const std::vector<delta::HistoryEntry> history = table_history(lake_, {"silver", "orders"});
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].version, 1);
  EXPECT_EQ(history[0].info.operation, "WRITE");
  EXPECT_EQ(table_history(lake_, {"silver", "orders"}, 1).size(), 1u);
}

TEST_F(InspectTest, SuggestsTheTableThatWasMeant) {
  make_orders();
  try {
    table_detail(lake_, {"silver", "order"});
    FAIL() << "found a table that is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_NE(error.hint().find("silver.orders"), std::string::npos) << error.hint();
  }
  EXPECT_THROW(table_history(lake_, {"gold", "nothing"}), Error);
}

TEST_F(InspectTest, CountsNoRowsWithoutStatistics) {
  delta::AddFile file;
  EXPECT_EQ(rows_of(file), std::nullopt);
  file.stats = "{}";
  EXPECT_EQ(rows_of(file), std::nullopt);
  file.stats = R"({"numRecords": 12})";
  EXPECT_EQ(rows_of(file), 12);
}

}  // namespace
}  // namespace c360::lakehouse
