#include "c360/ingest/glob.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Glob : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* path :
         {"data/b.csv", "data/a.csv", "data/.hidden.csv", "data/x/c.csv", "data/x/y/d.csv", "lake/e.csv"}) {
      std::filesystem::create_directories((folder_.path() / path).parent_path());
      write_file(folder_.path() / path, "x");
    }
    std::filesystem::create_directories(folder_.path() / "data" / "folder.csv");
  }

  std::vector<std::string> found(const std::string& pattern, const std::string& exclude = {}) {
    const Found all = find_files(folder_.path(), pattern, exclude.empty() ? "" : folder_.path() / exclude);
    notes_ = all.notes;
    std::vector<std::string> paths;
    for (const FoundFile& file : all.files) paths.push_back(file.path);
    return paths;
  }

  TemporaryDirectory folder_;
  std::vector<std::string> notes_;
};

TEST_F(Glob, gives_files_in_order_of_their_bytes_and_mentions_folders) {
  EXPECT_THAT(found("data/*.csv"), ElementsAre("data/a.csv", "data/b.csv"));
  EXPECT_THAT(notes_, ElementsAre("data/folder.csv is a folder and no file"));
}

TEST_F(Glob, knows_single_letters_and_sets) {
  EXPECT_THAT(found("data/?.csv"), ElementsAre("data/a.csv", "data/b.csv"));
  EXPECT_THAT(found("data/[b-z].csv"), ElementsAre("data/b.csv"));
  EXPECT_THAT(found("d*/x/c.csv"), ElementsAre("data/x/c.csv"));
}

TEST_F(Glob, goes_into_any_depth_for_two_stars) {
  EXPECT_THAT(found("data/**/*.csv"), ElementsAre("data/a.csv", "data/b.csv", "data/x/c.csv", "data/x/y/d.csv"));
  EXPECT_THAT(found("**/d.csv"), ElementsAre("data/x/y/d.csv"));
}

TEST_F(Glob, leaves_the_lakehouse_out) {
  EXPECT_THAT(found("**/?.csv", "lake"), testing::Not(testing::Contains("lake/e.csv")));
}

TEST_F(Glob, leaves_the_lakehouse_out_whatever_leads_there) {
  std::filesystem::create_directory_symlink(folder_.path() / "lake", folder_.path() / "data" / "link");
  std::filesystem::create_directory_symlink(folder_.path() / "data", folder_.path() / "other");
  for (const char* pattern :
       {"lake/e.csv", "lake/*.csv", "data/../lake/?.csv", "data/link/e.csv", "other/link/*.csv"}) {
    EXPECT_THAT(found(pattern, "lake"), IsEmpty()) << pattern;
    EXPECT_EQ(found(pattern).size(), 1U) << pattern;
  }
  EXPECT_EQ(found("data/*.csv", "data/nowhere").size(), 2U);
}

TEST_F(Glob, keeps_files_apart_whose_names_look_alike) {
  write_file(folder_.path() / "data" / "r\xFF.csv", "bytes");
  write_file(folder_.path() / "data" / "r\\xFF.csv", "letters");
  EXPECT_THAT(found("data/r*.csv"), ElementsAre("data/r\\xFF.csv", "data/r\\xFF.csv"));
}

TEST_F(Glob, finds_names_with_anything_in_them) {
  for (const char* name : {"q a'b\"c.csv", "q\nline.csv", "q\t.csv", "q%20.csv", "q,;.csv", "q\xC3\xBC.csv"}) {
    write_file(folder_.path() / "data" / name, "x");
    EXPECT_THAT(found("data/" + std::string(name)), ElementsAre("data/" + std::string(name)));
  }
  EXPECT_EQ(found("data/q*.csv").size(), 6U);
}

TEST_F(Glob, finds_a_file_once_however_often_a_pattern_reaches_it) {
  EXPECT_THAT(found("**/**/d.csv"), ElementsAre("data/x/y/d.csv"));
}

TEST_F(Glob, leaves_dangling_links_and_pipes_out) {
  std::filesystem::create_symlink(folder_.path() / "nowhere", folder_.path() / "data" / "z1.csv");
  std::filesystem::create_symlink(folder_.path() / "data" / "z2.csv", folder_.path() / "data" / "z2.csv");
  ASSERT_EQ(::mkfifo((folder_.path() / "data" / "z3.csv").c_str(), 0600), 0);
  EXPECT_THAT(found("data/z[13].csv"), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre("data/z3.csv is no plain file"));
  EXPECT_THROW(found("data/z2.csv"), Error);
}

TEST_F(Glob, takes_a_plain_name_and_an_absolute_one) {
  EXPECT_THAT(found("data/a.csv"), ElementsAre("data/a.csv"));
  const std::string absolute = (folder_.path() / "data" / "a.csv").string();
  EXPECT_THAT(found(absolute), ElementsAre(absolute));
}

TEST_F(Glob, finds_nothing_where_nothing_is) {
  EXPECT_THAT(found("nowhere/*.csv"), IsEmpty());
  EXPECT_THAT(found("data/*.txt"), IsEmpty());
}

TEST_F(Glob, tells_what_a_file_is_without_reading_it) {
  const FileStamp before = find_files(folder_.path(), "data/a.csv").files.at(0).stamp;
  EXPECT_EQ(before.size, 1U);
  EXPECT_GT(before.modified_ns, 0);
  write_file(folder_.path() / "data" / "a.csv", "xy");
  EXPECT_FALSE(find_files(folder_.path(), "data/a.csv").files.at(0).stamp == before);
}

TEST_F(Glob, follows_links_to_files) {
  std::filesystem::create_symlink(folder_.path() / "data" / "a.csv", folder_.path() / "data" / "z.csv");
  EXPECT_THAT(found("data/z*.csv"), ElementsAre("data/z.csv"));
}

}  // namespace
}  // namespace c360::ingest
