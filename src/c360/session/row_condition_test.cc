#include "c360/session/row_condition.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::session {
namespace {

using ::testing::ElementsAre;

class RowConditionTest : public ::testing::Test {
 protected:
  std::set<std::string> columns(const std::string& condition) {
    return columns_of_condition(connection_, database_.dialect(), condition);
  }
  std::string refusal(const std::string& condition) {
    try {
      columns(condition);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(RowConditionTest, NamesColumnsWhateverTheirCase) {
  EXPECT_THAT(columns("store_id in (3, 7)"), ElementsAre("store_id"));
  EXPECT_THAT(columns("Region = 'Berlin' AND NOT (STORE_ID = 3 OR region IS NULL)"), ElementsAre("region", "store_id"));
  EXPECT_THAT(columns("\"odd name\" = cast('3' as int)"), ElementsAre("odd name"));
}

TEST_F(RowConditionTest, ReadsNothingElse) {
  EXPECT_EQ(refusal("store_id in (from gold.stores)"), "a role's condition cannot hold a subquery");
  EXPECT_EQ(refusal("row_number() over () = store_id"), "a role's condition cannot hold a window");
  EXPECT_EQ(refusal("store_id = ?"), "a role's condition cannot hold a parameter");
  EXPECT_EQ(refusal("current_setting('threads') = store_id"), "the function 'current_setting' is not allowed");
  EXPECT_EQ(refusal("stores.store_id = 3"),
            "a role's condition names columns without a table: it counts for all tables that have them");
  EXPECT_EQ(refusal("1 = 1"), "a role's condition names no column");
  EXPECT_NE(refusal("store_id ="), "");
  EXPECT_NE(refusal("1) OR (1 = 1"), "");
}

}  // namespace
}  // namespace c360::session
