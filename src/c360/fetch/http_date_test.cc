#include "c360/fetch/http_date.h"

#include <gtest/gtest.h>

namespace c360::fetch {
namespace {

TEST(HttpDateTest, WritesTheStandardsExample) {
  EXPECT_EQ(format_http_date(parse_utc("1994-11-06T08:49:37.999999Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDateTest, ReadsWhatItWrote) {
  for (const char* time :
       {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2026-11-26T08:15:00Z", "1969-12-31T00:00:01Z"})
    EXPECT_EQ(parse_http_date(format_http_date(parse_utc(time))), parse_utc(time)) << time;
}

TEST(HttpDateTest, ReadsNothingElse) {
  for (const char* text :
       {"", "120", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, -6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"})
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

}  // namespace
}  // namespace c360::fetch
