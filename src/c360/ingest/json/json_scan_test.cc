#include "c360/ingest/json/json_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "c360/base/error.h"
#include "c360/ingest/json/json_split.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The records as the reader's splitter gives them; the count is held against the counting pass.
std::vector<std::string> records_of(const std::string& text, const JsonOptions& options = {}, bool lines = false,
                                    std::uint64_t chunk_bytes = kChunkBytes) {
  const JsonRegion region = find_json_records(text, 0, options, lines, "x.json");
  const Scan scan = count_json_records(text, region, {}, chunk_bytes);
  std::vector<std::string> all;
  for (const Chunk& chunk : scan.chunks) {
    EXPECT_EQ(chunk.first_record, static_cast<std::int64_t>(all.size()) + 1);
    JsonSplitter splitter(text, chunk, region.layout);
    std::string_view record;
    while (splitter.next(record)) all.emplace_back(record);
    EXPECT_EQ(chunk.first_record + chunk.records - 1, static_cast<std::int64_t>(all.size())) << text;
  }
  EXPECT_EQ(scan.records, static_cast<std::int64_t>(all.size())) << text;
  return all;
}

std::string scan_failure(const std::string& text, const JsonOptions& options = {}) {
  try {
    find_json_records(text, 0, options, false, "x.json");
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

TEST(JsonScan, takes_lines) {
  EXPECT_THAT(records_of("{\"a\":1}\n\n  \r\n{\"a\":2}\r\n{\"a\":3}", {}, true),
              ElementsAre("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
  EXPECT_THAT(records_of("{\"a\":1}\n{\"a\":2}\n"), ElementsAre("{\"a\":1}", "{\"a\":2}"));
  EXPECT_THAT(records_of("{\"a\":1\n{\"a\":2}\n"), ElementsAre("{\"a\":1", "{\"a\":2}"));
  EXPECT_THAT(records_of("[1,2]\n3\n", {}, true), ElementsAre("[1,2]", "3"));
}

TEST(JsonScan, takes_elements) {
  EXPECT_THAT(records_of(" [ {\"a\":[1,2]} ,\n {\"b\":\"],}\"},3 ]\n"),
              ElementsAre("{\"a\":[1,2]}", "{\"b\":\"],}\"}", "3"));
  EXPECT_THAT(records_of(R"([{"a":"\\\""},{"b":"\\"}])"), ElementsAre(R"({"a":"\\\""})", R"({"b":"\\"})"));
  EXPECT_THAT(records_of("{\"a\":1,\n \"b\":[1,2]\n}"), ElementsAre("{\"a\":1,\n \"b\":[1,2]\n}"));
}

TEST(JsonScan, knows_nothing_from_an_empty_element) {
  EXPECT_THAT(records_of(""), ElementsAre());
  EXPECT_THAT(records_of(" \n"), ElementsAre());
  EXPECT_THAT(records_of("[]"), ElementsAre());
  EXPECT_THAT(records_of("[ \n ]"), ElementsAre());
  EXPECT_THAT(records_of("[1,]"), ElementsAre("1", ""));
  EXPECT_THAT(records_of("[,]"), ElementsAre("", ""));
  EXPECT_THAT(records_of("[1,,2]", {}, false, 1), ElementsAre("1", "", "2"));
}

TEST(JsonScan, follows_a_path_to_the_records) {
  const std::string text = R"({"meta":{"items":[9]},"data":{"n":2,"items":[{"a":1},{"a":2}]},"next":null})";
  EXPECT_THAT(records_of(text, {.records = "data.items"}), ElementsAre("{\"a\":1}", "{\"a\":2}"));
  EXPECT_THAT(records_of(text, {.records = "meta.items"}), ElementsAre("9"));
  EXPECT_THAT(scan_failure(text, {.records = "data.rows"}),
              HasSubstr("no 'rows' of the path 'data.rows' here, only: n, items"));
  EXPECT_THAT(scan_failure(text, {.records = "next"}), HasSubstr("'next' is no array"));
  EXPECT_THAT(scan_failure(text, {.records = "next.items"}), HasSubstr("no object here"));
  EXPECT_THAT(scan_failure("[1]", {.records = "a"}), HasSubstr("no object here"));
  EXPECT_THAT(scan_failure("{\"a\":[1]", {.records = "a"}),
              HasSubstr("x.json:1:1: an object begins here and is never closed"));
}

TEST(JsonScan, tells_where_a_document_is_broken) {
  EXPECT_EQ(
      scan_failure("[{\"a\":1},\n  {\"a\":2},\n  {\"a\":"),
      "x.json:3:3: the array is cut off, or a bracket, brace or quote is missing, in or after its element 3, which "
      "begins here");
  EXPECT_THAT(scan_failure("[1] [2]"), HasSubstr("x.json:1:5: the document goes on behind its end"));
  EXPECT_THAT(scan_failure("[{\"a\":1]}"), HasSubstr("x.json:1:9: an array ends with a brace here"));
  EXPECT_THAT(scan_failure("42"), HasSubstr("x.json:1:1: neither an object nor an array begins here"));
  EXPECT_THAT(scan_failure("{\n\"a\":1}\n{\"a\":2}"), HasSubstr("x.json:3:1: another value follows the first"));
  EXPECT_THAT(scan_failure("[\"a"), HasSubstr("element 1"));
}

/// The counting pass goes by blocks of 64 bytes, the splitter byte by byte; they must agree wherever a block ends.
TEST(JsonScan, counts_what_the_splitter_finds) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"{\"a\":1}",
                                           "\"x,y\"",
                                           R"("\"")",
                                           R"("\\")",
                                           "[1,[2,{}]]",
                                           "  ",
                                           "7",
                                           ",",
                                           "\"\xC3\xA9\"",
                                           std::string(70, ' '),
                                           "\"" + std::string(60, '\\') + "\"",
                                           "\\"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = "[";
    for (int piece = 0; piece < 40; ++piece) {
      text += pieces[random() % pieces.size()];
      if (random() % 3 != 0) text += ',';
    }
    records_of(text + "]", {}, false, round % 2 == 0 ? 50 : kChunkBytes);
  }
}

}  // namespace
}  // namespace c360::ingest
