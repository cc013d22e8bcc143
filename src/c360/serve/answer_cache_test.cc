#include "c360/serve/answer_cache.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace c360::serve {
namespace {

constexpr std::size_t kRoom = 80'000;

http::Response answer(std::string body, int status = 200) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.with("Content-Type", "application/json");
  return response;
}

http::Response stream(std::vector<std::string> parts) {
  http::Response response = answer("");
  response.stream = [parts = std::move(parts)](const http::Write& out) {
    for (const std::string& part : parts) {
      if (part == "fails") throw std::runtime_error("the client is gone");
      out(part);
    }
  };
  return response;
}

/// What a client gets.
std::string given(const http::Response& response) {
  std::string body = response.body;
  if (response.stream) response.stream([&](std::string_view part) { body += part; });
  return body;
}

TEST(AnswerCache, WhatWasAnsweredIsFoundAgain) {
  AnswerCache cache(kRoom);
  EXPECT_FALSE(cache.find("a"));
  EXPECT_EQ(given(cache.keep("a", answer("one"))), "one");
  const auto found = cache.find("a");
  ASSERT_TRUE(found);
  EXPECT_EQ(given(*found), "one");
  EXPECT_EQ(found->headers.at(0).second, "application/json");
  EXPECT_FALSE(cache.find("b"));
}

TEST(AnswerCache, AStreamIsKeptOnceItHasRunToItsEnd) {
  AnswerCache cache(kRoom);
  const http::Response response = cache.keep("a", stream({"on", "e"}));
  EXPECT_FALSE(cache.find("a"));
  EXPECT_EQ(given(response), "one");
  EXPECT_EQ(given(*cache.find("a")), "one");
  EXPECT_FALSE(cache.find("a")->stream);
}

TEST(AnswerCache, AStreamThatBrokeOffIsNotKept) {
  AnswerCache cache(kRoom);
  const http::Response response = cache.keep("a", stream({"on", "fails"}));
  EXPECT_THROW(given(response), std::runtime_error);
  EXPECT_FALSE(cache.find("a"));
}

TEST(AnswerCache, ErrorsAreNotKept) {
  AnswerCache cache(kRoom);
  cache.keep("a", answer("no", 404));
  EXPECT_FALSE(cache.find("a"));
}

TEST(AnswerCache, WhatIsTooLargeIsGivenAndNotKept) {
  AnswerCache cache(kRoom);
  const std::string large(kRoom / 8, 'x');
  EXPECT_EQ(given(cache.keep("a", answer(large))), large);
  EXPECT_EQ(given(cache.keep("b", stream({large, "y", "z"}))), large + "yz");
  EXPECT_FALSE(cache.find("a"));
  EXPECT_FALSE(cache.find("b"));
}

TEST(AnswerCache, WhatWasNotUsedForLongestGoesFirst) {
  AnswerCache cache(kRoom);
  const std::string body(9000, 'x');  // eight of them fit
  for (char key = 'a'; key <= 'h'; ++key) cache.keep(std::string(1, key), answer(body));
  EXPECT_TRUE(cache.find("a"));
  cache.keep("i", answer(body));
  EXPECT_TRUE(cache.find("a"));
  EXPECT_FALSE(cache.find("b"));
  EXPECT_TRUE(cache.find("c"));
  EXPECT_TRUE(cache.find("i"));
}

}  // namespace
}  // namespace c360::serve
