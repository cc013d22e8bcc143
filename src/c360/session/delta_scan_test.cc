#include "c360/session/delta_scan.h"

#include <gmock/gmock.h>

#include "c360/session/testing/texts.h"

namespace c360::session {
namespace {

using ::testing::ElementsAre;
using testing::texts;

/// Every delta_scan becomes a table p.t1, p.t2, … whose one row holds the path that was asked for.
class DeltaScanTest : public ::testing::Test {
 protected:
  std::vector<std::string> ask(const std::string& select) {
    const auto place = [this](const std::string& path) {
      paths_.push_back(path);
      const std::string name = "t" + std::to_string(paths_.size());
      sql::Query row;
      row.select = {{sql::literal(path), "path"}, {sql::literal(std::int64_t{1}), "n"}};
      connection_.create_schema("p");
      connection_.create_view({"p", name}, row);
      return PlacedTable{"p", name};
    };
    const auto replaced = replace_delta_scans(connection_.parse_to_json(select), place);
    engine::Result result = connection_.query_user_sql(replaced ? connection_.sql_from_json(*replaced) : select);
    return texts(result);
  }

  std::string refusal(const std::string& select) {
    try {
      ask(select);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage) << error.what();
      return error.message();
    }
    return "it was taken";
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  std::vector<std::string> paths_;
};

TEST_F(DeltaScanTest, StandsInFrom) {
  EXPECT_THAT(ask("SELECT path FROM delta_scan('/a/b')"), ElementsAre("/a/b"));
}

TEST_F(DeltaScanTest, CanBeNamedByItsOwnName) {
  EXPECT_THAT(ask("SELECT delta_scan.path FROM delta_scan('x')"), ElementsAre("x"));
}

TEST_F(DeltaScanTest, StandsOnBothSidesOfAJoin) {
  EXPECT_THAT(ask("SELECT a.path, b.path FROM delta_scan('1') a JOIN delta_scan('2') AS b ON a.n = b.n"),
              ElementsAre("1|2"));
  EXPECT_THAT(ask("SELECT a.path, b.path FROM delta_scan('1') a, delta_scan('1') b"), ElementsAre("1|1"));
}

TEST_F(DeltaScanTest, StandsInCommonTablesSubqueriesAndUnions) {
  EXPECT_THAT(ask("WITH c AS (SELECT * FROM delta_scan('in cte')) SELECT path FROM c"), ElementsAre("in cte"));
  EXPECT_THAT(ask("SELECT 1 WHERE EXISTS (FROM delta_scan('x') WHERE n = 1)"), ElementsAre("1"));
  EXPECT_THAT(ask("SELECT (SELECT path FROM delta_scan('y')) AS p"), ElementsAre("y"));
  EXPECT_THAT(ask("SELECT n FROM delta_scan('x') UNION ALL SELECT 2 AS n FROM delta_scan('y')"), ElementsAre("1", "2"));
}

TEST_F(DeltaScanTest, IsKnownInCapitals) {
  EXPECT_TRUE(names_delta_scan("SELECT * FROM Delta_SCAN('x')"));
  EXPECT_THAT(ask("SELECT path FROM DELTA_SCAN('Stays As It Is')"), ElementsAre("Stays As It Is"));
}

TEST_F(DeltaScanTest, KeepsItsAliasWithItsColumns) {
  EXPECT_THAT(ask("SELECT t.p FROM delta_scan('x') AS t(p, m)"), ElementsAre("x"));
}

TEST_F(DeltaScanTest, TakesAPathAsItIs) {
  const std::string hostile = "/tmp/a''b\"; DROP VIEW x; -- é 100%";
  EXPECT_THAT(ask("SELECT path FROM delta_scan('" + hostile + "')"), ElementsAre("/tmp/a'b\"; DROP VIEW x; -- é 100%"));
}

TEST_F(DeltaScanTest, LeavesTextsThatOnlyMentionItAlone) {
  EXPECT_THAT(ask("SELECT 'delta_scan(1)' AS t"), ElementsAre("delta_scan(1)"));
  EXPECT_TRUE(paths_.empty());
  EXPECT_FALSE(names_delta_scan("SELECT * FROM silver.orders"));
}

TEST_F(DeltaScanTest, WantsExactlyOnePath) {
  const std::string words = "delta_scan takes the folder of one Delta table as a text";
  EXPECT_EQ(refusal("SELECT * FROM delta_scan()"), words);
  EXPECT_EQ(refusal("SELECT * FROM delta_scan('a', 'b')"), words);
  EXPECT_EQ(refusal("SELECT * FROM delta_scan(1)"), words);
  EXPECT_EQ(refusal("SELECT * FROM delta_scan(NULL)"), words);
  EXPECT_EQ(refusal("SELECT * FROM delta_scan('a' || 'b')"), words);
}

}  // namespace
}  // namespace c360::session
