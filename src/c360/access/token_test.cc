#include "c360/access/token.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/secrets.h"

namespace c360::access {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class TokenTest : public ::testing::Test {
 protected:
  std::string failure(const TokenWish& wish) {
    try {
      create_token(*lake_, wish, clock_);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  TemporaryDirectory folder_;
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  std::unique_ptr<storage::ObjectStore> lake_ = storage::open_local_store(folder_.path());
};

TEST_F(TokenTest, IsKeptWithoutItsSecret) {
  const NewToken made = create_token(*lake_, {"Ana Müller", "analyst", true, parse_utc("2024-06-01")}, clock_);
  EXPECT_THAT(made.secret, MatchesRegex("c360_[A-Za-z0-9_-]{43}"));
  const auto stored = lake_->get("_c360/access/" + made.token.id + ".json");
  ASSERT_TRUE(stored);
  EXPECT_THAT(*stored, Not(HasSubstr(made.secret)));
  EXPECT_THAT(*stored, HasSubstr(sha256_hex(made.secret)));
  EXPECT_EQ(read_token(*lake_, made.token.id), made.token);
  EXPECT_EQ(made.token.last_four, made.secret.substr(made.secret.size() - 4));
}

TEST_F(TokenTest, AreListedByAgeAndGoneOnceRevoked) {
  const std::string first = create_token(*lake_, {"a", "viewer", false, {}}, clock_).token.id;
  clock_.set(clock_.now() + 1);
  const std::string second = create_token(*lake_, {"b", "admin", false, {}}, clock_).token.id;
  ASSERT_EQ(list_tokens(*lake_).size(), 2U);
  EXPECT_EQ(list_tokens(*lake_)[0].id, first);
  EXPECT_TRUE(revoke_token(*lake_, first));
  EXPECT_FALSE(revoke_token(*lake_, first));
  ASSERT_EQ(list_tokens(*lake_).size(), 1U);
  EXPECT_EQ(list_tokens(*lake_)[0].id, second);
}

TEST_F(TokenTest, OnlyTokensAreRevoked) {
  lake_->put("_c360/snapshots/00000001.json", "{}");
  EXPECT_FALSE(revoke_token(*lake_, "../snapshots/00000001"));
  EXPECT_FALSE(revoke_token(*lake_, ""));
  EXPECT_TRUE(lake_->head("_c360/snapshots/00000001.json"));
}

TEST_F(TokenTest, OneThatCannotBeReadStandsButMatchesNothing) {
  for (const char* broken : {"", "{", "[]", R"({"name":"x"})", R"({"name":1,"role":"admin"})"}) {
    lake_->put("_c360/access/0badf00d.json", broken);
    ASSERT_EQ(list_tokens(*lake_).size(), 1U) << broken;
    EXPECT_EQ(list_tokens(*lake_)[0].id, "0badf00d");
    EXPECT_EQ(list_tokens(*lake_)[0].sha256, "");
    EXPECT_EQ(list_tokens(*lake_)[0].role, "");
  }
}

TEST_F(TokenTest, AWrongWishIsRefused) {
  EXPECT_EQ(failure({"", "admin", false, {}}), "a token needs a name of 1 to 200 characters");
  EXPECT_EQ(failure({"a\nb", "admin", false, {}}), "a token needs a name of 1 to 200 characters");
  EXPECT_EQ(failure({std::string(201, 'a'), "admin", false, {}}), "a token needs a name of 1 to 200 characters");
  EXPECT_EQ(failure({"a", "admin", false, parse_utc("2024-05-31T08:15:00Z")}),
            "2024-05-31T08:15:00.000000Z is over already");
}

TEST_F(TokenTest, EndsWhenItIsSaidTo) {
  EXPECT_EQ(expiry_of("30d", clock_), parse_utc("2024-06-30T08:15:00Z"));
  EXPECT_EQ(expiry_of("12h", clock_), parse_utc("2024-05-31T20:15:00Z"));
  EXPECT_EQ(expiry_of("2w", clock_), parse_utc("2024-06-14T08:15:00Z"));
  EXPECT_EQ(expiry_of("2027-01-01", clock_), parse_utc("2027-01-01"));
  for (const char* wrong : {"", "d", "0d", "-1d", "30", "30 d", "30dd", "99999999999999999999d", "40000w", "soon"})
    EXPECT_THROW(expiry_of(wrong, clock_), Error) << wrong;
  Token token{};
  EXPECT_FALSE(token.has_expired(clock_.now()));
  token.expires = clock_.now();
  EXPECT_TRUE(token.has_expired(clock_.now()));
}

TEST_F(TokenTest, TokensAreCutOutOfTexts) {
  const std::string secret = create_token(*lake_, {"a", "admin", false, {}}, clock_).secret;
  EXPECT_EQ(without_tokens("SELECT '" + secret + "', c360_mask, '" + secret + "x'"),
            "SELECT 'c360_…', c360_mask, 'c360_…'");
  EXPECT_EQ(without_tokens("c360_"), "c360_");
  EXPECT_EQ(without_tokens(""), "");
  EXPECT_EQ(without_tokens(secret), "c360_…");
}

}  // namespace
}  // namespace c360::access
