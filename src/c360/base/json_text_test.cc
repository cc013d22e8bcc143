#include "c360/base/json_text.h"

#include <gtest/gtest.h>

namespace c360 {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_text(text, out);
  return out;
}

TEST(JsonText, escapes_what_it_must) {
  EXPECT_EQ(quoted("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(quoted("\b\t\n\f\r"), R"("\b\t\n\f\r")");
  EXPECT_EQ(quoted(std::string_view("\0\x1F\x7F", 3)), "\"\\u0000\\u001f\x7F\"");
}

TEST(JsonText, leaves_the_rest_alone) {
  EXPECT_EQ(quoted(""), "\"\"");
  EXPECT_EQ(quoted("caf\xC3\xA9 \xF0\x9F\x98\x80"), "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"");
}

}  // namespace
}  // namespace c360
