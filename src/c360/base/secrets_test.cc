#include "c360/base/secrets.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <set>

#include "c360/base/error.h"

namespace c360 {
namespace {

TEST(SecretsTest, RandomBytesAreNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random_bytes(32));
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(seen.begin()->size(), 32U);
}

TEST(SecretsTest, TextOfBytesIsThatOfTheStandard) {
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("fo"), "Zm8");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(base64url(std::string(32, 'x')).size(), 43U);
}

TEST(SecretsTest, Sha256IsThatOfTheStandard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(SecretsTest, ComparesWholeTexts) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
}

/// The key 00 01 … 0f of the paper, and a message that goes on in the same way.
std::string counting(std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(i);
  return bytes;
}

TEST(KeyedHashTest, IsSipHash) {
  const KeyedHash hash(counting(16));
  EXPECT_EQ(hash.of(counting(15)), 0xa129ca6149be45e5U);  // appendix A of the paper
  EXPECT_EQ(hash.of(""), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(hash.of(counting(8)), 0x93f5f5799a932462U);
}

TEST(KeyedHashTest, AnotherKeyGivesOtherNumbers) {
  EXPECT_NE(KeyedHash(std::string(16, 'a')).of("Ann"), KeyedHash(std::string(16, 'b')).of("Ann"));
  EXPECT_THROW(KeyedHash("short"), Error);
}

// RFC 4648, section 10.
TEST(SecretsTest, Base64GoesThereAndBack) {
  const std::vector<std::pair<std::string, std::string>> pairs = {{"", ""},
                                                                  {"f", "Zg=="},
                                                                  {"fo", "Zm8="},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="},
                                                                  {"fooba", "Zm9vYmE="},
                                                                  {"foobar", "Zm9vYmFy"},
                                                                  {"\xFB\xFF\xFE", "+//+"}};
  for (const auto& [bytes, text] : pairs) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(bytes_of_base64(text), bytes);
  }
}

TEST(SecretsTest, WhatIsNoBase64HasNoBytes) {
  for (const char* text : {"Zg", "Zg=", "Z===", "Zm9*", "Zm9v\n", "=m9v", "Zm 9"})
    EXPECT_EQ(bytes_of_base64(text), std::nullopt) << text;
}

// RFC 4231, cases 1, 2 and 6.
TEST(SecretsTest, HmacIsThatOfTheStandard) {
  const auto hex = [](const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
  };
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace
}  // namespace c360
