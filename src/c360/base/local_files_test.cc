#include "c360/base/local_files.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fstream>

#include "c360/base/error.h"

namespace c360 {
namespace {

namespace fs = std::filesystem;

template <typename Work>
Error failure(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kInternal, "no failure");
}

class LocalFilesTest : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_.path() / name; }

  TemporaryDirectory folder_;
};

TEST_F(LocalFilesTest, GiveBackTheBytesThatWereWritten) {
  for (const std::string& bytes : {std::string(), std::string("a\0b\r\n", 5), std::string(300'000, 'x')}) {
    write_file(at("f"), bytes);
    EXPECT_EQ(read_file(at("f")), bytes);
  }
}

TEST_F(LocalFilesTest, ReplaceWhatWasThere) {
  write_file(at("f"), "long before");
  write_file(at("f"), "new");
  EXPECT_EQ(read_file(at("f")), "new");
}

TEST_F(LocalFilesTest, SayWhatIsNotThere) {
  const Error error = failure([&] { read_file(at("gone")); });
  EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  EXPECT_EQ(error.message(), "cannot read " + at("gone").string() + ": No such file or directory");
  EXPECT_EQ(failure([&] { write_file(at("gone/f"), "x"); }).code(), ErrorCode::kNotFound);
  EXPECT_EQ(failure([&] { sync_path(at("gone")); }).code(), ErrorCode::kNotFound);
}

TEST_F(LocalFilesTest, SayWhatIsNoFile) {
  EXPECT_EQ(failure([&] { read_file(folder_.path()); }).code(), ErrorCode::kIo);
  EXPECT_EQ(failure([&] { write_file(folder_.path(), "x"); }).code(), ErrorCode::kIo);
}

TEST_F(LocalFilesTest, SyncFilesAndFolders) {
  write_file(at("f"), "x");
  EXPECT_NO_THROW(sync_path(at("f")));
  EXPECT_NO_THROW(sync_path(folder_.path()));
}

TEST(ThrowErrnoTest, TellsFullDisksAndMissingFilesFromOtherFailures) {
  const std::vector<std::pair<int, ErrorCode>> codes = {{ENOSPC, ErrorCode::kNoSpace},
                                                        {EDQUOT, ErrorCode::kNoSpace},
                                                        {ENOENT, ErrorCode::kNotFound},
                                                        {EACCES, ErrorCode::kIo},
                                                        {EIO, ErrorCode::kIo}};
  for (const auto& [number, code] : codes) {
    const Error error = failure([n = number] { throw_errno("write", "/x", n); });
    EXPECT_EQ(error.code(), code) << number;
    EXPECT_TRUE(error.message().starts_with("cannot write /x: ")) << error.message();
    EXPECT_EQ(error.hint().empty(), code != ErrorCode::kNoSpace) << error.hint();
  }
}

TEST(TemporaryDirectoryTest, GoesWithAllItHolds) {
  fs::path path;
  {
    const TemporaryDirectory folder;
    path = folder.path();
    fs::create_directories(path / "a/b");
    write_file(path / "a/b/f", "x");
    EXPECT_TRUE(fs::is_directory(path));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryDirectoryTest, IsAnotherEachTimeAndWhereItIsWanted) {
  const TemporaryDirectory parent;
  const TemporaryDirectory first(parent.path());
  const TemporaryDirectory second(parent.path());
  EXPECT_NE(first.path(), second.path());
  EXPECT_EQ(first.path().parent_path(), parent.path());
}

TEST(TemporaryDirectoryTest, IsMadeBelowFoldersThatAreNotThereYet) {
  const TemporaryDirectory parent;
  EXPECT_TRUE(fs::is_directory(TemporaryDirectory(parent.path() / "a/b").path()));
}

TEST(TemporaryDirectoryTest, CannotBeMadeInAFile) {
  const TemporaryDirectory parent;
  write_file(parent.path() / "f", "");
  EXPECT_EQ(failure([&] { TemporaryDirectory(parent.path() / "f"); }).code(), ErrorCode::kIo);
}

TEST(TemporaryDirectoryTest, BelongsToWhoHasIt) {
  fs::path first_path, second_path;
  {
    TemporaryDirectory first;
    TemporaryDirectory second;
    first_path = first.path();
    second_path = second.path();
    TemporaryDirectory third(std::move(first));
    EXPECT_EQ(third.path(), first_path);
    third = std::move(second);
    EXPECT_EQ(third.path(), second_path);
    EXPECT_TRUE(fs::exists(second_path));
  }
  EXPECT_FALSE(fs::exists(first_path));
  EXPECT_FALSE(fs::exists(second_path));
}

}  // namespace
}  // namespace c360
