#include "c360/ingest/csv_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using namespace std::string_view_literals;
using fixture::gzipped;
using fixture::utf16;
using testing::ElementsAre;
using testing::HasSubstr;

class File : public testing::Test {
 protected:
  CsvFile open(std::string_view bytes, const CsvOptions& options = {}) {
    write_file(folder_.path() / "f.csv", bytes);
    return {folder_.path() / "f.csv", "f.csv", options};
  }

  std::vector<std::vector<std::string>> rows(const CsvFile& file) {
    std::vector<std::vector<std::string>> all;
    CsvRecord record;
    for (const Chunk& chunk : file.scan().chunks) {
      RecordReader reader = file.read(chunk);
      while (reader.next(record)) {
        if (record.fault != RecordFault::kNone) continue;
        std::vector<std::string>& row = all.emplace_back();
        for (const CsvField& field : record.fields) row.push_back(field_value(field, *file.dialect().quote));
      }
    }
    return all;
  }

  std::string failure(std::string_view bytes, const CsvOptions& options = {}) {
    try {
      open(bytes, options);
    } catch (const Error& error) {
      return error.message();
    }
    return "no error";
  }

  TemporaryDirectory folder_;
};

TEST_F(File, is_fine_when_it_is_empty) {
  for (const std::string_view empty : {""sv, "\n\n"sv, "\xEF\xBB\xBF"sv, "\xFF\xFE"sv}) {
    const CsvFile file = open(empty);
    EXPECT_TRUE(file.header().empty());
    EXPECT_EQ(file.scan().records, 0);
  }
}

TEST_F(File, is_fine_when_it_is_only_a_header) {
  for (const std::string_view text : {"id,name"sv, "id,name\r\n"sv, "id,name\n\n"sv}) {
    const CsvFile file = open(text);
    EXPECT_THAT(file.header(), ElementsAre("id", "name"));
    EXPECT_EQ(file.scan().records, 0);
  }
}

TEST_F(File, reads_every_encoding_alike) {
  const std::u16string text = u"id;name\r\n1;Zo\u00EB \u20AC\r\n";
  const std::string wanted = "Zo\xC3\xAB \xE2\x82\xAC";
  const std::string utf8 = "id;name\r\n1;" + wanted + "\r\n";
  const std::string windows = "id;name\r\n1;Zo\xEB \x80\r\n";
  for (const std::string& bytes : {utf8, "\xEF\xBB\xBF" + utf8, "\xFF\xFE" + utf16(text, false),
                                   "\xFE\xFF" + utf16(text, true), utf16(text, false), utf16(text, true), windows,
                                   gzipped(utf8), gzipped("\xFF\xFE" + utf16(text, false)), gzipped(windows)}) {
    const CsvFile file = open(bytes);
    EXPECT_THAT(file.header(), ElementsAre("id", "name"));
    EXPECT_THAT(rows(file), ElementsAre(ElementsAre("1", wanted)));
    EXPECT_EQ(file.content_hash(), content_hash(bytes));
    EXPECT_EQ(file.scan().records, 1);
  }
}

TEST_F(File, tells_windows_1252_in_the_header_alone) {
  EXPECT_THAT(open("id,pr\xE9nom\n1,a\n").header(), ElementsAre("id", "pr\xC3\xA9nom"));
}

TEST_F(File, keeps_utf8_with_broken_places_and_shows_them) {
  const CsvFile file = open("id,name\n1,caf\xC3\xA9\n2,caf\xE9\n");
  EXPECT_EQ(file.encoding(), Encoding::kUtf8);
  EXPECT_THAT(file.describe_malformed(10), ElementsAre("record 2: bytes that are no utf-8 text"));
  EXPECT_THAT(rows(file), ElementsAre(ElementsAre("1", "caf\xC3\xA9")));
}

TEST_F(File, obeys_the_encoding_it_is_told) {
  EXPECT_THAT(rows(open("id,name\n1,\x80\n", {.encoding = Encoding::kLatin1})),
              ElementsAre(ElementsAre("1", "\xC2\x80")));
  const CsvFile strict = open("id,name\n1,caf\xE9\n", {.encoding = Encoding::kUtf8});
  EXPECT_EQ(strict.describe_malformed(10).size(), 1U);
}

TEST_F(File, takes_an_odd_last_byte_of_utf16_for_no_text) {
  const CsvFile file = open("\xFF\xFE" + utf16(u"a,b\n1,2", false) + "\n");
  EXPECT_THAT(file.describe_malformed(10), ElementsAre("record 1: bytes that are no utf-16le text"));
}

TEST_F(File, refuses_a_gzip_file_that_is_cut_or_damaged) {
  std::string text = "id,name\n";
  for (int i = 0; i < 1000; ++i) text += std::to_string(i * 7919) + ",x\n";
  const std::string packed = gzipped(text);
  for (std::size_t size : {std::size_t{2}, std::size_t{10}, packed.size() / 2, packed.size() - 1}) {
    EXPECT_EQ(failure(packed.substr(0, size)), "the gzip file f.csv is cut off") << size;
  }
  std::string damaged = packed;
  damaged[packed.size() - 6] = static_cast<char>(damaged[packed.size() - 6] ^ 1);
  EXPECT_THAT(failure(damaged), HasSubstr("the gzip file f.csv is damaged"));
  EXPECT_EQ(failure(packed + "id,name"), "the gzip file f.csv is followed by bytes that are no gzip");
}

TEST_F(File, reads_a_gzip_file_of_several_members_and_padding) {
  const CsvFile file = open(gzipped("id,name\n1,a") + gzipped("b\n2,c\n") + std::string(100, '\0'));
  EXPECT_THAT(rows(file), ElementsAre(ElementsAre("1", "ab"), ElementsAre("2", "c")));
}

TEST_F(File, says_which_archives_it_does_not_unpack) {
  EXPECT_EQ(failure("PK\x03\x04 etc"), "f.csv is a zip file, which c360 does not unpack");
  EXPECT_THAT(failure("PAR1...."), HasSubstr("is a Parquet file"));
}

TEST_F(File, refuses_a_header_that_names_a_column_twice) {
  EXPECT_EQ(failure("id,name,id\n1,a,2\n"), "the header of f.csv names 'id' twice: id,name,id");
}

TEST_F(File, refuses_a_header_that_is_malformed) {
  EXPECT_EQ(failure("id,\"na\"me\n1,a\n"),
            "the header of f.csv is malformed (text after a closing quote in field 2): id,\"na\"me");
  EXPECT_THAT(failure("id,\"name\n1,a\n"), HasSubstr("a quote that is never closed in field 2"));
  EXPECT_THAT(failure("id,na\0me\n1,a\n"sv), HasSubstr("a NUL byte"));
}

TEST_F(File, reads_a_header_with_line_ends_and_quotes) {
  EXPECT_THAT(open("\"a\nb\",\"c\"\"d\"\n1,2\n").header(), ElementsAre("a\nb", "c\"d"));
}

TEST_F(File, reads_files_without_a_header) {
  const CsvFile named = open("1,a\n2,b\n", {.header = false, .columns = {"id", "name"}});
  EXPECT_THAT(named.header(), ElementsAre("id", "name"));
  EXPECT_EQ(named.scan().records, 2);
  EXPECT_THAT(open("1,a\n", {.header = false}).header(), ElementsAre("column1", "column2"));
}

TEST_F(File, is_mapped_when_it_is_large) {
  std::string text = "id,name\r\n";
  for (int i = 0; i < 100000; ++i) text += std::to_string(i) + ",\"name " + std::to_string(i) + "\"\r\n";
  const CsvFile file = open(text);
  EXPECT_EQ(file.scan().records, 100000);
  EXPECT_EQ(rows(file).size(), 100000U);
  EXPECT_EQ(file.content_hash(), content_hash(text));
}

TEST_F(File, refuses_a_record_that_is_too_long_for_anything) {
  write_file(folder_.path() / "f.csv", "id,name\n1,a\n");
  std::filesystem::resize_file(folder_.path() / "f.csv", kMaxRecordBytes + 2 * kChunkBytes);
  try {
    CsvFile(folder_.path() / "f.csv", "f.csv", {});
    FAIL() << "read a record of 260 MiB";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_EQ(error.message(), "f.csv has a record of more than 256 MiB among its records 1 to 2");
  }
}

TEST_F(File, reads_a_record_of_many_mebibytes) {
  const std::string big(kMaxQuotedBytes - 1, 'x');
  const CsvFile file = open("id,name\n1,\"" + big + "\"\n2,b\n3," + big + "yy\n");
  EXPECT_EQ(file.scan().records, 3);
  const std::vector<std::vector<std::string>> wanted = {{"1", big}, {"2", "b"}, {"3", big + "yy"}};
  EXPECT_TRUE(rows(file) == wanted);
}

TEST_F(File, that_is_not_there_is_an_error_with_its_name) {
  try {
    CsvFile(folder_.path() / "gone.csv", "gone.csv", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  }
}

}  // namespace
}  // namespace c360::ingest
