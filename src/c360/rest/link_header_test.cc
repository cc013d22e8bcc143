#include "c360/rest/link_header.h"

#include <gtest/gtest.h>

namespace c360::rest {
namespace {

std::string next_of(std::initializer_list<const char*> values) {
  http::Fields headers;
  for (const char* value : values) headers.add("LINK", value);
  return next_link(headers);
}

TEST(LinkHeaderTest, FindsTheNextAmongOthers) {
  EXPECT_EQ(next_of({R"(<https://h/x?p=1>; rel="prev", <https://h/x?p=3>; rel="next")"}), "https://h/x?p=3");
  EXPECT_EQ(next_of({R"(</x?p=1>; rel="first")", R"(</x?p=3,4>; title="a, b; rel=prev"; rel=next)"}), "/x?p=3,4");
  EXPECT_EQ(next_of({R"(</x>; rel="last next")"}), "/x");
  EXPECT_EQ(next_of({R"(</x> ; REL = "Next")"}), "/x");
}

TEST(LinkHeaderTest, NoNextIsNone) {
  EXPECT_EQ(next_of({}), "");
  EXPECT_EQ(next_of({"nonsense"}), "");
  EXPECT_EQ(next_of({R"(</x>; rel="prev")", R"(</y; rel="next")"}), "");
  EXPECT_EQ(next_of({R"(</x>; rel="next-archive"; other="next")"}), "");
}

}  // namespace
}  // namespace c360::rest
