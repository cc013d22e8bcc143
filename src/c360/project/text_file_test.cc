#include "c360/project/text_file.h"

#include <gtest/gtest.h>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

class TextFileTest : public testing::Test {
 protected:
  std::optional<std::string> read(const std::string& bytes) {
    write_file(folder_.path() / "f", bytes);
    return read_text(folder_.path() / "f", "f", problems_);
  }

  TemporaryDirectory folder_;
  Problems problems_;
};

TEST_F(TextFileTest, TextOfEveryScriptIsRead) {
  const std::string text = "aé€😀\xF4\x8F\xBF\xBF\n";
  EXPECT_EQ(read(text), text);
  EXPECT_EQ(read("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(read(""), "");
  EXPECT_TRUE(problems_.empty());
}

TEST_F(TextFileTest, WhatIsNoUtf8IsRefused) {
  const std::vector<std::string> wrong = {"caf\xE9",          "\x80",     "\xC0\xAF",         "\xE0\x80\xAF",
                                          "\xED\xA0\x80",     "\xE2\x82", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80",
                                          "\xF5\x80\x80\x80", "\xFF"};
  for (const std::string& bytes : wrong) EXPECT_EQ(read(bytes), std::nullopt);
}

TEST_F(TextFileTest, TheLineOfTheFirstWrongByteIsTold) {
  read("a\nb\n\xFF\n");
  EXPECT_TRUE(problems_.reported({"f", 3, 0}));
}

TEST_F(TextFileTest, AFileThatCannotBeReadIsAMistakeAndNoCrash) {
  EXPECT_EQ(read_text(folder_.path() / "missing", "missing", problems_), std::nullopt);
  EXPECT_TRUE(problems_.reported({"missing"}));
}

TEST_F(TextFileTest, FilesAreListedByTheBytesOfTheirPaths) {
  for (const char* file :
       {"m/b.sql", "m/B.sql", "m/a/z.sql", "m/_draft/x.sql", "m/.hidden.sql", "m/a.txt", "m/c.sql"}) {
    std::filesystem::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, "");
  }
  EXPECT_EQ(files_below(folder_.path(), "m", ".sql", true),
            (std::vector<std::string>{"m/B.sql", "m/a/z.sql", "m/b.sql", "m/c.sql"}));
  EXPECT_EQ(files_below(folder_.path(), "m", ".sql", false),
            (std::vector<std::string>{"m/B.sql", "m/b.sql", "m/c.sql"}));
  EXPECT_TRUE(files_below(folder_.path(), "none", ".sql", true).empty());
}

}  // namespace
}  // namespace c360::project
