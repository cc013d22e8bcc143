#include <gmock/gmock.h>

#include "c360/project/connection_schema.h"

namespace c360::project {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

std::string mistakes_of(const std::string& connections) {
  Problems problems;
  read_connections("connections:\n" + connections, problems);
  try {
    problems.throw_if_any();
  } catch (const ProjectErrors& errors) {
    return errors.what();
  }
  return {};
}

TEST(ConnectionsTest, ReadsEveryKindInItsOrder) {
  Problems problems;
  const auto connections = read_connections(
      "connections:\n  Sql: { odbc: \"${env:SQL}\", dialect: tsql, schema: dbo }\n  lake: { storage: ./files }\n"
      "  crm:\n    http: https://crm.example.com/v2\n    headers: { Authorization: \"Bearer ${env:CRM}\", Accept: a/b "
      "}\n",
      problems);
  problems.throw_if_any();
  ASSERT_EQ(connections.size(), 3U);
  EXPECT_TRUE(connections[0].is_database());
  EXPECT_EQ(connections[0].as_target().odbc, "${env:SQL}");
  EXPECT_EQ(connections[0].as_target().dialect, "tsql");
  EXPECT_EQ(connections[0].where.to_string(), "connections.yaml:2:3");
  EXPECT_EQ(connections[1].storage, "./files");
  EXPECT_FALSE(connections[1].is_database());
  EXPECT_THAT(connections[2].headers, ElementsAre(Pair("Authorization", "Bearer ${env:CRM}"), Pair("Accept", "a/b")));
}

TEST(ConnectionsTest, AServerIsSignedInToByTokens) {
  Problems problems;
  const auto connections = read_connections(
      "connections:\n  a: { http: \"https://a\", ca_file: own.pem, identity: { kind: managed, resource: \"https://r/\" "
      "} }\n"
      "  b: { http: \"https://b\", oauth: { token_url: \"https://t\", client_id: c, client_secret: \"${env:S}\" } }\n",
      problems);
  problems.throw_if_any();
  EXPECT_EQ(connections.at(0).identity.kind, AzureIdentity::kManaged);
  EXPECT_EQ(connections.at(0).identity.resource, "https://r/");
  EXPECT_EQ(connections.at(0).ca_file, "own.pem");
  EXPECT_EQ(connections.at(1).oauth.client_id, "c");
}

TEST(ConnectionsTest, WhatSignsInIsOneAndWhole) {
  const std::string identity = "identity: { kind: managed, resource: r";
  EXPECT_THAT(
      mistakes_of("  a: { http: \"https://x\", headers: { Authorization: \"${env:A}\" }, " + identity + " } }\n"),
      HasSubstr("signs in by several ways"));
  EXPECT_THAT(mistakes_of("  a: { storage: x, " + identity + " } }\n"),
              HasSubstr("only an HTTP server is signed in to by tokens"));
  EXPECT_THAT(mistakes_of("  a: { storage: x, ca_file: y }\n"), HasSubstr("only an HTTP server has a certificate"));
  EXPECT_THAT(mistakes_of("  a: { http: \"https://x\", " + identity + ", tenant_id: t } }\n"),
              HasSubstr("'tenant_id' means nothing here"));
  EXPECT_THAT(mistakes_of("  a: { http: \"https://x\", identity: { kind: managed } }\n"), HasSubstr("resource"));
  const std::string written_out = mistakes_of(
      "  a: { http: \"https://x\", identity: { kind: application, resource: r, client_secret: hidden-word } }\n");
  EXPECT_THAT(written_out, HasSubstr("'identity' has no tenant_id, which an application needs"));
  EXPECT_THAT(written_out, HasSubstr("'client_secret' is written out"));
  EXPECT_THAT(written_out, Not(HasSubstr("hidden-word")));
  EXPECT_THAT(
      mistakes_of("  a: { http: \"https://x\", oauth: { token_url: t, client_id: c, client_secret: hidden-word } }\n"),
      HasSubstr("'client_secret' is written out"));
}

TEST(ConnectionsTest, AnEmptyFileHasNone) {
  Problems problems;
  EXPECT_THAT(read_connections("", problems), IsEmpty());
  EXPECT_THAT(read_connections("connections:\n", problems), IsEmpty());
  EXPECT_TRUE(problems.empty());
}

TEST(ConnectionsTest, OneOfNoKindOrOfTwoIsAMistake) {
  EXPECT_THAT(mistakes_of("  a: { schema: dbo }\n"), HasSubstr("the connection 'a' does not say what it is"));
  EXPECT_THAT(mistakes_of("  a: { storage: x, http: \"https://x\" }\n"),
              HasSubstr("connections.yaml:2:26: the connection 'a' is both storage and http"));
  EXPECT_THAT(mistakes_of("  a: { storage: x, schema: dbo }\n"), HasSubstr("only a database has a schema"));
  EXPECT_THAT(mistakes_of("  a: { storage: x, headers: { A: b } }\n"),
              HasSubstr("only an HTTP server is sent headers"));
  EXPECT_THAT(mistakes_of("  a: { storrage: x }\n"), HasSubstr("storage"));
  EXPECT_THAT(mistakes_of("  a b: { storage: x }\n"), HasSubstr("'a b' cannot be a name here"));
}

TEST(ConnectionsTest, SecretsAreNotWrittenOut) {
  for (const char* wrong :
       {"odbc: \"Driver=x;PWD=hunter2\"", "postgresql: \"host=a password=hunter2\"",
        "postgresql: \"postgresql://me:hunter2@host/db\"", "http: \"https://me:hunter2@host\"",
        "http: \"https://host?key=hunter2\"", "{ http: \"https://x\", headers: { authorization: hunter2 } }",
        "{ http: \"https://x\", headers: { X-Functions-Key: hunter2 } }"}) {
    const std::string body = wrong[0] == '{' ? wrong : "{ " + std::string(wrong) + " }";
    const std::string mistakes = mistakes_of("  a: " + body + "\n");
    EXPECT_THAT(mistakes, Not(IsEmpty())) << wrong;
    EXPECT_THAT(mistakes, Not(HasSubstr("hunter2"))) << wrong;
  }
}

TEST(ConnectionsTest, AnAddressIsOneOfHttp) {
  EXPECT_THAT(mistakes_of("  a: { http: ftp://host }\n"), HasSubstr("'a' is no address of an HTTP server"));
  EXPECT_THAT(mistakes_of("  a: { http: HTTPS://host/x }\n"), IsEmpty());
}

TEST(ConnectionsTest, SomeHeadersAreSecretsByTheirNames) {
  for (const char* name : {"Authorization", "x-api-key", "Ocp-Apim-Subscription-Key", "COOKIE", "X-Auth-Token"})
    EXPECT_TRUE(is_secret_header(name)) << name;
  for (const char* name : {"Accept", "Content-Type", "If-None-Match"}) EXPECT_FALSE(is_secret_header(name)) << name;
}

}  // namespace
}  // namespace c360::project
