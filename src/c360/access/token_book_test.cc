#include "c360/access/token_book.h"

#include <gtest/gtest.h>

#include "c360/base/local_files.h"

namespace c360::access {
namespace {

class TokenBookTest : public ::testing::Test {
 protected:
  NewToken make(std::optional<Micros> expires = {}) {
    return create_token(*lake_, {"Ana", "analyst", false, expires}, clock_);
  }

  TemporaryDirectory folder_;
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  std::unique_ptr<storage::ObjectStore> lake_ = storage::open_local_store(folder_.path());
};

TEST_F(TokenBookTest, KnowsATokenByItsSecret) {
  const NewToken one = make(), other = make();
  const TokenBook book(*lake_, clock_);
  EXPECT_EQ(book.find(one.secret), one.token);
  EXPECT_EQ(book.find(other.secret), other.token);
  EXPECT_EQ(book.find_id(one.token.id), one.token);
}

TEST_F(TokenBookTest, NothingElseIsAToken) {
  const NewToken one = make();
  const TokenBook book(*lake_, clock_);
  for (const std::string& wrong : {std::string(), std::string("c360_"), one.token.id, one.token.sha256,
                                   one.secret.substr(1), one.secret + " ", one.secret + "A"})
    EXPECT_EQ(book.find(wrong), std::nullopt) << wrong;
  EXPECT_EQ(book.find_id(""), std::nullopt);
}

TEST_F(TokenBookTest, AnExpiredTokenIsNoneButIsThere) {
  const NewToken made = make(clock_.now() + 1);
  const TokenBook book(*lake_, clock_);
  EXPECT_TRUE(book.find(made.secret));
  clock_.set(clock_.now() + 1);
  EXPECT_EQ(book.find(made.secret), std::nullopt);
  EXPECT_EQ(book.find_id(made.token.id), std::nullopt);
  EXPECT_FALSE(book.empty());
}

TEST_F(TokenBookTest, LearnsOfNewTokensAndForgetsRevokedOnes) {
  TokenBook book(*lake_, clock_);
  EXPECT_TRUE(book.empty());
  const NewToken made = make();
  book.refresh();
  EXPECT_TRUE(book.find(made.secret));
  revoke_token(*lake_, made.token.id);
  EXPECT_TRUE(book.find(made.secret));
  book.refresh();
  EXPECT_EQ(book.find(made.secret), std::nullopt);
  EXPECT_TRUE(book.empty());
}

TEST_F(TokenBookTest, ABrokenTokenOpensNothing) {
  lake_->put("_c360/access/0badf00d.json", "{");
  const TokenBook book(*lake_, clock_);
  EXPECT_FALSE(book.empty());
  EXPECT_EQ(book.find(""), std::nullopt);
  EXPECT_EQ(book.find_id("0badf00d"), std::nullopt);
}

}  // namespace
}  // namespace c360::access
