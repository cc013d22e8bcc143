#include "c360/publish/difference.h"

#include <gmock/gmock.h>

#include "c360/session/testing/texts.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DifferenceTest : public ::testing::Test {
 protected:
  static sql::Query rows(const std::string& values) {
    sql::Query query;
    query.user_sql = "SELECT * FROM (VALUES " + values + ") AS t(k, v) WHERE k IS DISTINCT FROM -1";
    return query;
  }
  sql::TableDefinition table(bool may_be_null = false) {
    sql::TableDefinition definition;
    definition.columns.resize(2);
    definition.columns[0].name = "k";
    definition.columns[1].name = "v";
    definition.key.columns = {"k"};
    definition.key.may_be_null = may_be_null;
    return definition;
  }
  std::vector<std::string> texts(const sql::Query& query) {
    engine::Result result = connection_.query(query);
    auto lines = session::testing::texts(result);
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(DifferenceTest, FindsWhatCameChangedAndWent) {
  const auto definition = table();
  const Difference difference(connection_, definition, rows("(1, 'a'), (2, 'b'), (3, 'c')"),
                              rows("(2, 'B'), (3, 'c'), (4, 'd')"));
  EXPECT_EQ(difference.inserted(), 1);
  EXPECT_EQ(difference.updated(), 1);
  EXPECT_EQ(difference.deleted(), 1);
  EXPECT_THAT(texts(difference.inserted_rows()), ElementsAre("4|d"));
  EXPECT_THAT(texts(difference.updated_rows()), ElementsAre("2|B"));
  EXPECT_THAT(texts(difference.deleted_keys()), ElementsAre("1"));
}

TEST_F(DifferenceTest, NullIsAValueLikeOthers) {
  const auto definition = table();
  const Difference difference(connection_, definition, rows("(1, NULL), (2, NULL), (3, 'c')"),
                              rows("(1, NULL), (2, 'b'), (3, NULL)"));
  EXPECT_EQ(difference.updated(), 2);
  EXPECT_EQ(difference.inserted() + difference.deleted(), 0);
}

TEST_F(DifferenceTest, KeysMayHoldNull) {
  const auto definition = table(true);
  const Difference difference(connection_, definition, rows("(NULL, 'a'), (2, 'b')"), rows("(NULL, 'A'), (2, 'b')"));
  EXPECT_EQ(difference.updated(), 1);
  EXPECT_EQ(difference.inserted() + difference.deleted(), 0);
}

TEST_F(DifferenceTest, AKeyWithNullThatWentIsToldAsNull) {
  const auto definition = table(true);
  const Difference difference(connection_, definition, rows("(NULL, 'a'), (2, 'b')"), rows("(2, 'b'), (3, 'c')"));
  EXPECT_EQ(difference.deleted(), 1);
  EXPECT_EQ(difference.inserted(), 1);
}

TEST_F(DifferenceTest, FromAndToNothing) {
  const auto definition = table();
  {
    const Difference all_new(connection_, definition, rows("(-1, '')"), rows("(1, 'a'), (2, 'b')"));
    EXPECT_EQ(all_new.inserted(), 2);
  }
  const Difference all_gone(connection_, definition, rows("(1, 'a'), (2, 'b')"), rows("(-1, '')"));
  EXPECT_EQ(all_gone.deleted(), 2);
  EXPECT_THAT(texts(all_gone.inserted_rows()), IsEmpty());
}

}  // namespace
}  // namespace c360::publish
