#include "c360/session/memory_table.h"

#include <gmock/gmock.h>

#include "c360/session/testing/texts.h"

namespace c360::session {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::texts;

const std::vector<engine::TableColumn> kColumns = {
    {"n", {sql::TypeKind::kBigint}}, {"t", {sql::TypeKind::kString}}, {"at", {sql::TypeKind::kTimestamp}}};

class MemoryTableTest : public ::testing::Test {
 protected:
  MemoryTableTest() { database_.add(tables_); }

  std::vector<std::string> rows(sql::Relation relation, const std::vector<std::string>& columns = {}) {
    sql::Query query;
    query.from = std::move(relation);
    for (const auto& name : columns) query.select.push_back({sql::column(name), name});
    engine::Result result = connection_.query(query);
    return texts(result);
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  std::shared_ptr<MemoryTables> tables_ = std::make_shared<MemoryTables>();
};

TEST_F(MemoryTableTest, GivesNumbersTextsInstantsAndNulls) {
  const auto relation = tables_->put("a", {kColumns, {{7, "x", 0}, {Cell{}, Cell{}, Cell{}}}});
  EXPECT_THAT(rows(relation), ElementsAre("7|x|1970-01-01 00:00:00+00", "NULL|NULL|NULL"));
}

TEST_F(MemoryTableTest, GivesOnlyTheColumnsAskedForInTheirOrder) {
  const auto relation = tables_->put("a", {kColumns, {{7, "x", 0}}});
  EXPECT_THAT(rows(relation, {"t", "n"}), ElementsAre("x|7"));
}

TEST_F(MemoryTableTest, GivesMoreRowsThanOneChunkHolds) {
  MemoryTable big{{{"n", {sql::TypeKind::kBigint}}}, {}};
  for (std::int64_t i = 0; i < 5000; ++i) big.rows.push_back({i});
  sql::Query sum;
  sum.select = {{sql::call("sum", {sql::column("n")}), "s"}};
  sum.from = tables_->put("big", std::move(big));
  EXPECT_EQ(connection_.query(sum).next()->display(0, 0), "12497500");
}

TEST_F(MemoryTableTest, KeepsLongTextsWhole) {
  const std::string text(1000, 'y');
  EXPECT_THAT(rows(tables_->put("a", {kColumns, {{1, text, 0}}}), {"t"}), ElementsAre(text));
}

TEST_F(MemoryTableTest, ReplacesATableOfTheSameName) {
  tables_->put("a", {kColumns, {{1, "old", 0}}});
  EXPECT_THAT(rows(tables_->put("a", {kColumns, {}})), IsEmpty());
}

TEST_F(MemoryTableTest, RefusesANameThatWasNeverPut) {
  EXPECT_THROW(tables_->bind("b"), Error);
}

}  // namespace
}  // namespace c360::session
