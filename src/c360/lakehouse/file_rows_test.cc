#include "c360/lakehouse/file_rows.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "c360/base/error.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

using Rows = std::vector<std::string>;

class FileRowsTest : public testing::LakeFixture {
 protected:
  FileRowsTest() {
    create(table_, "SELECT 1::BIGINT AS id, 'a' AS name");
    append("SELECT 2::BIGINT AS id, 'b' AS name");
    append("SELECT 3::BIGINT AS id, NULL AS name");
  }

  void append(const std::string& select) {
    const delta::Snapshot read = table_.log().latest();
    delta::Transaction change = table_.log().begin(read);
    for (const auto& file : write_files(connection_, table_, read.schema(), testing::query_of(select)).files) {
      change.add(file);
    }
    change.commit();
  }

  std::shared_ptr<const FileRows> latest() {
    return std::make_shared<FileRows>(storage::open_substore(*real_, "silver/orders"), table_.log().latest());
  }

  /// The rows of a SELECT from `orders`, in its order.
  Rows ask(const std::string& select) {
    sql::Query all;
    all.from = database_.add("orders", latest());
    connection_.create_view({"orders"}, all);
    Rows texts;
    engine::Result result = connection_.query_user_sql(select);
    while (const auto chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) texts.push_back(chunk->display(0, row));
    }
    return texts;
  }

  LakeTable table_ = lake_.table({"silver", "orders"});
};

TEST_F(FileRowsTest, GivesTheRowsOfFilesThatMayMatch) {
  EXPECT_EQ(ask("SELECT id FROM orders ORDER BY id"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(ask("SELECT id FROM orders WHERE id >= 2 ORDER BY id"), (Rows{"2", "3"}));
  EXPECT_EQ(ask("SELECT id FROM orders WHERE name IS NULL"), Rows{"3"});
  EXPECT_TRUE(ask("SELECT id FROM orders WHERE id > 3").empty());
}

TEST_F(FileRowsTest, HasTheTablesColumns) {
  const auto rows = latest();
  const auto& columns = rows->columns();
  ASSERT_EQ(columns.size(), 2u);
  EXPECT_EQ(columns[0].name, "id");
  EXPECT_EQ(columns[0].type, sql::Type{sql::TypeKind::kBigint});
  EXPECT_EQ(columns[1].name, "name");
}

TEST_F(FileRowsTest, AsksForTheFilesOfAConditionOnly) {
  const sql::Expr two = sql::equal(sql::column("id"), sql::literal(std::int64_t{2}));
  EXPECT_EQ(latest()->rows(two).scan->files.size(), 1u);
  EXPECT_EQ(latest()->rows(std::nullopt).scan->files.size(), 3u);
}

TEST_F(FileRowsTest, TheOtherFilesAreNotOpened) {
  for (const delta::AddFile& file : table_.log().latest().files()) {
    if (file.stats->find("\"minValues\":{\"id\":2") != std::string::npos) continue;
    std::filesystem::remove(real_->local_file("silver/orders/" + file.path));
  }
  EXPECT_EQ(ask("SELECT name FROM orders WHERE id = 2"), Rows{"b"});
  EXPECT_THROW(ask("SELECT name FROM orders"), Error);
}

TEST_F(FileRowsTest, RefusesADeletionVectorOnlyWhereItIsInTheWay) {
  const delta::Snapshot snapshot = table_.log().latest();
  std::vector<delta::AddFile> files = snapshot.files();
  for (delta::AddFile& file : files) {
    if (file.stats->find("\"minValues\":{\"id\":2") == std::string::npos) file.deletion_vector.emplace();
  }
  const FileRows rows(storage::open_substore(*real_, "silver/orders"), snapshot.metadata(), files);
  EXPECT_NO_THROW(rows.rows(sql::equal(sql::column("id"), sql::literal(std::int64_t{2}))));
  EXPECT_THROW(rows.rows(std::nullopt), Error);
}

}  // namespace
}  // namespace c360::lakehouse
