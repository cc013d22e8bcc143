#include "c360/storage/azure/shared_key.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/secrets.h"
#include "c360/storage/azure/signer.h"

namespace c360::storage::azure {
namespace {

/// The key that every emulator has.
constexpr const char* kEmulatorKey =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

const Endpoint kEndpoint{"https://myaccount.blob.core.windows.net", "", "myaccount"};

/// The request of Microsoft's documentation of Shared Key: the metadata of a container.
Call metadata_call() {
  Call call;
  call.path = "/mycontainer";
  call.query = {{"restype", "container"}, {"comp", "metadata"}, {"timeout", "20"}};
  return call;
}

fetch::Request metadata_request() {
  fetch::Request request;
  request.with("x-ms-version", "2015-02-21").with("X-MS-Date", "Fri, 26 Jun 2015 23:39:12 GMT");
  return request;
}

constexpr const char* kMetadataText =
    "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
    "/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20";

TEST(SharedKeyTest, SignsTheTextOfTheDocumentation) {
  EXPECT_EQ(string_to_sign(metadata_call(), metadata_request(), kEndpoint), kMetadataText);
}

// openssl dgst -sha256 -mac HMAC -macopt hexkey:<the key> -binary | base64
TEST(SharedKeyTest, TheSignatureIsThatOfOpenssl) {
  EXPECT_EQ(shared_key_authorization(kEndpoint, *bytes_of_base64(kEmulatorKey), kMetadataText),
            "SharedKey myaccount:1u9lui2jDxj0+fpbHjQ5m5NnastJRSYM+PSmfi8TXx4=");
}

TEST(SharedKeyTest, EveryStandardHeaderHasItsLine) {
  Call call;
  call.method = "PUT";
  call.path = encoded_path("lake", "a b/\xC3\xBC");
  fetch::Request request;
  request.method = "PUT";
  request.body = "12345";
  request.with("Content-Type", "text/plain").with("If-None-Match", "*").with("If-Match", "\"0x1\"");
  request.with("Content-MD5", "md5").with("Range", "bytes=0-1").with("x-ms-b", "2").with("x-ms-a", "1");
  EXPECT_EQ(string_to_sign(call, request, kEndpoint),
            "PUT\n\n\n5\nmd5\ntext/plain\n\n\n\"0x1\"\n*\n\nbytes=0-1\nx-ms-a:1\nx-ms-b:2\n"
            "/myaccount/lake/a%20b/%C3%BC");
}

TEST(SharedKeyTest, AnEmulatorsAccountStandsTwice) {
  Call call;
  call.path = "/lake/a";
  const std::string text =
      string_to_sign(call, fetch::Request{}, {"http://127.0.0.1:10000", "/devstoreaccount1", "devstoreaccount1"});
  EXPECT_TRUE(text.ends_with("\n/devstoreaccount1/devstoreaccount1/lake/a")) << text;
}

TEST(SharedKeyTest, QueriesAreSortedAndNotEncoded) {
  Call call;
  call.path = "/lake";
  call.query = {{"prefix", "a b/+"}, {"Comp", "list"}, {"include", "z"}, {"include", "m"}};
  const std::string text = string_to_sign(call, fetch::Request{}, kEndpoint);
  EXPECT_TRUE(text.ends_with("/myaccount/lake\ncomp:list\ninclude:m,z\nprefix:a b/+")) << text;
}

class SignerTest : public ::testing::Test {
 protected:
  fetch::Request signed_by(Credential credential) {
    Settings settings;
    settings.credential = std::move(credential);
    const auto signer = make_signer(settings, client_, Clock::system());
    fetch::Request request = request_of(metadata_call(), kEndpoint, 0);
    signer->sign(metadata_call(), kEndpoint, request, cancel_);
    EXPECT_FALSE(signer->renew(request));
    return request;
  }

  fetch::Client client_;
  Cancellation cancel_;
};

TEST_F(SignerTest, AKeySignsInAHeader) {
  const fetch::Request request = signed_by(AccountKey{kEmulatorKey});
  EXPECT_EQ(request.headers.back().first, "Authorization");
  EXPECT_TRUE(request.headers.back().second.starts_with("SharedKey myaccount:"));
}

TEST_F(SignerTest, ASignatureIsAddedToTheAddress) {
  for (const char* sas : {"?sv=2021&sig=a%2Bb", "sv=2021&sig=a%2Bb"}) {
    EXPECT_EQ(signed_by(SharedAccess{sas}).url,
              "https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata&timeout=20&sv=2021&"
              "sig=a%2Bb");
  }
}

TEST_F(SignerTest, NobodySignsNothing) {
  const fetch::Request request = signed_by(Anonymous{});
  for (const auto& [name, value] : request.headers) EXPECT_NE(name, "Authorization");
}

TEST_F(SignerTest, WhatCannotBeACredentialIsRefusedWithoutBeingShown) {
  for (Credential credential :
       {Credential(AccountKey{"not base64!"}), Credential(AccountKey{""}), Credential(SharedAccess{"not base64!"})}) {
    try {
      signed_by(std::move(credential));
      ADD_FAILURE() << "taken";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      EXPECT_EQ(std::string(error.what()).find("base64!"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace c360::storage::azure
