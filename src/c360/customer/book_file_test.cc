#include "c360/customer/book_file.h"

#include <gtest/gtest.h>

#include <map>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/customer/book_slots.h"

namespace c360::customer {
namespace {

namespace fs = std::filesystem;

class BookFileTest : public testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "one.book"; }

  /// A book of blocks under the ids 0, 1, 2, …
  void write(std::uint64_t blocks) {
    BookFileWriter file(path());
    SlotsWriter slots;
    file.begin(BookSection::kCustomers);
    for (std::uint64_t i = 0; i < blocks; ++i) {
      slots.add(std::to_string(i), file.size());
      file.write(block_of("customer " + std::to_string(i)));
    }
    file.begin(BookSection::kCustomerSlots);
    slots.write(file);
    file.begin(BookSection::kTerms);
    file.write("abc");
    file.finish();
  }

  static std::string find(const BookFile& file, const std::string& id) {
    std::string found = "none";
    find_slot(file, id, [&](std::uint64_t offset) {
      const std::string_view block = block_at(file.section(BookSection::kCustomers), offset);
      if (block != "customer " + id) return false;
      found = block;
      return true;
    });
    return found;
  }

  std::string failure() const {
    try {
      const BookFile file(path());
      return "none";
    } catch (const Error& error) {
      return std::string(to_string(error.code()));
    }
  }

  TemporaryDirectory folder_;
};

TEST_F(BookFileTest, GivesBackItsSections) {
  write(2);
  const BookFile file(path());
  EXPECT_EQ(file.section(BookSection::kTerms), "abc");
  EXPECT_EQ(file.section(BookSection::kAbout), "");
  EXPECT_THROW(file.number(BookSection::kTerms, 0), Error);
}

TEST_F(BookFileTest, FindsEveryBlockByItsIdAndNoOther) {
  for (const std::uint64_t blocks : {0, 1, 1000, 70000}) {
    write(blocks);
    const BookFile file(path());
    for (std::uint64_t i = 0; i < blocks; i += blocks < 5000 ? 1 : 7)
      ASSERT_EQ(find(file, std::to_string(i)), "customer " + std::to_string(i));
    for (std::uint64_t i = blocks; i < blocks + 500; ++i) ASSERT_EQ(find(file, std::to_string(i)), "none");
    EXPECT_EQ(find(file, ""), "none");
  }
}

TEST_F(BookFileTest, IsNotThereBeforeItIsWhole) {
  {
    BookFileWriter file(path());
    file.begin(BookSection::kTerms);
    file.write("abc");
    EXPECT_EQ(failure(), "not_found");
  }
  EXPECT_TRUE(fs::is_empty(folder_.path())) << "what was not finished stays";
}

TEST_F(BookFileTest, IsRefusedWhenCutAnywhere) {
  write(3);
  const std::string whole = read_file(path());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write_file(path(), whole.substr(0, size));
    ASSERT_EQ(failure(), "corrupt") << size;
  }
}

/// Customers' blocks are looked at when they are read, and bytes between sections mean nothing.
TEST_F(BookFileTest, IsRefusedWhenAnyByteHasChanged) {
  write(3);
  const std::string whole = read_file(path());
  const std::string blocks(BookFile(path()).section(BookSection::kCustomers));
  const std::size_t begin = whole.find(blocks), end = begin + blocks.size();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write_file(path(), changed);
    const bool is_padding = (at >= end && at < (end + 7) / 8 * 8);
    if (is_padding) continue;
    if (at < begin || at >= end) {
      ASSERT_EQ(failure(), "corrupt") << at;
      continue;
    }
    const BookFile file(path());
    int broken = 0;
    for (const char* id : {"0", "1", "2"}) try {
        broken += find(file, id) == "none" ? 1 : 0;
      } catch (const Error& error) {
        broken += error.code() == ErrorCode::kCorrupt ? 1 : 0;
      }
    ASSERT_EQ(broken, 1) << at;
  }
}

TEST_F(BookFileTest, SaysThatItWasCutWhileItWasRead) {
  write(70000);
  const BookFile file(path());
  file.check();
  fs::resize_file(path(), 0);
  try {
    find(file, "69999");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
  }
  EXPECT_THROW(file.check(), Error);
}

TEST_F(BookFileTest, IsNotMadeLargerThanItMayBe) {
  {
    BookFileWriter file(path(), 100);
    file.begin(BookSection::kTerms);
    file.write(std::string(100, 'x'));
    EXPECT_THROW(file.write("x"), Error);
  }
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(BookFileTest, TellsThatItCannotBeWritten) {
  EXPECT_THROW(BookFileWriter(folder_.path() / "nowhere" / "one.book"), Error);
}

}  // namespace
}  // namespace c360::customer
