#include "c360/base/error.h"

#include <gtest/gtest.h>

namespace c360 {
namespace {

TEST(ErrorTest, SaysWhereWhatAndWhatToDo) {
  const Error error(ErrorCode::kProject, "unknown key 'form'", "did you mean 'from'?", {"contracts/orders.yaml", 3, 5});
  EXPECT_STREQ(error.what(), "contracts/orders.yaml:3:5: unknown key 'form'\n  did you mean 'from'?");
}

TEST(ErrorTest, TakesContextBeforeItsMessageAndKeepsTheRest) {
  const Error error = Error(ErrorCode::kIo, "disk gone", "look at it").in("bronze orders");
  EXPECT_EQ(error.message(), "bronze orders: disk gone");
  EXPECT_EQ(error.hint(), "look at it");
  EXPECT_EQ(error.code(), ErrorCode::kIo);
}

TEST(ErrorTest, LeavesOutWhatIsNotKnown) {
  EXPECT_STREQ(Error(ErrorCode::kIo, "disk gone").what(), "disk gone");
  EXPECT_STREQ(Error(ErrorCode::kIo, "disk gone", "look at it").what(), "disk gone\n  look at it");
  EXPECT_STREQ(Error(ErrorCode::kProject, "empty", "", {"c360.yaml"}).what(), "c360.yaml: empty");
}

TEST(ErrorTest, TellsAPlaceAsFarAsItIsKnown) {
  EXPECT_EQ((Location{"f", 3, 5}.to_string()), "f:3:5");
  EXPECT_EQ((Location{"f", 3, 0}.to_string()), "f:3");
  EXPECT_EQ((Location{"f", 0, 5}.to_string()), "f");
  EXPECT_EQ(Location{}.to_string(), "");
}

TEST(ErrorTest, HasAWordForEveryCode) {
  const std::vector<std::pair<ErrorCode, std::string>> words = {{ErrorCode::kUsage, "usage"},
                                                                {ErrorCode::kProject, "project"},
                                                                {ErrorCode::kData, "data"},
                                                                {ErrorCode::kNotFound, "not_found"},
                                                                {ErrorCode::kUnsupported, "unsupported"},
                                                                {ErrorCode::kCorrupt, "corrupt"},
                                                                {ErrorCode::kConflict, "conflict"},
                                                                {ErrorCode::kIo, "io"},
                                                                {ErrorCode::kNoSpace, "no_space"},
                                                                {ErrorCode::kCancelled, "cancelled"},
                                                                {ErrorCode::kEngine, "engine"},
                                                                {ErrorCode::kInternal, "internal"}};
  for (const auto& [code, word] : words) EXPECT_EQ(to_string(code), word);
}

}  // namespace
}  // namespace c360
