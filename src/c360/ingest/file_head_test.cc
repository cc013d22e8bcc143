#include "c360/ingest/file_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/csv_file.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> peeked(std::string_view bytes, const CsvOptions& options = {}) {
  const TemporaryDirectory folder;
  write_file(folder.path() / "f.csv", bytes);
  return peek_columns(folder.path() / "f.csv", "f.csv", options);
}

TEST(FileHead, ends_where_the_first_record_may_begin) {
  const FileHead head = read_head("\n\nid,name\n1,a\n", 0, true, "f.csv", {});
  EXPECT_THAT(head.columns, ElementsAre("id", "name"));
  EXPECT_EQ(head.end, 9U);
  EXPECT_EQ(read_head("1,a\n", 0, true, "f.csv", {.header = false}).end, 0U);
}

TEST(FileHead, has_no_columns_in_an_empty_file) {
  EXPECT_THAT(peeked(""), IsEmpty());
  EXPECT_THAT(peeked("\r\n"), IsEmpty());
}

TEST(FileHead, is_peeked_in_every_encoding) {
  using namespace std::string_view_literals;
  EXPECT_THAT(peeked("\xEF\xBB\xBFid;name\n"), ElementsAre("id", "name"));
  EXPECT_THAT(peeked("\xFF\xFEi\0d\0,\0n\0\n\0"sv), ElementsAre("id", "n"));
  EXPECT_THAT(peeked("id,pr\xE9nom\n"), ElementsAre("id", "pr\xC3\xA9nom"));
}

TEST(FileHead, is_peeked_from_a_file_that_is_larger_than_the_head) {
  std::string text = "id;name\n";
  while (text.size() < 3 * kDialectHead) text += "1;some, text\n";
  EXPECT_THAT(peeked(text), ElementsAre("id", "name"));
}

TEST(FileHead, takes_the_names_it_is_given_where_there_is_no_header) {
  EXPECT_THAT(peeked("1,a\n", {.header = false, .columns = {"id", "name"}}), ElementsAre("id", "name"));
  EXPECT_THAT(peeked("1,a\n", {.header = false}), ElementsAre("column1", "column2"));
}

TEST(FileHead, is_found_behind_any_number_of_blank_lines) {
  const std::string blank(kMaxHeaderBytes + 1, '\n');
  const FileHead head = read_head(blank + "id,name\n1,a\n", 0, true, "f.csv", {});
  EXPECT_THAT(head.columns, ElementsAre("id", "name"));
  EXPECT_EQ(head.end, blank.size() + 7);
}

TEST(FileHead, may_have_a_hundred_thousand_columns) {
  std::string header = "c0";
  for (int i = 1; i < 100'000; ++i) header += ",c" + std::to_string(i);
  EXPECT_EQ(read_head(header + "\n", 0, true, "f.csv", {}).columns.size(), 100'000U);
}

TEST(FileHead, refuses_a_first_record_without_an_end) {
  const std::string text = "id,name" + std::string(kMaxHeaderBytes, 'x');
  for (const CsvOptions& options : {CsvOptions{}, CsvOptions{.header = false}}) {
    try {
      read_head(text + "\n1,a\n", 0, false, "f.csv", options);
      FAIL() << "took 16 MiB for a header";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kData);
      EXPECT_EQ(error.message(), "the first record of f.csv is longer than 16 MiB");
    }
  }
}

TEST(FileHead, names_the_file_whose_delimiter_cannot_be_told) {
  try {
    peeked("a,b;c\n1,2;3\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "f.csv: the delimiter could be ',' or ';'");
  }
}

}  // namespace
}  // namespace c360::ingest
