#include "c360/ingest/source_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/engine/engine.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;

class SourceTable : public testing::Test {
 protected:
  void SetUp() override {
    project_.root = folder_.path();
    project_.lakehouse = (folder_.path() / "lakehouse").string();
    source_.name = "orders";
    source_.files = "orders*.csv";
    database_.add(source_table_function());
  }

  void put(const std::string& name, const std::string& bytes) { write_file(folder_.path() / name, bytes); }

  std::vector<std::string> rows(engine::Connection& connection) {
    std::vector<std::string> all;
    engine::Result result = connection.query_user_sql("SELECT * FROM orders ORDER BY _source_file, _source_row");
    while (const std::optional<engine::Chunk> chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        std::string text;
        for (std::size_t column = 0; column < result.columns().size(); ++column) {
          text += (column > 0 ? "|" : "") + chunk->display(column, row);
        }
        all.push_back(text);
      }
    }
    return all;
  }

  engine::Connection with_view() {
    engine::Connection connection = database_.connect();
    sql::Query query;
    query.from = source_relation(project_, source_);
    connection.create_view({"orders"}, query);
    return connection;
  }

  TemporaryDirectory folder_;
  project::Project project_;
  project::Source source_;
  engine::Database database_;
};

TEST_F(SourceTable, is_there_only_where_files_are) {
  EXPECT_FALSE(source_relation(project_, source_));
  put("orders-1.csv", "id\n");
  EXPECT_TRUE(source_relation(project_, source_));
}

TEST_F(SourceTable, gives_the_rows_of_all_files_by_column_name) {
  put("orders-1.csv", "id,name\n1,a\nmalformed\n2,\"b\"\"b\"\n");
  put("orders-2.csv", "NAME;id\nc;3\n");
  engine::Connection connection = with_view();
  EXPECT_THAT(rows(connection), ElementsAre("1|a|orders-1.csv|1", "2|b\"b|orders-1.csv|3", "3|c|orders-2.csv|1"));
}

TEST_F(SourceTable, reads_the_files_anew_each_time) {
  put("orders-1.csv", "id,name\n1,a\n");
  engine::Connection connection = with_view();
  EXPECT_EQ(rows(connection).size(), 1U);
  put("orders-1.csv", "id,name\n1,a\n2,b\n");
  put("orders-2.csv", "id,name\n3,c\n");
  EXPECT_EQ(rows(connection).size(), 3U);
}

TEST_F(SourceTable, tells_what_is_wrong_with_a_file_only_when_it_is_read) {
  put("orders-1.csv", "id,name\n1,a\n");
  put("orders-2.csv", "id,id\n1,a\n");
  engine::Connection connection = with_view();
  try {
    rows(connection);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_EQ(error.message(), "the header of orders-2.csv names 'id' twice: id,id");
  }
}

TEST_F(SourceTable, leaves_files_of_the_lakehouse_out) {
  source_.files = "**/*.csv";
  std::filesystem::create_directories(folder_.path() / "lakehouse" / "landing");
  put("lakehouse/landing/1.csv", "id,name\n1,a\n");
  EXPECT_FALSE(source_relation(project_, source_));
}

TEST_F(SourceTable, reads_files_of_any_format) {
  source_.files = "orders*";
  put("orders-1.json", R"([{"id":1,"late":"x"}])");
  put("orders-2.csv", "id\n2\n");
  put("orders-3.zip", fixture::zipped({{"a.ndjson", "{\"id\":3}\n{\"id\":\n"}}));
  engine::Database other;
  sql::Query select;
  select.user_sql = "SELECT 4 AS id";
  other.connect().copy_to_parquet(select, folder_.path() / "orders-4.parquet");
  engine::Connection connection = with_view();
  EXPECT_THAT(rows(connection), ElementsAre("1|x|orders-1.json|1", "2||orders-2.csv|1", "3||orders-3.zip!a.ndjson|1",
                                            "4||orders-4.parquet|1"));
}

}  // namespace
}  // namespace c360::ingest
