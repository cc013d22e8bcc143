#include "c360/ingest/json/json_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class JsonFiles : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files = "data/*";
  }
};

TEST_F(JsonFiles, are_rows_of_the_columns_of_all_records) {
  put("data/a.ndjson", "{\"id\":1,\"name\":\"Ann\"}\n{\"id\":2.50,\"tags\":[1, 2],\"name\":null}\n{}\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 3);
  EXPECT_EQ(result.rows, 3);
  EXPECT_THAT(bronze({"id", "name", "tags", "_source_row"}), ElementsAre("1|Ann|-|1", "2.50|-|[1,2]|2", "-|-|-|3"));
}

TEST_F(JsonFiles, keep_broken_records_aside_and_read_the_rest) {
  put("data/a.jsonl", "{\"id\":1}\n{\"id\":2,\n{\"id\":\"\xFF\",\"new\":1}\n[3]\n{\"id\":4}\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 5);
  EXPECT_EQ(result.rows, 2);
  EXPECT_THAT(bronze({"id", "_source_row"}), ElementsAre("1|1", "4|5"));
  EXPECT_THAT(malformed({"_source_row", "_raw", "_cause"}),
              ElementsAre(HasSubstr("2|{\"id\":2,|no JSON: "),
                          "3|{\"id\":\"\\xFF\",\"new\":1}|bytes that are no utf-8 text", "4|[3]|no JSON object"));
  EXPECT_THAT(bronze_columns(), testing::Not(testing::Contains("new")));
}

TEST_F(JsonFiles, may_be_arrays) {
  put("data/a.json", "[\n  {\"id\": 1},\n  {\"id\": },\n  {\"id\": 3}\n]\n");
  ingest();
  EXPECT_THAT(bronze({"id", "_source_row"}), ElementsAre("1|1", "3|3"));
  EXPECT_THAT(malformed({"_raw"}), ElementsAre("{\"id\": }"));
}

TEST_F(JsonFiles, may_be_within_a_document_and_flattened) {
  source().records = "data.items";
  source().flatten = true;
  put("data/a.json", R"({"page":1,"data":{"items":[{"id":1,"at":{"city":"Rome"}},{"id":2,"at":{}}]}})");
  ingest();
  EXPECT_THAT(bronze({"id", "at.city", "at"}), ElementsAre("1|Rome|-", "2|-|{}"));
}

TEST_F(JsonFiles, that_are_cut_off_are_refused_whole) {
  put("data/a.json", "[{\"id\":1},{\"id\":2}");
  EXPECT_THAT(failure(), HasSubstr("data/a.json:1:11: the array is cut off"));
  EXPECT_THAT(std::filesystem::exists(root() / "lake1/bronze"), false);
}

TEST_F(JsonFiles, are_found_by_name_or_content) {
  put("data/a.JSON", "[{\"id\":1}]");
  put("data/b", "\n{\"id\":2}\n{\"id\":3}\n");
  put("data/c.json.gz", fixture::gzipped("{\"id\":4}\n{\"id\":5}\n"));
  put("data/d.csv", "id\n6\n");
  ingest();
  EXPECT_THAT(bronze({"id", "_source_file"}), ElementsAre("1|data/a.JSON", "2|data/b", "3|data/b", "4|data/c.json.gz",
                                                          "5|data/c.json.gz", "6|data/d.csv"));
}

TEST_F(JsonFiles, may_be_encoded_as_others_do) {
  put("data/a.json", "\xEF\xBB\xBF[{\"id\":\"\xC3\xA9\"}]");
  put("data/b.json", "\xFF\xFE" + fixture::utf16(u"[{\"id\":\"\u00e9\"}]", false));
  put("data/c.ndjson", fixture::utf16(u"{\"id\":\"x\"}\n", true));
  ingest();
  EXPECT_THAT(bronze({"id"}), ElementsAre("\xC3\xA9", "\xC3\xA9", "x"));
}

TEST_F(JsonFiles, may_be_empty) {
  put("data/a.json", "");
  put("data/b.json", "[]");
  put("data/c.ndjson", "\n\n");
  const SourceResult result = ingest({false, "b1"}, {});
  EXPECT_EQ(result.files.size(), 3U);
  EXPECT_EQ(result.records, 0);
}

TEST_F(JsonFiles, are_taken_in_once_by_their_content) {
  put("data/a.ndjson", "{\"id\":1}\n");
  ingest();
  put("data/a.ndjson", "{\"id\":1}\n");
  EXPECT_EQ(ingest({true, "b2"}).rows, 0);
  put("data/a.ndjson", "{\"id\":1}\n{\"id\":2}\n");
  EXPECT_EQ(ingest({false, "b3"}).rows, 2) << "as CSV does: a file with new content is taken in whole";
}

TEST_F(JsonFiles, tell_of_new_and_missing_columns) {
  put("data/a.ndjson", "{\"id\":1,\"name\":\"x\"}\n");
  ingest();
  put("data/b.ndjson", "{\"ID\":2,\"city\":\"y\"}\n");
  EXPECT_THAT(ingest({false, "b2"}).notes,
              ElementsAre("data/b.ndjson: column 'city' is new", "data/b.ndjson has no column 'name'"));
  EXPECT_THAT(bronze({"id", "name", "city"}), ElementsAre("1|x|-", "2|-|y"));
}

TEST_F(JsonFiles, are_read_in_chunks_alike) {
  std::string text;
  for (int id = 1; id <= 60'000; ++id) {
    text += R"({"id":)" + std::to_string(id) +
            R"(,"text":"a line\nof some length, so that there are several chunks of records"})" + "\n";
  }
  put("data/a.ndjson", text);
  EXPECT_EQ(ingest().rows, 60'000);
  EXPECT_EQ(count_bronze_where_row_is_id(), 60'000);
}

TEST_F(JsonFiles, may_have_very_long_records) {
  put("data/a.ndjson", "{\"id\":1,\"t\":\"" + std::string(100 << 20, 'x') + "\"}\n{\"id\":2}\n");
  EXPECT_EQ(ingest().rows, 2);
  EXPECT_THAT(bronze({"id"}), ElementsAre("1", "2"));
}

TEST_F(JsonFiles, with_data_for_names_are_refused) {
  std::string text;
  for (int id = 1; id <= 10'001; ++id) text += "{\"k" + std::to_string(id) + "\":1}\n";
  put("data/a.ndjson", text);
  EXPECT_THAT(failure(), HasSubstr("more than 10000 different fields"));
}

TEST_F(JsonFiles, give_back_a_record_by_its_number) {
  put("a.json", "[{\"id\": 1}, {\"id\": 2}]");
  const JsonFile file(root() / "a.json", "a.json", {});
  EXPECT_EQ(file.record_text(2), "{\"id\": 2}");
  EXPECT_EQ(file.record_text(3), std::nullopt);
  EXPECT_EQ(file.form().format, FileFormat::kJson);
}

}  // namespace
}  // namespace c360::ingest
