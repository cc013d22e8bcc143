#include "c360/ingest/dialect.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

char delimiter_of(std::string_view head) {
  return detect_dialect(head, true, {}).delimiter;
}

TEST(Dialect, finds_each_delimiter) {
  EXPECT_EQ(delimiter_of("a,b\n1,2\n"), ',');
  EXPECT_EQ(delimiter_of("a;b\n1,5;2,5\n"), ';');
  EXPECT_EQ(delimiter_of("a\tb\n1\t2\n"), '\t');
  EXPECT_EQ(delimiter_of("a|b\n1|2\n"), '|');
}

TEST(Dialect, takes_a_header_without_a_delimiter_for_one_column) {
  EXPECT_EQ(delimiter_of("name\nx;y\n"), ',');
}

TEST(Dialect, trusts_the_header_where_rows_are_broken) {
  EXPECT_EQ(delimiter_of("a;b;c\n1;2\n3,4\n"), ';');
}

TEST(Dialect, asks_the_rows_where_the_header_shows_two) {
  EXPECT_EQ(delimiter_of("name, first;age;town\nx;1;y\nz;2;w\n"), ';');
}

TEST(Dialect, does_not_guess_between_two_that_fit_alike) {
  try {
    delimiter_of("a,b;c\n1,2;3\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "the delimiter could be ',' or ';'");
    EXPECT_EQ(error.hint(), "say which with `delimiter:` in the source");
  }
}

TEST(Dialect, does_not_look_for_delimiters_within_quotes) {
  EXPECT_EQ(delimiter_of("\"a;x;y\",\"b;z\"\n1,2\n"), ',');
}

TEST(Dialect, takes_single_quotes_only_where_the_whole_header_has_them) {
  EXPECT_EQ(detect_dialect("'a','b'\n'1','2'\n", true, {}).quote, '\'');
  EXPECT_EQ(detect_dialect("'a',b'\n", true, {}).quote, '"');
  EXPECT_EQ(detect_dialect("a,b\n'1','2'\n", true, {}).quote, '"');
}

TEST(Dialect, does_as_it_is_told) {
  EXPECT_EQ(detect_dialect("a,b\n", true, {.delimiter = ';'}), (CsvDialect{';', '"'}));
  EXPECT_EQ(detect_dialect("a,b\n", true, {.quote = '\0'}), (CsvDialect{',', std::nullopt}));
}

TEST(Dialect, finds_the_delimiter_that_gives_the_named_columns) {
  EXPECT_EQ(detect_dialect("1,5;2,5\n3,5;4,5\n", true, {.columns = 2}).delimiter, ';');
}

TEST(Dialect, does_not_judge_by_a_record_that_the_head_cuts) {
  EXPECT_EQ(detect_dialect("a;b,c;d\n1;2;3\n4;5", false, {}).delimiter, ';');
}

}  // namespace
}  // namespace c360::ingest
