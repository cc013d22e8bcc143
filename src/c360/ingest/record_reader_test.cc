#include "c360/ingest/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace c360::ingest {
namespace {

using testing::ElementsAre;

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> causes;
  std::vector<std::string> raw;
  std::vector<std::int64_t> malformed;
};

Read read_records(std::string_view text, std::size_t fields, CsvDialect dialect = {}) {
  Read result;
  CsvRecord record;
  for (const Chunk& chunk : scan_records(text, 0, dialect).chunks) {
    RecordReader reader(text, chunk, dialect, fields);
    while (reader.next(record)) {
      if (record.fault != RecordFault::kNone) {
        result.causes.push_back(describe_fault(record, fields, Encoding::kUtf8));
        result.raw.push_back(visible_text(record.raw));
        result.malformed.push_back(record.number);
        continue;
      }
      std::vector<std::string>& row = result.rows.emplace_back();
      for (const CsvField& field : record.fields) row.push_back(field_value(field, dialect.quote.value_or('\0')));
    }
  }
  return result;
}

TEST(RecordReader, splits_plain_fields) {
  EXPECT_THAT(read_records("a,b\r\n1,\n,\n", 2).rows,
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", ""), ElementsAre("", "")));
}

TEST(RecordReader, keeps_every_byte_of_a_field) {
  EXPECT_THAT(read_records(" a ,\tb\n", 2).rows, ElementsAre(ElementsAre(" a ", "\tb")));
}

TEST(RecordReader, reads_quoted_fields) {
  EXPECT_THAT(read_records("\"a,b\",\"c\r\nd\"\n\"\",\"\"\"e\"\"\"\n", 2).rows,
              ElementsAre(ElementsAre("a,b", "c\r\nd"), ElementsAre("", "\"e\"")));
}

TEST(RecordReader, takes_a_quote_within_a_field_for_text) {
  EXPECT_THAT(read_records("5\" pipe,a\"b\"\n", 2).rows, ElementsAre(ElementsAre("5\" pipe", "a\"b\"")));
}

TEST(RecordReader, reads_other_delimiters_and_quotes) {
  EXPECT_THAT(read_records("'a;b';c\n", 2, {';', '\''}).rows, ElementsAre(ElementsAre("a;b", "c")));
  EXPECT_THAT(read_records("\"a|b\"\n", 2, {'|', std::nullopt}).rows, ElementsAre(ElementsAre("\"a", "b\"")));
}

TEST(RecordReader, tells_how_many_fields_are_wrong) {
  const Read result = read_records("1,2,3\n4,5\n6,7,8,9\n", 3);
  EXPECT_THAT(result.causes, ElementsAre("too few fields: 2 instead of 3", "too many fields: 4 instead of 3"));
  EXPECT_THAT(result.malformed, ElementsAre(2, 3));
  EXPECT_THAT(result.raw, ElementsAre("4,5", "6,7,8,9"));
}

TEST(RecordReader, refuses_text_after_a_closing_quote) {
  const Read result = read_records("1,\"a\"b,\"x\ny\"\n2,c,d\n", 3);
  EXPECT_THAT(result.causes, ElementsAre("text after a closing quote in field 2"));
  EXPECT_THAT(result.raw, ElementsAre("1,\"a\"b,\"x\ny\""));
  EXPECT_THAT(result.rows, ElementsAre(ElementsAre("2", "c", "d")));
}

TEST(RecordReader, goes_on_at_the_next_line_after_a_quote_that_is_never_closed) {
  const Read result = read_records("1,a\n2,\"b\n3,c\r\n4,d", 2);
  EXPECT_THAT(result.causes, ElementsAre("a quote that is never closed in field 2"));
  EXPECT_THAT(result.raw, ElementsAre("2,\"b"));
  EXPECT_EQ(result.rows.size(), 3U);
}

TEST(RecordReader, shows_bytes_that_are_no_text) {
  const Read result = read_records("1,a\xE9\n2,caf\xC3\xA9\n", 2);
  EXPECT_THAT(result.causes, ElementsAre("bytes that are no utf-8 text"));
  EXPECT_THAT(result.raw, ElementsAre("1,a\\xE9"));
  EXPECT_THAT(result.rows, ElementsAre(ElementsAre("2", "caf\xC3\xA9")));
}

TEST(RecordReader, refuses_nul_bytes) {
  using namespace std::string_view_literals;
  const Read result = read_records("1,a\0\n2,b\n"sv, 2);
  EXPECT_THAT(result.causes, ElementsAre("a NUL byte"));
  EXPECT_THAT(result.raw, ElementsAre("1,a\\x00"));
}

TEST(RecordReader, leaves_blank_lines_out_and_keeps_the_numbers) {
  const Read result = read_records("\n\n1,a\n\n\n2\n\r\n3,c\n", 2);
  EXPECT_THAT(result.malformed, ElementsAre(2));
  EXPECT_EQ(result.rows.size(), 2U);
}

TEST(RecordReader, reads_fields_longer_than_a_block) {
  const std::string longer(1000, 'x');
  const Read result = read_records(longer + "," + longer + "\n\"" + longer + "\"," + longer, 2);
  ASSERT_EQ(result.rows.size(), 2U);
  for (const auto& row : result.rows) EXPECT_THAT(row, ElementsAre(longer, longer));
}

}  // namespace
}  // namespace c360::ingest
