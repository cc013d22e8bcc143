#include "c360/ingest/scanner.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "c360/ingest/record_reader.h"

namespace c360::ingest {
namespace {

std::int64_t records(std::string_view text) {
  return scan_records(text, 0, {}).records;
}

TEST(Scanner, counts_no_record_in_nothing) {
  EXPECT_EQ(records(""), 0);
  EXPECT_EQ(records("\n\r\n\r\r\n\n"), 0);
}

TEST(Scanner, counts_lines_whatever_ends_them) {
  EXPECT_EQ(records("a\nb\nc\n"), 3);
  EXPECT_EQ(records("a\r\nb\rc\nd"), 4);
  EXPECT_EQ(records("\n\na\r\n\r\n\rb\n\n"), 2);
}

TEST(Scanner, takes_line_ends_within_quotes_for_text) {
  EXPECT_EQ(records("\"a\nb\",c\nd,e\n"), 2);
  EXPECT_EQ(records("\"a\"\"\nb\"\nc"), 2);
  EXPECT_EQ(records("\"\"\n\"\"\n"), 2);
}

TEST(Scanner, takes_a_quote_within_a_field_for_text) {
  EXPECT_EQ(records("5\" pipe,a\n6,b\n"), 2);
}

TEST(Scanner, ends_a_record_whose_quote_is_never_closed_with_its_line) {
  EXPECT_EQ(records("a,b\n\"c,d\ne,f\ng,h\n"), 4);
  EXPECT_EQ(records("\"a"), 1);
  EXPECT_EQ(records("x\n\"\n"), 2);
}

TEST(Scanner, knows_no_quotes_where_there_are_none) {
  EXPECT_EQ(scan_records("\"a\nb\"\n", 0, {',', std::nullopt}).records, 2);
}

TEST(Scanner, tells_line_ends_apart_across_blocks) {
  const std::string before(63, 'x');
  const LineEnds crlf = scan_records(before + "\r\nb", 0, {}).line_ends;
  EXPECT_TRUE(crlf.crlf && !crlf.cr && !crlf.lf);
  const LineEnds cr = scan_records(before + "\rb", 0, {}).line_ends;
  EXPECT_TRUE(cr.cr && !cr.crlf && !cr.lf);
  const LineEnds lf = scan_records(before + "\nb", 0, {}).line_ends;
  EXPECT_TRUE(lf.lf && !lf.crlf && !lf.cr);
}

TEST(Scanner, gives_up_a_quote_that_stays_open_too_long) {
  const std::string text = "a,\"" + std::string(kMaxQuotedBytes + 100, 'x') + "\nb,c\n\"d\",e\n";
  EXPECT_EQ(records(text), 3);
}

TEST(Scanner, hashes_every_byte_once_whatever_the_chunks) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "some,\"text \n here\",\xC3\xA9\n";
  for (const std::uint64_t chunk : {1ULL, 100ULL, 4096ULL, 1ULL << 20}) {
    ContentHash hash;
    const Scan scan = scan_records(text, 7, {}, &hash, chunk);
    EXPECT_EQ(hash.hex(), content_hash(text)) << chunk;
    EXPECT_EQ(scan.text.multibyte, 5000U) << chunk;
  }
}

TEST(Scanner, marks_the_chunks_with_bytes_that_are_no_text) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i == 50 ? "a\xFF,b\n" : "aaaaa,b\n";
  const Scan scan = scan_records(text, 0, {}, nullptr, 200);
  int marked = 0;
  for (const Chunk& chunk : scan.chunks) marked += chunk.may_hold_invalid ? 1 : 0;
  EXPECT_EQ(marked, 1);
  EXPECT_EQ(scan.text.invalid, 1U);
}

/// Bytes that make every rule of the grammar meet every other.
std::string random_csv(std::mt19937& random, std::size_t length) {
  constexpr std::string_view kBytes = "a\"\"\"\n\r,,x\xC3\xA9\xFF";
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    const bool common = random() % 4 != 0;
    text.push_back(common ? 'b' : kBytes[random() % kBytes.size()]);
    if (random() % 60 == 0) text += "\n\"";
  }
  return text;
}

struct Counted {
  std::int64_t records = 0;
  std::string raw;  ///< all records' bytes
};

Counted read_all(std::string_view text, const Scan& scan) {
  Counted counted;
  CsvRecord record;
  for (const Chunk& chunk : scan.chunks) {
    RecordReader reader(text, chunk, {}, 0);
    EXPECT_EQ(chunk.first_record, counted.records + 1);
    std::int64_t in_chunk = 0;
    while (reader.next(record)) {
      EXPECT_EQ(record.number, ++counted.records);
      ++in_chunk;
      counted.raw.append(record.raw).push_back('\n');
    }
    EXPECT_EQ(in_chunk, chunk.records);
  }
  return counted;
}

TEST(Scanner, agrees_with_the_reader_on_random_bytes_at_every_chunk_size) {
  std::mt19937 random(20240531);
  for (int round = 0; round < 1500; ++round) {
    const std::string text = random_csv(random, random() % 400);
    const Scan whole = scan_records(text, 0, {});
    const Counted expected = read_all(text, whole);
    ASSERT_EQ(expected.records, whole.records) << testing::PrintToString(text);
    for (std::uint64_t size = 1; size < text.size() + 2; size += 1 + random() % 40) {
      const Scan scan = scan_records(text, 0, {}, nullptr, size);
      ASSERT_EQ(scan.records, whole.records) << testing::PrintToString(text) << size;
      ASSERT_EQ(read_all(text, scan).raw, expected.raw) << testing::PrintToString(text) << size;
    }
  }
}

TEST(Scanner, leaves_no_byte_but_line_ends_out_of_the_records) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random_csv(random, 300);
    std::string raw = read_all(text, scan_records(text, 0, {})).raw;
    std::string want = text;
    for (std::string* bytes : {&raw, &want}) std::erase_if(*bytes, [](char c) { return c == '\n' || c == '\r'; });
    ASSERT_EQ(raw, want);
  }
}

}  // namespace
}  // namespace c360::ingest
