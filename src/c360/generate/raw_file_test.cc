#include "c360/generate/raw_file.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::generate {
namespace {

class RawFileTest : public testing::Test {
 protected:
  std::string written(bool windows_line_ends, bool byte_order_mark) {
    RawFile file(path_, windows_line_ends, byte_order_mark);
    file.line() += "a,b";
    file.end_line();
    file.end_line();
    file.line() += "1,2";
    file.end_line();
    file.close();
    return read_file(path_);
  }

  TemporaryDirectory folder_;
  const std::filesystem::path path_ = folder_.path() / "f.csv";
};

TEST_F(RawFileTest, HasTheLineEndsAndTheMarkItWasGiven) {
  EXPECT_EQ(written(false, false), "a,b\n\n1,2\n");
  EXPECT_EQ(written(true, false), "a,b\r\n\r\n1,2\r\n");
  EXPECT_EQ(written(false, true),
            "\xEF\xBB\xBF"
            "a,b\n\n1,2\n");
}

TEST_F(RawFileTest, ReplacesWhatWasThere) {
  write_file(path_, std::string(100, 'x'));
  EXPECT_EQ(written(false, false), "a,b\n\n1,2\n");
}

TEST_F(RawFileTest, HoldsMoreThanItsBuffer) {
  RawFile file(path_, false, false);
  std::string wanted;
  for (int i = 0; i < 300'000; ++i) {
    const std::string line = std::to_string(i) + ",some text";
    file.line() += line;
    file.end_line();
    wanted += line + "\n";
  }
  file.close();
  EXPECT_TRUE(read_file(path_) == wanted);
}

TEST_F(RawFileTest, SaysWhereItCannotBeMade) {
  try {
    RawFile(folder_.path() / "nowhere/f.csv", false, false);
    FAIL() << "a file in no folder";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_NE(error.message().find("nowhere/f.csv"), std::string::npos) << error.message();
  }
}

TEST_F(RawFileTest, SaysThatTheDiskIsFull) {
  RawFile file("/dev/full", false, false);
  file.line() += "a";
  file.end_line();
  try {
    file.close();
    FAIL() << "a full disk took a line";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNoSpace);
  }
}

}  // namespace
}  // namespace c360::generate
