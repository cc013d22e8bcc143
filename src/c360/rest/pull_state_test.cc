#include "c360/rest/pull_state.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::rest {
namespace {

TEST(PullStateTest, ComesBackAsItWas) {
  PullState state;
  state.asked = "f";
  state.begun = 7;
  state.before = 5;
  state.is_open = true;
  state.is_full = false;
  state.since = "2024-05-31";
  state.highest = "2024-06-01";
  state.nulls = 3;
  state.has_nulls = true;
  state.newest = "2024-05-30";
  state.last_full = 4;
  state.parent = "a/b";
  state.place = {2, 100, Json::array({1, "x"}), "https://h/x"};
  const std::string json = state.to_json();
  EXPECT_EQ(PullState::from_json(json).to_json(), json);
  EXPECT_EQ(PullState::from_json(json).place.mark, Json::array({1, "x"}));
}

TEST(PullStateTest, NothingIsTheStateBeforeTheFirstPull) {
  EXPECT_FALSE(PullState::from_json("").is_open);
  EXPECT_EQ(PullState::from_json("").begun, 0);
}

TEST(PullStateTest, ADamagedOneIsRefused) {
  EXPECT_THROW(PullState::from_json("{"), Error);
  EXPECT_THROW(PullState::from_json("{}"), Error);
  EXPECT_THROW(PullState::from_json(R"({"asked": 5})"), Error);
}

}  // namespace
}  // namespace c360::rest
