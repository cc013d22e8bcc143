#include "c360/delta/path_encoding.h"

#include <gtest/gtest.h>

namespace c360::delta {
namespace {

TEST(PathEncodingTest, EncodesWhatAUriPathCannotHold) {
  EXPECT_EQ(encode_path("special p@#h"), "special%20p@%23h");
  EXPECT_EQ(encode_path("c2=+ %3D%250/part-0.parquet"), "c2=+%20%253D%25250/part-0.parquet");
  EXPECT_EQ(encode_path("a?b\"c<d>e[f]g\\h^i`j{k|l}m"), "a%3Fb%22c%3Cd%3Ee%5Bf%5Dg%5Ch%5Ei%60j%7Bk%7Cl%7Dm");
  EXPECT_EQ(encode_path("tab\tdel\x7F"), "tab%09del%7F");
}

TEST(PathEncodingTest, LeavesTheRestAsItIs) {
  const std::string plain = "year=2024/a-b_c.d!e~f*g'h(i)j:k@l&m=n+o$p,q;r/\xC3\xBC.parquet";
  EXPECT_EQ(encode_path(plain), plain);
}

TEST(PathEncodingTest, DecodesAnyEscape) {
  EXPECT_EQ(decode_path("bar%2Dbar%c3%BC"), "bar-bar\xC3\xBC");
  EXPECT_EQ(decode_path("a+b"), "a+b");
}

TEST(PathEncodingTest, LeavesAPercentSignThatStartsNoEscape) {
  EXPECT_EQ(decode_path("100%"), "100%");
  EXPECT_EQ(decode_path("%zz%4"), "%zz%4");
}

TEST(PathEncodingTest, EveryByteComesBack) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(decode_path(encode_path(all)), all);
}

TEST(PathEncodingTest, LocalPathsAreTheSameWithAndWithoutTheirScheme) {
  for (const char* path : {"/some/path", "file:/some/path", "file:///some/path"}) {
    EXPECT_EQ(canonical_path(path), "/some/path") << path;
  }
  EXPECT_EQ(canonical_path("part-0.parquet"), "part-0.parquet");
  EXPECT_EQ(canonical_path("s3://bucket//a"), "s3://bucket//a");
}

}  // namespace
}  // namespace c360::delta
