#include "c360/cli/row_table.h"

#include <gmock/gmock.h>

#include "c360/cli/testing/captured.h"

namespace c360::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class RowTableTest : public ::testing::Test {
 protected:
  std::string print(const std::string& select, std::size_t width = 0, std::size_t most_rows = 0) {
    engine::Result result = connection_.query_user_sql(select);
    return testing::captured([&](std::FILE* out) { count_ = print_row_table(out, result, most_rows, width); });
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  std::size_t count_ = 0;
};

TEST_F(RowTableTest, ShowsRowsThatAreWiderThanTheScreenOnTheirOwn) {
  EXPECT_EQ(print("SELECT 'Ada' AS name, 1.50::decimal(4,2) AS amount FROM range(2)", 9),
            "-- row 1 --\nname    Ada\namount  1.50\n-- row 2 --\nname    Ada\namount  1.50\n");
}

TEST_F(RowTableTest, NarrowsTheGapsWhereThatIsEnough) {
  EXPECT_EQ(print("SELECT 'Ada' AS name, 'x' AS n", 6), "name n\n---- -\nAda  x\n");
}

TEST_F(RowTableTest, OfNoRowsShowsTheHeaderHoweverNarrowTheScreen) {
  EXPECT_EQ(print("SELECT 1 AS a_long_name, 2 AS another WHERE false", 5),
            "a_long_name another\n----------- -------\n");
}

TEST_F(RowTableTest, PrintsWhatComesAfterTheLayoutAsItComes) {
  const std::string table =
      print("SELECT CASE WHEN range < 1500 THEN 'a' ELSE 'wide' END AS t, range AS n FROM range(1501)");
  EXPECT_EQ(table.substr(0, 20), "t    n\n-  ---\na    0");
  EXPECT_EQ(table.substr(table.size() - 20), "\na  1499\nwide  1500\n");
  EXPECT_EQ(count_, 1501u);
}

TEST_F(RowTableTest, CountsWhatItDoesNotShow) {
  EXPECT_THAT(print("SELECT range AS n FROM range(100000)", 0, 1500),
              EndsWith("\n1499\n(1,500 of 100,000 rows shown)\n"));
  EXPECT_EQ(count_, 100000u);
}

TEST_F(RowTableTest, ShowsAPlanAsItIsDrawn) {
  const std::string plan = print("EXPLAIN SELECT 1");
  EXPECT_THAT(plan, HasSubstr("\n│         PROJECTION"));
  EXPECT_THAT(plan, Not(HasSubstr("explain_key")));
}

}  // namespace
}  // namespace c360::cli
