#include "c360/storage/azure/refusal.h"

#include <gmock/gmock.h>

#include "c360/storage/azure/testing/blob_server.h"

namespace c360::storage::azure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Asked kAsked{"read", "abfss://lake@shop.dfs.core.windows.net/a", "shop", "lake", "shop.blob.core.windows.net"};
const Micros kNow = parse_utc("2026-11-26T08:15:00Z");

fetch::Answer answer_of(const http::Response& response, const std::string& date = "Thu, 26 Nov 2026 08:15:00 GMT") {
  fetch::Answer answer;
  answer.status = response.status;
  answer.body = response.body;
  for (const auto& [name, value] : response.headers) answer.headers.add(name, value);
  answer.headers.add("Date", date);
  return answer;
}

std::string words_of(int status, const std::string& code, const std::string& message = {},
                     const std::string& detail = {}) {
  return refusal(kAsked, answer_of(testing::refusal(status, code, message, detail)), kNow).what();
}

constexpr const char* kNotBelieved =
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly "
    "including the signature.";

TEST(RefusalTest, SaysWhatWasAskedForAndWhatAzureAnswered) {
  EXPECT_EQ(
      words_of(403, "AuthorizationPermissionMismatch").substr(0, 95),
      std::string("cannot read abfss://lake@shop.dfs.core.windows.net/a: who asks has no permission for this (HTTP"));
  EXPECT_THAT(words_of(418, "Strange"), HasSubstr("(HTTP 418 Strange, request 0000-1)"));
}

TEST(RefusalTest, AWrongKey) {
  const std::string words = words_of(403, "AuthenticationFailed", kNotBelieved,
                                     "The MAC signature found in the HTTP request 'c2VjcmV0' is not the same as any "
                                     "computed signature. Server used following string to sign: 'GET'.");
  EXPECT_THAT(words, HasSubstr("the account key is not one of 'shop'"));
  EXPECT_THAT(words, HasSubstr("Access keys"));
  EXPECT_THAT(words, Not(HasSubstr("c2VjcmV0")));
}

TEST(RefusalTest, AnExpiredSas) {
  const std::string words =
      words_of(403, "AuthenticationFailed", kNotBelieved,
               "Signature not valid in the specified time frame: Start [Tue, 24 Nov 2026 08:00:00 GMT] - Expiry [Wed, "
               "25 Nov 2026 08:00:00 GMT] - Current [Thu, 26 Nov 2026 08:15:00 GMT]");
  EXPECT_THAT(words, HasSubstr("(SAS) has expired"));
  EXPECT_THAT(words, HasSubstr("make a new SAS"));
}

TEST(RefusalTest, ASasOfAnotherContainer) {
  EXPECT_THAT(words_of(403, "AuthenticationFailed", kNotBelieved,
                       "Signature did not match. String to sign used was rl\n\n2026-11-27"),
              HasSubstr("of another account or container"));
  EXPECT_THAT(words_of(403, "AuthenticationFailed", kNotBelieved, "Signature fields not well formed."),
              HasSubstr("is not whole"));
}

TEST(RefusalTest, AnExpiredToken) {
  EXPECT_THAT(words_of(401, "InvalidAuthenticationInfo", "Server failed to authenticate the request.",
                       "Lifetime validation failed. The token is expired."),
              HasSubstr("the access token has expired"));
  EXPECT_THAT(words_of(401, "InvalidAuthenticationInfo", "", "Issuer validation failed. Issuer did not match."),
              HasSubstr("check tenant_id"));
}

TEST(RefusalTest, AClockThatIsOff) {
  const fetch::Answer answer = answer_of(testing::refusal(403, "AuthenticationFailed", kNotBelieved));
  const auto words_at = [&](const char* now) { return std::string(refusal(kAsked, answer, parse_utc(now)).what()); };
  EXPECT_THAT(words_at("2026-11-26T07:45:00Z"), HasSubstr("this machine's clock is 30 minutes slow"));
  EXPECT_THAT(words_at("2026-11-26T10:15:00Z"), HasSubstr("this machine's clock is 120 minutes fast"));
  EXPECT_THAT(words_at("2026-11-26T10:15:00Z"), HasSubstr("2026-11-26T08:15:00 UTC"));
  EXPECT_THAT(words_at("2026-11-26T08:20:00Z"), Not(HasSubstr("clock")));
}

TEST(RefusalTest, AMissingContainer) {
  const Error error = refusal(kAsked, answer_of(testing::refusal(404, "ContainerNotFound")), kNow);
  EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("there is no container 'lake' in the account 'shop'"));
  EXPECT_THAT(error.hint(), HasSubstr("az storage container create --account-name shop --name lake"));
}

TEST(RefusalTest, NoPermissionAFirewallAndWhatElseIsForbidden) {
  const std::pair<const char*, const char*> cases[] = {
      {"AuthorizationPermissionMismatch", "Storage Blob Data Contributor"},
      {"AuthorizationFailure", "page Networking"},
      {"AuthorizationSourceIPMismatch", "other network addresses"},
      {"AuthorizationProtocolMismatch", "https"},
      {"AuthorizationServiceMismatch", "service Blob"},
      {"AuthorizationResourceTypeMismatch", "Container and Object"},
      {"KeyBasedAuthenticationNotPermitted", "takes no account keys"},
      {"PublicAccessNotPermitted", "without a credential"},
      {"AccountIsDisabled", "is disabled"},
  };
  for (const auto& [code, words] : cases) EXPECT_THAT(words_of(403, code), HasSubstr(words)) << code;
  EXPECT_THAT(words_of(401, "NoAuthenticationInformation"), HasSubstr("not open to all"));
}

TEST(RefusalTest, ALeaseIsAConflict) {
  EXPECT_EQ(refusal(kAsked, answer_of(testing::refusal(412, "LeaseIdMissing")), kNow).code(), ErrorCode::kConflict);
}

TEST(RefusalTest, AnswersThatAreNotAzures) {
  fetch::Answer answer;
  answer.status = 502;
  answer.body = "<html><body>Bad Gateway<br></body>";
  EXPECT_THAT(refusal(kAsked, answer, kNow).what(), HasSubstr("the service failed (HTTP 502)"));
  answer.status = 403;
  EXPECT_THAT(refusal(kAsked, answer, kNow).what(), HasSubstr("the service refuses it (HTTP 403)"));
  answer.status = 401;
  answer.body.clear();
  EXPECT_THAT(refusal(kAsked, answer, kNow).what(), HasSubstr("does not believe who asks"));
}

TEST(RefusalTest, TheCodeStandsInTheHeaderOrInTheBody) {
  EXPECT_EQ(code_of(answer_of(testing::refusal(404, "BlobNotFound"))), "BlobNotFound");
  fetch::Answer answer;
  answer.body = testing::refusal(404, "BlobNotFound").body;
  EXPECT_EQ(code_of(answer), "BlobNotFound");
  answer.body = "no XML";
  EXPECT_EQ(code_of(answer), "");
}

TEST(UnreachableTest, SaysWhyThereIsNoAnswer) {
  const auto words_for = [](fetch::FailureKind kind) { return std::string(unreachable(kAsked, {kind, "why"}).what()); };
  EXPECT_THAT(words_for(fetch::FailureKind::kNoSuchHost),
              HasSubstr("the host shop.blob.core.windows.net has no address"));
  EXPECT_THAT(words_for(fetch::FailureKind::kNoSuchHost), HasSubstr("is 'shop' the account's name"));
  EXPECT_THAT(words_for(fetch::FailureKind::kRefused), HasSubstr("nobody answers"));
  EXPECT_THAT(words_for(fetch::FailureKind::kCertificate), HasSubstr("ca_file"));
  EXPECT_THAT(words_for(fetch::FailureKind::kTimedOut), HasSubstr("in time"));
  EXPECT_THAT(words_for(fetch::FailureKind::kBroken), HasSubstr("broke: why"));
}

}  // namespace
}  // namespace c360::storage::azure
