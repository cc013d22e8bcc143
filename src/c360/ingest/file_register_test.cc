#include "c360/ingest/file_register.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::ingest {
namespace {

FileEntry entry(std::int64_t number, const std::string& path, const std::string& hash) {
  FileEntry result;
  result.file_no = number;
  result.path = path;
  result.stamp = {10, 1'700'000'000'000'000'001, 42};
  result.content_hash = hash;
  result.landing = "landing/orders/x";
  result.batch_id = "batch";
  result.discovered = 5;
  result.records = 3;
  result.encoding = "utf-8";
  result.delimiter = '\t';
  result.quote = '"';
  result.header = {"id", "prix \xE2\x82\xAC"};
  return result;
}

class Register : public testing::Test {
 protected:
  FileRegister read() const { return FileRegister::read(*store_, "orders"); }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> store_ = storage::open_local_store(folder_.path());
};

TEST_F(Register, is_empty_before_the_first_file) {
  EXPECT_TRUE(read().entries().empty());
  EXPECT_EQ(read().last_file_no(), 0);
}

TEST_F(Register, gives_back_what_was_written) {
  FileRegister first = read();
  const std::vector<FileEntry> files = {entry(1, "data/a.csv", "aa"), entry(2, "data/b.csv", "bb")};
  ASSERT_TRUE(first.append(*store_, files, {}));
  EXPECT_EQ(read().entries(), files);
  EXPECT_EQ(first.entries(), files);
  EXPECT_EQ(read().last_file_no(), 2);
}

TEST_F(Register, keeps_a_file_without_quotes_so) {
  FileEntry file = entry(1, "a", "aa");
  file.quote.reset();
  ASSERT_TRUE(read().append(*store_, {file}, {}));
  EXPECT_EQ(read().entries().at(0).quote, std::nullopt);
}

TEST_F(Register, lets_only_one_of_two_writers_give_a_number) {
  FileRegister one = read();
  FileRegister other = read();
  EXPECT_TRUE(one.append(*store_, {entry(1, "a", "aa")}, {}));
  EXPECT_FALSE(other.append(*store_, {entry(1, "b", "bb")}, {}));
  EXPECT_TRUE(other.entries().empty());
  EXPECT_EQ(read().entries().at(0).path, "a");
}

TEST_F(Register, knows_a_file_by_its_stamp_or_its_content) {
  ASSERT_TRUE(read().append(*store_, {entry(1, "a", "aa")}, {}));
  FileRegister again = read();
  const FileStamp first = {10, 1'700'000'000'000'000'001, 42};
  const FileStamp touched = {10, 1'700'000'000'000'000'002, 42};
  EXPECT_TRUE(again.knows("a", first));
  EXPECT_FALSE(again.knows("b", first));
  EXPECT_FALSE(again.knows("a", touched));
  EXPECT_TRUE(again.knows_content("a", "aa"));
  EXPECT_FALSE(again.knows_content("b", "aa"));
  ASSERT_TRUE(again.append(*store_, {}, {{"a", touched}}));
  EXPECT_TRUE(read().knows("a", touched));
  EXPECT_EQ(read().entries().size(), 1U);
}

TEST_F(Register, reads_few_objects_however_long_it_is) {
  FileRegister writer = read();
  for (int number = 1; number <= 123; ++number) {
    const std::string name = "f" + std::to_string(number);
    ASSERT_TRUE(writer.append(*store_, {entry(number, name, name)}, {}));
  }
  for (int number = 1; number < 100; ++number) {
    char name[64];
    std::snprintf(name, sizeof name, "_c360/files/orders/%020d.json", number);
    store_->remove(name);
  }
  const FileRegister all = read();
  ASSERT_EQ(all.entries().size(), 123U);
  EXPECT_EQ(all.entries().at(99).path, "f100");
  EXPECT_EQ(all.entries(), writer.entries());
  EXPECT_TRUE(all.knows_path("f1"));
}

TEST_F(Register, tells_what_is_damaged) {
  store_->put_if_absent("_c360/files/orders/00000000000000000001.json", "{\"format\":");
  try {
    read();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_NE(error.message().find("00000000000000000001.json"), std::string::npos);
  }
}

}  // namespace
}  // namespace c360::ingest
