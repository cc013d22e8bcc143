#include "c360/ingest/sniff.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

SniffedFile sniffed(const std::string& bytes) {
  const TemporaryDirectory folder;
  write_file(folder.path() / "f.csv", bytes);
  return sniff(folder.path() / "f.csv");
}

TEST(Sniff, tells_dialect_columns_and_counts) {
  const SniffedFile file = sniffed("id;amount;day\r\n1;2.50;2024-05-31\r\n2;;2024-06-01\r\n3;x\r\n");
  EXPECT_EQ(file.form.csv.delimiter, ';');
  EXPECT_TRUE(file.header);
  EXPECT_EQ(file.records, 3);
  EXPECT_EQ(file.malformed, 1);
  ASSERT_EQ(file.columns.size(), 3U);
  EXPECT_EQ(file.columns[0].name, "id");
  EXPECT_TRUE(file.columns[0].unique);
  EXPECT_EQ(file.columns[1].type.to_string(), "decimal(12,2)");
  EXPECT_EQ(file.columns[1].empty, 1);
  EXPECT_EQ(file.columns[2].type.to_string(), "date");
}

TEST(Sniff, sees_that_there_is_no_header) {
  const SniffedFile file = sniffed("1,Ann\n2,Bo\n");
  EXPECT_FALSE(file.header);
  EXPECT_EQ(file.records, 2);
  ASSERT_EQ(file.columns.size(), 2U);
  EXPECT_EQ(file.columns[0].name, "column1");
  EXPECT_EQ(file.columns[0].type.to_string(), "bigint");
}

TEST(Sniff, tells_columns_apart_whose_names_differ_in_case) {
  const SniffedFile file = sniffed("id,name,Name\n1,Ann,Lee\n");
  ASSERT_EQ(file.columns.size(), 3U);
  EXPECT_EQ(file.columns[1].name, "name");
  EXPECT_EQ(file.columns[2].name, "Name_2");
}

TEST(Sniff, takes_a_header_with_a_gap_for_one) {
  const SniffedFile file = sniffed(",id,name\n0,1,Ann\n");
  EXPECT_TRUE(file.header);
  ASSERT_EQ(file.columns.size(), 3U);
  EXPECT_EQ(file.columns[0].name, "column1");
  EXPECT_EQ(file.columns[2].name, "name");
  EXPECT_FALSE(sniffed(",,x\n1,2,Ann\n").header);
}

TEST(Sniff, tells_the_encoding) {
  EXPECT_EQ(sniffed("id,name\n1,Zo\xEB\n").form.csv.encoding, Encoding::kWindows1252);
  EXPECT_EQ(sniffed("id,name\n1,Zo\xC3\xAB\n").form.csv.encoding, Encoding::kUtf8);
}

TEST(Sniff, is_fine_with_an_empty_file) {
  EXPECT_TRUE(sniffed("").columns.empty());
  EXPECT_TRUE(sniffed("").header);
}

TEST(Sniff, looks_at_other_formats) {
  const TemporaryDirectory folder;
  write_file(folder.path() / "f.json",
             R"([{"id":1,"amount":2.50,"paid":true,"at":{"city":"Rome"}},{"id":2,"paid":null}])");
  const SniffedFile file = sniff(folder.path() / "f.json");
  EXPECT_EQ(file.form.format, FileFormat::kJson);
  ASSERT_EQ(file.columns.size(), 4U);
  EXPECT_EQ(file.columns[0].type.kind, sql::TypeKind::kBigint);
  EXPECT_TRUE(file.columns[0].unique);
  EXPECT_EQ(file.columns[1].type.kind, sql::TypeKind::kDecimal);
  EXPECT_EQ(file.columns[2].type.kind, sql::TypeKind::kBoolean);
  EXPECT_EQ(file.columns[2].empty, 1);
}

TEST(Sniff, looks_at_the_first_member_of_an_archive) {
  const TemporaryDirectory folder;
  write_file(folder.path() / "f.zip", fixture::zipped({{"b.csv", "x\n"}, {"a.csv", "id;name\n1;y\n"}}));
  EXPECT_EQ(sniff(folder.path() / "f.zip").columns[1].name, "name");
  write_file(folder.path() / "f.zip", fixture::zipped({}));
  EXPECT_THROW(sniff(folder.path() / "f.zip"), Error);
}

}  // namespace
}  // namespace c360::ingest
