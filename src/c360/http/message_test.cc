#include "c360/http/message.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(TargetTest, IsAPathAndItsQuery) {
  const auto target = parse_target("/v1/tables/silver.orders?limit=10&q=a%20b+c&q=%C3%A9&flag&empty=");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/v1/tables/silver.orders");
  EXPECT_THAT(target->query.all(), ElementsAre(Pair("limit", "10"), Pair("q", "a b c"), Pair("q", "é"),
                                               Pair("flag", ""), Pair("empty", "")));
  EXPECT_THAT(target->query.values("q"), ElementsAre("a b c", "é"));
  EXPECT_EQ(target->query.value("q"), "a b c");
  EXPECT_EQ(target->query.value("Q"), std::nullopt);
}

TEST(TargetTest, APathIsDecodedOnceAndKeepsItsPlus) {
  EXPECT_EQ(parse_target("/%61%c3%a9+b")->path, "/aé+b");
  EXPECT_THAT(segments_of(parse_target("/a+b/c%2520")->path), ElementsAre("a+b", "c%20"));
  EXPECT_THAT(parse_target("/a?")->query.all(), IsEmpty());
  EXPECT_THAT(parse_target("/a?&&")->query.all(), IsEmpty());
  EXPECT_THAT(parse_target("/a?x=1#y=2")->query.all(), ElementsAre(Pair("x", "1")));
}

TEST(TargetTest, APathIsSplitBeforeItIsDecoded) {
  const std::string path = parse_target("/x/a%2fb%3F%23%20%0A%7f/%2E%2e//")->path;
  EXPECT_EQ(path, "/x/a%2Fb?# %0A%7F/..//");
  EXPECT_THAT(segments_of(path), ElementsAre("x", "a/b?# \n\x7f", "..", "", ""));
  EXPECT_THAT(segments_of(parse_target("/")->path), ElementsAre(""));
}

TEST(TargetTest, TwoPathsAreNeverOne) {
  EXPECT_NE(parse_target("/a%2Frows")->path, parse_target("/a/rows")->path);
  EXPECT_NE(parse_target("/a%252Frows")->path, parse_target("/a%2Frows")->path);
  EXPECT_EQ(parse_target("/%61%2frows")->path, parse_target("/a%2Frows")->path);
}

TEST(TargetTest, WhatIsNoAddressIsRefused) {
  for (const char* wrong : {"", "a", "*", "http://host/", "/%", "/%4", "/%zz", "/%00", "/?a=%00", "/%ff", "/?%C3=1",
                            "/%ED%A0", "/?x=%E2%82"})
    EXPECT_FALSE(parse_target(wrong)) << wrong;
}

TEST(FieldsTest, HeadersHaveNamesInAnyCase) {
  Fields headers;
  headers.add("Accept", "text/csv");
  headers.add("accept", "application/json");
  EXPECT_EQ(headers.header("ACCEPT"), "text/csv");
  EXPECT_EQ(headers.header("accep"), std::nullopt);
  EXPECT_EQ(headers.value("ACCEPT"), std::nullopt);
}

TEST(ResponseTest, AHeaderCannotCarryAnother) {
  Response response;
  response.with("Location", "/a b");
  EXPECT_THROW(response.with("Location", "/a\r\nSet-Cookie: x=1"), Error);
  EXPECT_THROW(response.with("X\n", "1"), Error);
}

}  // namespace
}  // namespace c360::http
