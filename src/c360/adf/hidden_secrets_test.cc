#include "c360/adf/hidden_secrets.h"

#include <gmock/gmock.h>

namespace c360::adf {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSecret = "Hunter2+/=Xy";

Json hidden(const std::string& text) {
  Json json = Json::parse(text);
  hide_secrets(json);
  return json;
}

std::string with_secret(std::string text) {
  const std::size_t at = text.find("SECRET");
  return text.replace(at, 6, kSecret);
}

TEST(HiddenSecretsTest, FindsThemWhereverTheyStand) {
  for (const char* text : {R"({"p": {"type": "SecureString", "value": "SECRET"}})",
                           R"({"p": {"type": "securestring", "defaultValue": "SECRET"}})",
                           R"({"password": "SECRET"})",
                           R"({"accountKey": {"type": "SecureString", "value": "SECRET"}})",
                           R"({"encryptedCredential": "SECRET"})",
                           R"({"headers": {"Authorization": "SECRET"}})",
                           R"({"headers": {"x-api-key": "SECRET"}})",
                           R"({"h": "Bearer SECRET"})",
                           R"({"h": "use basic SECRET now"})",
                           R"({"connectionString": "Server=a;Password=SECRET;Encrypt=yes"})",
                           R"({"c": "AccountName=x;AccountKey=SECRET"})",
                           R"({"c": "Data Source=a;Pwd = 'SECRET'"})",
                           R"({"url": "https://x/?sig=SECRET&sv=1"})",
                           R"({"url": "https://f.net/api/go?code=SECRET"})",
                           R"({"url": "https://me:SECRET@host/x"})",
                           R"({"text": "CREATE LOGIN a WITH PASSWORD = 'SECRET'"})",
                           R"({"text": "CREATE USER a IDENTIFIED BY SECRET"})",
                           R"({"body": "{\"client_secret\": \"SECRET\"}"})",
                           R"({"body": "client_id=1&client_secret=SECRET"})",
                           R"({"list": [[{"clientSecret": "SECRET"}]]})"})
    EXPECT_THAT(hidden(with_secret(text)).dump(), Not(HasSubstr("Hunter2"))) << text;
}

TEST(HiddenSecretsTest, HidesTheValueElsewhereToo) {
  const Json json = hidden(R"({"password": "abcdef", "note": "it was abcdef once", "other": "abcde"})");
  EXPECT_EQ(json["note"], "it was *** once");
  EXPECT_EQ(json["other"], "abcde");
}

TEST(HiddenSecretsTest, LeavesReferencesAndOrdinaryTexts) {
  const char* text =
      R"({"password": "@pipeline().parameters.p", "secret": {"type": "AzureKeyVaultSecret", "secretName": "x"},)"
      R"("sql": "SELECT code, token FROM keys WHERE passwords > 3", "url": "https://x/a?page=2", "token": ""})";
  EXPECT_EQ(hidden(text), Json::parse(text));
  EXPECT_FALSE(holds_hidden(hidden(text)));
  EXPECT_TRUE(holds_hidden(hidden(R"([{"a": {"password": "abcdef"}}])")));
}

TEST(HiddenSecretsTest, TextsThatEndEarlyAreNoTrouble) {
  for (const char* text : {R"({"a": "password="})", R"({"a": "password"})", R"({"a": "pwd='"})", R"({"a": "bearer "})",
                           R"({"a": "://"})", R"({"a": "x://@"})", R"({"a": "?sig="})", R"(["", null, 1])"})
    EXPECT_EQ(hidden(text), Json::parse(text)) << text;
}

}  // namespace
}  // namespace c360::adf
