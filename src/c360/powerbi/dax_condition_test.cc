#include "c360/powerbi/dax_condition.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::powerbi {
namespace {

using sql::Type;
using sql::TypeKind;

const DaxColumn kText{"'T'[Channel]", Type{TypeKind::kString}, true};
const DaxColumn kNumber{"'T'[n]", Type{TypeKind::kBigint}, true};
const DaxColumn kDay{"'T'[Day]", Type{TypeKind::kDate}, true};
const DaxColumn kFlag{"'T'[paid]", Type{TypeKind::kBoolean}, true};

std::string dax(const std::string& condition, const DaxColumn& column) {
  return dax_condition(metric::parse_condition(condition), column);
}

TEST(DaxCondition, IsWrittenByTheTypeOfItsColumn) {
  EXPECT_EQ(dax("channel = Online", kText), "EXACT('T'[Channel], \"Online\")");
  EXPECT_EQ(dax("n = 5", kNumber), "'T'[n] == 5");
  EXPECT_EQ(dax("day >= 2024-05-31", kDay), "NOT(ISBLANK('T'[Day])) && 'T'[Day] >= DATE(2024, 5, 31)");
  EXPECT_EQ(dax("paid = true", kFlag), "'T'[paid] == TRUE()");
}

TEST(DaxCondition, KnowsListsAndWhatIsUnknown) {
  EXPECT_EQ(dax("channel in (Online, Store)", kText),
            "(EXACT('T'[Channel], \"Online\") || EXACT('T'[Channel], \"Store\"))");
  EXPECT_EQ(dax("n <> 5", kNumber), "NOT(ISBLANK('T'[n])) && NOT('T'[n] == 5)");
  EXPECT_EQ(dax("channel is null", kText), "ISBLANK('T'[Channel])");
  EXPECT_EQ(dax("channel is not null", kText), "NOT(ISBLANK('T'[Channel]))");
}

TEST(DaxCondition, RefusesOrdersOfTextsAndValuesOfOtherTypes) {
  EXPECT_THROW(dax("channel > Online", kText), Error);
  EXPECT_THROW(dax("n = many", kNumber), Error);
  EXPECT_THROW(dax("paid = yes", kFlag), Error);
}

}  // namespace
}  // namespace c360::powerbi
