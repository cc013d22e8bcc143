#include "c360/project/secret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

class SecretTest : public testing::Test {
 protected:
  SecretTest() { ::setenv("C360_TEST_TOKEN", "s3cret", 1); }
  ~SecretTest() override { ::unsetenv("C360_TEST_TOKEN"); }

  std::string resolved(const std::string& written) const {
    return Secret::resolve(written, folder_.path(), {"c360.yaml", 3, 5}).reveal();
  }
  std::string refusal(const std::string& written) const {
    try {
      Secret::resolve(written, folder_.path(), {"c360.yaml", 3, 5});
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  TemporaryDirectory folder_;
};

TEST_F(SecretTest, ComesFromTheEnvironment) {
  EXPECT_EQ(resolved("Bearer ${env:C360_TEST_TOKEN}!"), "Bearer s3cret!");
}

TEST_F(SecretTest, ComesFromAFileWithoutItsLastLineEnd) {
  write_file(folder_.path() / "token", "first\nsecond\r\n");
  EXPECT_EQ(resolved("${file:token}"), "first\nsecond");
}

TEST_F(SecretTest, MayBeSeveralReferencesOrNone) {
  EXPECT_EQ(resolved("${env:C360_TEST_TOKEN}-${env:C360_TEST_TOKEN}"), "s3cret-s3cret");
  EXPECT_EQ(resolved("plain"), "plain");
}

TEST_F(SecretTest, AValueThatLooksLikeAReferenceIsNotResolvedAgain) {
  ::setenv("C360_TEST_TOKEN", "${env:HOME}", 1);
  EXPECT_EQ(resolved("${env:C360_TEST_TOKEN}"), "${env:HOME}");
}

TEST_F(SecretTest, WhatCannotBeResolvedIsToldWithItsPlace) {
  EXPECT_THAT(refusal("${env:C360_NO_SUCH_THING}"),
              testing::StartsWith("c360.yaml:3:5: the environment variable C360_NO_SUCH_THING is not set"));
  EXPECT_THAT(refusal("${file:missing}"), testing::HasSubstr("a secret's file cannot be used"));
  EXPECT_THAT(refusal("${vault:x}"), testing::HasSubstr("no known kind"));
  EXPECT_THAT(refusal("${env:}"), testing::HasSubstr("no known kind"));
  EXPECT_THAT(refusal("${env:C360_TEST_TOKEN"), testing::HasSubstr("without its '}'"));
}

TEST_F(SecretTest, NoMessageShowsASecretOrWhatWasWritten) {
  for (const char* written :
       {"hunter2${vault:x}", "hunter2${env:C360_TEST_TOKEN}${env:C360_NO_SUCH_THING}", "hunter2${"})
    EXPECT_THAT(refusal(written),
                testing::Not(testing::AnyOf(testing::HasSubstr("hunter2"), testing::HasSubstr("s3cret"))));
}

}  // namespace
}  // namespace c360::project
