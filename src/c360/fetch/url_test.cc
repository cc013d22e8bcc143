#include "c360/fetch/url.h"

#include <gtest/gtest.h>

namespace c360::fetch {
namespace {

TEST(UrlTest, EncodesAllThatMeansSomething) {
  EXPECT_EQ(percent_encoded("a b+c%d#e?f&g=h/\xC3\xBC"), "a%20b%2Bc%25d%23e%3Ff%26g%3Dh%2F%C3%BC");
  EXPECT_EQ(percent_encoded("-._~AZaz09"), "-._~AZaz09");
  EXPECT_EQ(percent_encoded("a/b c", true), "a/b%20c");
}

TEST(UrlTest, DecodesWhatItEncoded) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
  EXPECT_EQ(percent_decoded("%C3%bc+%zz%4"), "\xC3\xBC+%zz%4");
}

TEST(UrlTest, AnOriginIsSchemeHostAndPort) {
  EXPECT_EQ(origin_of("https://Host.example/a?b"), "https://host.example:443");
  EXPECT_EQ(origin_of("HTTP://host"), "http://host:80");
  EXPECT_EQ(origin_of("http://host:8080?x"), "http://host:8080");
  EXPECT_EQ(origin_of("http://me:word@host/"), "http://host:80");
  EXPECT_EQ(origin_of("http://[::1]/"), "http://[::1]:80");
  EXPECT_EQ(origin_of("http://[::1]:8080/"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("file:///etc/passwd"), "");
  EXPECT_EQ(origin_of("/relative"), "");
}

TEST(UrlTest, AHostStandsAlone) {
  EXPECT_EQ(host_of("https://Shop.blob.core.windows.net/x?sig=y"), "shop.blob.core.windows.net");
  EXPECT_EQ(host_of("http://127.0.0.1:10000/a"), "127.0.0.1");
  EXPECT_EQ(host_of("http://[::1]:10/"), "[::1]");
}

TEST(UrlTest, AQueryIsNotShown) {
  EXPECT_EQ(without_query("https://h/a?sig=secret"), "https://h/a");
  EXPECT_EQ(without_query("https://h/a"), "https://h/a");
}

TEST(UrlTest, ALocationLeadsFromItsBase) {
  EXPECT_EQ(resolved("https://h/a/b?c", "https://other/x"), "https://other/x");
  EXPECT_EQ(resolved("https://h/a/b?c", "//other/x"), "https://other/x");
  EXPECT_EQ(resolved("https://h/a/b?c", "/x?y"), "https://h/x?y");
  EXPECT_EQ(resolved("https://h/a/b?c", "x"), "https://h/a/x");
  EXPECT_EQ(resolved("https://h", "x"), "https://h/x");
  EXPECT_EQ(resolved("https://h/a/b?c", "?y"), "https://h/a/b?y");
  EXPECT_EQ(resolved("https://h/a/b", "/x?to=http://other/"), "https://h/x?to=http://other/");
}

}  // namespace
}  // namespace c360::fetch
