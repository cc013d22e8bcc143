#include "c360/base/mapped_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360 {
namespace {

class MappedFileTest : public testing::Test {
 protected:
  std::filesystem::path path() const { return folder_.path() / "file"; }
  void write(std::size_t pages, char byte = 'x') { write_file(path(), std::string(pages * page_, byte)); }
  void cut(std::size_t bytes) { std::filesystem::resize_file(path(), bytes); }
  static bool is_all(std::string_view bytes, char byte) {
    return std::all_of(bytes.begin(), bytes.end(), [&](char each) { return each == byte; });
  }

  TemporaryDirectory folder_;
  const std::size_t page_ = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
};

TEST_F(MappedFileTest, HasTheBytesOfTheFile) {
  write_file(path(), "some bytes");
  const MappedFile file(path());
  EXPECT_EQ(file.bytes(), "some bytes");
  EXPECT_FALSE(file.has_lost_bytes());
  std::filesystem::remove(path());
  EXPECT_EQ(file.bytes(), "some bytes");
}

TEST_F(MappedFileTest, AnEmptyFileHasNone) {
  write_file(path(), "");
  EXPECT_EQ(MappedFile(path()).bytes(), "");
}

TEST_F(MappedFileTest, WhatCannotBeReadIsSaid) {
  EXPECT_THROW(MappedFile(folder_.path() / "none"), Error);
  EXPECT_THROW(MappedFile(folder_.path()), Error);
}

TEST_F(MappedFileTest, ZerosStandForBytesThatAreGone) {
  write(5);
  const MappedFile file(path());
  EXPECT_TRUE(is_all(file.bytes(), 'x'));
  cut(page_);
  EXPECT_FALSE(file.has_lost_bytes()) << "nothing was read yet";
  EXPECT_TRUE(is_all(file.bytes().substr(2 * page_), '\0'));
  EXPECT_TRUE(file.has_lost_bytes());
  EXPECT_TRUE(is_all(file.bytes().substr(0, page_), 'x'));
}

TEST_F(MappedFileTest, EachFileIsForItself) {
  write(2);
  const MappedFile whole(path());
  std::filesystem::rename(path(), folder_.path() / "other");
  write(2, 'y');
  {
    const MappedFile damaged(path());
    cut(0);
    EXPECT_TRUE(is_all(damaged.bytes(), '\0'));
    EXPECT_TRUE(damaged.has_lost_bytes());
  }
  EXPECT_FALSE(whole.has_lost_bytes());
  write(2, 'z');
  EXPECT_FALSE(MappedFile(path()).has_lost_bytes()) << "its predecessor's loss";
}

TEST_F(MappedFileTest, ManyThreadsMayMeetTheHole) {
  write(64);
  const MappedFile file(path());
  cut(0);
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { wrong += is_all(file.bytes(), '\0') && file.has_lost_bytes() ? 0 : 1; });
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

TEST_F(MappedFileTest, ThereIsAnEndToHowManyAreMapped) {
  write_file(path(), "x");
  std::vector<std::unique_ptr<MappedFile>> files;
  EXPECT_THROW(for (int i = 0; i < 1000; ++i) files.push_back(std::make_unique<MappedFile>(path())), Error);
  files.clear();
  EXPECT_EQ(MappedFile(path()).bytes(), "x");
}

using MappedFileDeathTest = MappedFileTest;

TEST_F(MappedFileDeathTest, OtherBusErrorsStillEndTheProcess) {
  write(1);
  const MappedFile file(path());
  EXPECT_EXIT(
      {
        const int descriptor = ::open(path().c_str(), O_RDONLY);
        const auto* bytes =
            static_cast<const volatile char*>(::mmap(nullptr, page_, PROT_READ, MAP_SHARED, descriptor, 0));
        cut(0);
        ::_exit(bytes[0] == 'x' ? 0 : 1);
      },
      testing::KilledBySignal(SIGBUS), "");
}

}  // namespace
}  // namespace c360
