#include "c360/model/dependencies.h"

#include <gtest/gtest.h>

namespace c360::model {
namespace {

TEST(DependenciesTest, FollowsChainsWhateverTheirOrder) {
  Dependencies known;
  known.add({2}, {3});
  known.add({1}, {2});
  EXPECT_EQ(known.closure({1}, {}), (Ids{1, 2, 3}));
  EXPECT_EQ(known.closure({3}, {}), (Ids{3}));
}

TEST(DependenciesTest, WantsAllThatADependencyNeeds) {
  Dependencies known;
  known.add({1, 2}, {3});
  EXPECT_EQ(known.closure({1}, {}), (Ids{1}));
  EXPECT_EQ(known.closure({1, 2}, {}), (Ids{1, 2, 3}));
}

TEST(DependenciesTest, KnowsWhatIsConstant) {
  Dependencies known;
  known.add({}, {7});
  EXPECT_EQ(known.closure({}, {}), (Ids{7}));
}

TEST(DependenciesTest, HoldsWithGuardsOnlyWhereARowIsThere) {
  Dependencies known;
  known.add({1}, {2});
  known.guard(0, known.size(), {8, 9});
  known.add({1}, {3});
  EXPECT_EQ(known.closure({1}, {}), (Ids{1, 3}));
  EXPECT_EQ(known.closure({1}, {9}), (Ids{1, 2, 3}));
}

TEST(DependenciesTest, NeedsEachOfSeveralGuards) {
  Dependencies known;
  known.add({1}, {2});
  known.guard(0, 1, {8});
  known.guard(0, 1, {9});
  EXPECT_EQ(known.closure({1}, {8}), (Ids{1}));
  EXPECT_EQ(known.closure({1}, {8, 9}), (Ids{1, 2}));
}

}  // namespace
}  // namespace c360::model
