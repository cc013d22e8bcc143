#include "c360/rest/hidden_texts.h"

#include <gtest/gtest.h>

namespace c360::rest {
namespace {

TEST(HiddenTextsTest, EveryFormOfASecretIsMasked) {
  HiddenTexts hidden;
  hidden.add("k\"y/with space");
  EXPECT_EQ(hidden.masked("a k\"y/with space b"), "a *** b");
  EXPECT_EQ(hidden.masked(R"({"self": "k\"y/with space"})"), R"({"self": "***"})");
  EXPECT_EQ(hidden.masked("https://h/x?key=k%22y%2Fwith%20space&p=1"), "https://h/x?key=***&p=1");
}

TEST(HiddenTextsTest, ALongerSecretIsMaskedWhole) {
  HiddenTexts hidden;
  hidden.add("secret");
  hidden.add("secret-and-more");
  EXPECT_EQ(hidden.masked("secret-and-more, secret"), "***, ***");
}

TEST(HiddenTextsTest, MarksAreTakenBackWhateverWasAddedSince) {
  HiddenTexts hidden;
  hidden.add("first-secret");
  const std::string marked = hidden.marked("https://h/first-secret/x");
  EXPECT_EQ(marked.find("first-secret"), std::string::npos);
  hidden.add("a-much-longer-second-secret");
  EXPECT_EQ(hidden.revealed(marked), "https://h/first-secret/x");
}

TEST(HiddenTextsTest, ShortTextsStayAsTheyAreInAllData) {
  HiddenTexts hidden;
  hidden.add("1");
  hidden.add("");
  EXPECT_EQ(hidden.masked(R"([{"id": 1}])"), R"([{"id": 1}])");
}

}  // namespace
}  // namespace c360::rest
