#include "c360/serve/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/ingest/gzip.h"

namespace c360::serve {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

http::Request get(const std::string& path, std::vector<http::Header> headers = {}) {
  http::Request request;
  request.method = "GET";
  request.path = path;
  for (auto& [name, value] : headers) request.headers.add(name, value);
  return request;
}

std::string header(const http::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(Assets, ThePageHasAPolicyThatAllowsNoScriptOfTheData) {
  const auto page = Assets::of_program().answer(get("/", {{"accept-encoding", "gzip, br"}}));
  ASSERT_TRUE(page);
  EXPECT_EQ(header(*page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header(*page, "Content-Encoding"), "gzip");
  EXPECT_TRUE(ingest::is_gzip(page->body));
  const std::string policy = header(*page, "Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

TEST(Assets, AreUnpackedForWhoDoesNotTakeGzip) {
  const auto page = Assets::of_program().answer(get("/"));
  ASSERT_TRUE(page);
  EXPECT_EQ(header(*page, "Content-Encoding"), "");
  EXPECT_THAT(page->body, HasSubstr("<!doctype html>"));
  EXPECT_THAT(page->body, Not(HasSubstr("@@"))) << "a place for a file's name was left";
}

TEST(Assets, TheFilesThatThePageNamesAreThereForEver) {
  const std::string page = Assets::of_program().answer(get("/"))->body;
  int found = 0;
  for (const char* const before : {"src=\"", "href=\""}) {
    const std::size_t at = page.find(std::string(before) + "/main-");
    ASSERT_NE(at, std::string::npos) << before;
    const std::size_t start = page.find('/', at);
    const auto file = Assets::of_program().answer(get(page.substr(start, page.find('"', start) - start)));
    ASSERT_TRUE(file);
    EXPECT_THAT(header(*file, "Cache-Control"), HasSubstr("immutable"));
    ++found;
  }
  EXPECT_EQ(found, 2);
}

TEST(Assets, AreNotSentAgainToWhoHasThem) {
  const auto first = Assets::of_program().answer(get("/"));
  const auto again = Assets::of_program().answer(get("/", {{"if-none-match", header(*first, "ETag")}}));
  EXPECT_EQ(again->status, 304);
  EXPECT_EQ(again->body, "");
  EXPECT_EQ(Assets::of_program().answer(get("/", {{"if-none-match", "\"other\""}}))->status, 200);
}

TEST(Assets, NothingElseIsThere) {
  for (const char* const path : {"/main.js", "/../etc/passwd", "//", ""})
    EXPECT_FALSE(Assets::of_program().answer(get(path))) << path;
}

TEST(Assets, ABrokenBundleIsAFaultOfTheProgram) {
  EXPECT_THROW(Assets("no json"), Error);
  EXPECT_THROW(Assets("{}\n"), Error);
  EXPECT_THROW(Assets("[{\"path\":\"/\",\"type\":\"text/html\",\"size\":9}]\nshort"), Error);
}

}  // namespace
}  // namespace c360::serve
