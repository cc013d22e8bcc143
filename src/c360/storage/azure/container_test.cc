#include "c360/storage/azure/container.h"

#include <gmock/gmock.h>

#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/testing/cutting_proxy.h"
#include "c360/storage/azure/testing/blob_server.h"

namespace c360::storage::azure {
namespace {

using fetch::testing::answer;
using fetch::testing::CuttingProxy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Where = CuttingProxy::Where;

class ContainerTest : public ::testing::Test {
 protected:
  static Endpoint endpoint(std::uint16_t port) {
    return parse_endpoint("http://127.0.0.1:" + std::to_string(port) + "/shop");
  }

  std::vector<std::string> names(const std::string& prefix, bool direct_only = false) {
    std::vector<std::string> found;
    for (const ObjectInfo& info : container_.list(prefix, direct_only)) found.push_back(info.path);
    return found;
  }

  /// A put-if-absent whose first connection is cut; whether it created, and whether what is stored is what was put.
  void put_through_a_cut(Where where, std::uint64_t after, int number) {
    const std::string name = "log/" + std::to_string(number);
    proxy_.cut_next(where, after);
    const BlobService service(endpoint(proxy_.port()), server_.settings(), Clock::system(), cancel_);
    Container container(service, "lake", "azure://lake");
    EXPECT_EQ(container.create_blob(name, "mine"), PutOutcome::kCreated) << after;
    EXPECT_EQ(container.create_blob(name, "mine"), PutOutcome::kAlreadyExists) << after;
    EXPECT_EQ(server_.bytes_of(name), "mine") << after;
  }

  TemporaryDirectory folder_;
  testing::BlobServer server_;
  CuttingProxy proxy_{server_.port()};
  Cancellation cancel_;
  BlobService service_{endpoint(server_.port()), server_.settings(), Clock::system(), cancel_};
  Container container_{service_, "lake", "azure://lake"};
  Pieces pieces_{1000, 4};
};

TEST_F(ContainerTest, EveryNameGoesThereAndBack) {
  for (const char* name : {"a b", "a+b", "a%20b", "a%b", "a#b", "a?b&c=d", "\xC3\xBC/\xE2\x82\xAC", "a'b\"c<d>&",
                           "~a-._b", "a;b@c:d$e,f=g", "a\\b", "a[0]{1}|^`"}) {
    EXPECT_EQ(container_.create_blob(name, name), PutOutcome::kCreated) << name;
    EXPECT_EQ(container_.get(name), name);
    EXPECT_THAT(names(name), ElementsAre(name));
    container_.remove(name);
    EXPECT_EQ(container_.head(name), std::nullopt) << name;
  }
}

TEST_F(ContainerTest, TellsSizeAndVersion) {
  const std::string first = container_.put("a", "12345");
  EXPECT_EQ(container_.head("a")->size, 5u);
  EXPECT_EQ(container_.head("a")->etag, first);
  EXPECT_EQ(container_.head("a")->modified, parse_utc("2026-11-26T08:15:00Z"));
  EXPECT_EQ(container_.list("")[0].etag, first);
  EXPECT_NE(container_.put("a", "1"), first);
}

TEST_F(ContainerTest, ReadsRanges) {
  container_.put("a", "0123456789");
  EXPECT_EQ(container_.get("a", Range{2, 3}), "234");
  EXPECT_EQ(container_.get("a", Range{8, 100}), "89");
  EXPECT_EQ(container_.get("a", Range{10, 1}), "");
  EXPECT_EQ(container_.get("b", Range{0, 1}), std::nullopt);
}

TEST_F(ContainerTest, OneCreatesAndTheOtherIsTold) {
  EXPECT_EQ(container_.create_blob("a", "x"), PutOutcome::kCreated);
  EXPECT_EQ(container_.create_blob("a", "y"), PutOutcome::kAlreadyExists);
  EXPECT_EQ(container_.create_blob("a", "x"), PutOutcome::kAlreadyExists);  // the same bytes, but not by this put
  EXPECT_EQ(container_.get("a"), "x");
}

TEST_F(ContainerTest, TakenIsSaidInManyWays) {
  container_.put("a", "x");
  for (const auto& [status, code] :
       {std::pair{409, "BlobAlreadyExists"}, std::pair{412, "ConditionNotMet"}, std::pair{409, "PathAlreadyExists"},
        std::pair{403, "UnauthorizedBlobOverwrite"}}) {
    server_.answer_next({testing::refusal(status, code)});
    EXPECT_EQ(container_.create_blob("a", "y"), PutOutcome::kAlreadyExists) << code;
  }
  for (const auto& [status, code] : {std::pair{409, "ContainerBeingDeleted"}, std::pair{403, "AuthorizationFailure"}}) {
    server_.answer_next({testing::refusal(status, code)});
    EXPECT_THROW(container_.create_blob("a", "y"), Error) << code;
  }
}

TEST_F(ContainerTest, APutThatWasDoneWithoutAnAnswerIsItsOwn) {
  for (const int status : {500, 503}) {
    const std::string name = "a" + std::to_string(status);
    int puts = 0;
    // The first try is done, but answered with a failure.
    fetch::testing::ScriptedServer between([&](const http::Request& request) {
      fetch::Request passed;
      passed.method = request.method;
      passed.url = endpoint(server_.port()).origin + request.path;
      passed.body = request.body;
      for (const auto& [key, value] : request.headers.all()) {
        if (key.starts_with("x-ms-") || key == "If-None-Match") passed.with(key, value);
      }
      const auto got = std::get<fetch::Answer>(fetch::Client().send(passed, Cancellation()));
      if (request.method == "PUT" && ++puts == 1) return answer(status);
      return answer(got.status, got.body, got.headers.all());
    });
    const BlobService service(endpoint(between.port()), server_.settings(), Clock::system(), cancel_);
    EXPECT_EQ(Container(service, "lake", "azure://lake").create_blob(name, "x"), PutOutcome::kCreated);
    EXPECT_EQ(puts, 2);
  }
}

TEST_F(ContainerTest, ACutAnywhereInARequestLosesNothingAndDoublesNothing) {
  int number = 0;
  for (std::uint64_t after = 0; after < 620; after += 31) put_through_a_cut(Where::kRequest, after, number++);
  EXPECT_GT(proxy_.cuts_made(), 10u);
}

TEST_F(ContainerTest, ACutAnywhereInAnAnswerLosesNothingAndDoublesNothing) {
  int number = 0;
  for (std::uint64_t after = 1; after < 130; after += 9) put_through_a_cut(Where::kAnswer, after, number++);
  EXPECT_GT(proxy_.cuts_made(), 10u);
}

TEST_F(ContainerTest, WhereNoMarksAreKeptTheBytesDecide) {
  server_.keep_no_metadata();
  proxy_.cut_next(Where::kAnswer, 20);
  const BlobService service(endpoint(proxy_.port()), server_.settings(), Clock::system(), cancel_);
  Container container(service, "lake", "azure://lake");
  EXPECT_EQ(container.create_blob("a", "mine"), PutOutcome::kCreated);
  EXPECT_EQ(container.create_blob("a", "other"), PutOutcome::kAlreadyExists);
  EXPECT_EQ(container.create_blob("a", "four"), PutOutcome::kAlreadyExists);
}

TEST_F(ContainerTest, ReplacesTheVersionThatIsMeantAlone) {
  const std::string first = container_.put("a", "1");
  EXPECT_TRUE(container_.put_if_match("a", "2", first));
  EXPECT_FALSE(container_.put_if_match("a", "3", first));
  EXPECT_FALSE(container_.put_if_match("none", "3", first));
  EXPECT_EQ(container_.get("a"), "2");
}

TEST_F(ContainerTest, ListsPageByPageInTheOrderOfBytes) {
  server_.set_page(3);
  for (const char* name : {"t/b", "t/a/z", "t/a.x", "t/a0", "u/q", "t/\xC3\xBC", "t/&<"}) container_.put(name, "");
  EXPECT_THAT(names("t/"), ElementsAre("t/&<", "t/a.x", "t/a/z", "t/a0", "t/b", "t/\xC3\xBC"));
  EXPECT_EQ(names("").size(), 7u);
  EXPECT_THAT(names("t/a", true), ElementsAre("t/a.x", "t/a0"));
  EXPECT_TRUE(names("v").empty());
}

TEST_F(ContainerTest, FoldersOfAHierarchyAreNoBlobs) {
  server_.make_folder("t");
  server_.make_folder("t/sub");
  container_.put("t/a", "1");
  EXPECT_THAT(names(""), ElementsAre("t/a"));
  EXPECT_EQ(container_.head("t"), std::nullopt);
  EXPECT_EQ(container_.get("t/sub"), std::nullopt);
}

TEST_F(ContainerTest, ALargeFileGoesAndComesInPieces) {
  std::string bytes;
  for (int i = 0; i < 10'001; ++i) bytes += static_cast<char>('a' + i % 23);
  write_file(folder_.path() / "up", bytes);
  const ObjectInfo info = container_.upload("big", folder_.path() / "up", pieces_);
  EXPECT_EQ(info.size, 10'001u);
  EXPECT_EQ(server_.bytes_of("big"), bytes);
  const auto got = container_.download("big", folder_.path() / "down", pieces_);
  EXPECT_EQ(got->etag, info.etag);
  EXPECT_EQ(read_file(folder_.path() / "down"), bytes);
}

TEST_F(ContainerTest, FilesOfEverySizeAroundAPieceAreWhole) {
  for (const std::size_t size : {0, 1, 999, 1000, 1001, 2000, 2001}) {
    const std::string bytes(size, 'x');
    write_file(folder_.path() / "up", bytes);
    container_.upload("f", folder_.path() / "up", pieces_);
    EXPECT_EQ(server_.bytes_of("f"), bytes) << size;
    container_.download("f", folder_.path() / "down", pieces_);
    EXPECT_EQ(read_file(folder_.path() / "down"), bytes) << size;
  }
}

TEST_F(ContainerTest, AFileThatIsReplacedWhileItIsReadIsAConflict) {
  container_.put("f", std::string(5000, 'x'));
  const std::string etag = container_.head("f")->etag;
  server_.answer_next({answer(200, std::string(5000, 'x'), {{"ETag", "\"0xOLD\""}})});
  try {
    container_.download("f", folder_.path() / "down", pieces_);
    FAIL() << "two versions in one file";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
  }
}

TEST_F(ContainerTest, DownloadsNothingWhereThereIsNothing) {
  EXPECT_EQ(container_.download("none", folder_.path() / "down", pieces_), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "down"));
}

TEST_F(ContainerTest, ABusyServiceIsAskedAgain) {
  container_.put("a", "1");
  server_.answer_next({testing::refusal(503, "ServerBusy"), testing::refusal(500, "InternalError"), answer(429)});
  EXPECT_EQ(container_.get("a"), "1");
}

TEST_F(ContainerTest, WhatIsRefusedIsAnErrorThatNamesThePlace) {
  server_.answer_next({testing::refusal(403, "AuthorizationPermissionMismatch")});
  try {
    container_.get("t/a b");
    FAIL() << "given";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("cannot read azure://lake/t/a b: who asks has no permission"));
  }
}

TEST_F(ContainerTest, AMissingContainerIsAnErrorForEveryCall) {
  Container other(service_, "other", "azure://other");
  EXPECT_THROW(other.get("a"), Error);
  EXPECT_THROW(other.head("a"), Error);
  EXPECT_THROW(other.list(""), Error);
  EXPECT_THROW(other.create_blob("a", ""), Error);
  EXPECT_THROW(other.remove("a"), Error);
}

TEST_F(ContainerTest, ARefusedTokenIsRenewedOnceAndOnlyOnce) {
  std::atomic<int> tokens{0};
  const fetch::testing::ScriptedServer authority([&](const http::Request&) {
    return answer(200, R"({"expires_in": 3600, "access_token": "t)" + std::to_string(++tokens) + "\"}");
  });
  Settings settings = server_.settings();
  settings.authority = authority.url();
  settings.credential = ClientSecret{"tenant", "client", "secret"};
  const BlobService service(endpoint(server_.port()), settings, Clock::system(), cancel_);
  Container container(service, "lake", "azure://lake");
  container.put("a", "1");
  server_.answer_next({testing::refusal(401, "InvalidAuthenticationInfo")});
  EXPECT_EQ(container.get("a"), "1");
  EXPECT_EQ(tokens, 2);
  EXPECT_EQ(server_.requests().back().headers.header("authorization"), "Bearer t2");
  server_.answer_next(
      {testing::refusal(401, "InvalidAuthenticationInfo"), testing::refusal(401, "InvalidAuthenticationInfo")});
  EXPECT_THROW(container.get("a"), Error);
}

TEST_F(ContainerTest, StopsWhenAskedTo) {
  cancel_.request();
  EXPECT_THROW(container_.get("a"), Error);
}

}  // namespace
}  // namespace c360::storage::azure
