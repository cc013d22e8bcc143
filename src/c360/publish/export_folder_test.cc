#include "c360/publish/export_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::publish {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ExportFolderTest : public testing::Test {
 protected:
  ExportFolder::Counts exported(const ExportFolder::Files& files, const std::set<std::string>& data = {}) {
    return ExportFolder(folder_, "report", "shop")
        .replace(files, data, 7,
                 [](const std::string& name, const fs::path& path) { write_file(path, "rows of " + name); });
  }

  std::string refusal(const std::string& project = "shop", const std::string& kind = "report") {
    try {
      ExportFolder(folder_, kind, project);
      return "none";
    } catch (const Error& error) {
      return error.what();
    }
  }

  std::string text(const std::string& name) const { return read_file(folder_ / name); }
  bool exists(const std::string& name) const { return fs::exists(folder_ / name); }

  TemporaryDirectory temporary_;
  fs::path folder_ = temporary_.path() / "report";
};

TEST_F(ExportFolderTest, IsMadeWhereThereIsNone) {
  const auto counts = exported({{"a/b.tmdl", "one"}, {"c.pbip", "two"}}, {"data/orders.parquet"});
  EXPECT_EQ(counts.written, 3U);
  EXPECT_EQ(text("a/b.tmdl"), "one");
  EXPECT_EQ(text("data/orders.parquet"), "rows of data/orders.parquet");
}

TEST_F(ExportFolderTest, ChangesOnlyWhatDiffers) {
  exported({{"a", "one"}, {"b", "two"}});
  const auto before = fs::last_write_time(folder_ / "a");
  const auto counts = exported({{"a", "one"}, {"b", "three"}});
  EXPECT_EQ(counts.written, 1U);
  EXPECT_EQ(counts.unchanged, 1U);
  EXPECT_EQ(fs::last_write_time(folder_ / "a"), before);
  EXPECT_EQ(text("b"), "three");
}

TEST_F(ExportFolderTest, TakesAwayWhatIsNoLongerExportedWithItsFolders) {
  exported({{"pages/old/page.json", "x"}, {"pages/new/page.json", "y"}}, {"data/old.parquet"});
  const auto counts = exported({{"pages/new/page.json", "y"}});
  EXPECT_EQ(counts.removed, 2U);
  EXPECT_FALSE(exists("pages/old"));
  EXPECT_FALSE(exists("data"));
  EXPECT_TRUE(exists("pages/new/page.json"));
}

TEST_F(ExportFolderTest, LeavesFilesThatPeopleAdded) {
  exported({{"pages/old/page.json", "x"}});
  write_file(folder_ / "pages/old/notes.txt", "mine");
  write_file(folder_ / "README.md", "mine");
  exported({{"other", "y"}});
  EXPECT_EQ(text("pages/old/notes.txt"), "mine");
  EXPECT_EQ(text("README.md"), "mine");
  EXPECT_FALSE(exists("pages/old/page.json"));
}

TEST_F(ExportFolderTest, NoticesFilesThatPeopleChangedOrTookAway) {
  exported({{"a", "one"}, {"b", "two"}, {"c", "three"}});
  EXPECT_THAT(ExportFolder(folder_, "report", "shop").changed_by_people(), IsEmpty());
  write_file(folder_ / "a", "mine");
  fs::remove(folder_ / "b");
  EXPECT_THAT(ExportFolder(folder_, "report", "shop").changed_by_people(), ElementsAre("a", "b"));
}

TEST_F(ExportFolderTest, IsNeverWrittenWhereOtherFilesAre) {
  fs::create_directories(folder_);
  EXPECT_EQ(refusal(), "none") << "an empty folder is fine";
  write_file(folder_ / "thesis.txt", "mine");
  EXPECT_THAT(refusal(), HasSubstr("holds files that are not an export of c360"));
  EXPECT_EQ(text("thesis.txt"), "mine");
  folder_ /= "thesis.txt";
  EXPECT_THAT(refusal(), HasSubstr("is no folder"));
}

TEST_F(ExportFolderTest, BelongsToOneProject) {
  exported({{"a", "one"}});
  EXPECT_THAT(refusal("other"), HasSubstr("is an export of the project 'shop'"));
}

TEST_F(ExportFolderTest, IsOfOneKind) {
  exported({{"a", "one"}});
  EXPECT_THAT(refusal("shop", "other"), HasSubstr("is an export of another kind, 'report'"));
}

TEST_F(ExportFolderTest, NamesTheFilesThatPeopleChanged) {
  exported({{"a", "one"}});
  const auto error = [&]() -> std::string {
    try {
      ExportFolder(folder_, "report", "shop").refuse_changed();
      return "none";
    } catch (const Error& refused) {
      return refused.what();
    }
  };
  EXPECT_EQ(error(), "none");
  write_file(folder_ / "a", "mine");
  EXPECT_THAT(error(), HasSubstr("has been changed since: a"));
}

TEST_F(ExportFolderTest, IsNotTouchedWithAListThatCannotBeRead) {
  exported({{"a", "one"}});
  write_file(folder_ / ".c360-export.json", "{");
  EXPECT_THAT(refusal(), HasSubstr("is not the list of an export"));
}

TEST_F(ExportFolderTest, IsWorkedOnByOneExportAtATime) {
  const ExportFolder first(folder_, "report", "shop");
  EXPECT_THAT(refusal(), HasSubstr("another export is at work"));
}

TEST_F(ExportFolderTest, IsCompletedByTheNextExportWhereOneWasCutOff) {
  exported({{"a", "one"}, {"b", "one"}});
  const ExportFolder::Files next = {{"a", "two"}, {"b", "two"}, {"c", "two"}};
  EXPECT_THROW(ExportFolder(folder_, "report", "shop")
                   .replace(next, {"data/x"}, 8,
                            [](const std::string&, const fs::path&) { throw Error(ErrorCode::kNoSpace, "full"); }),
               Error);
  // As if it had been killed after the first file: neither old nor new is a change by people, nor is a file to come.
  write_file(folder_ / "a", "two");
  EXPECT_THAT(ExportFolder(folder_, "report", "shop").changed_by_people(), IsEmpty());
  exported(next);
  EXPECT_EQ(text("a") + text("b") + text("c"), "twotwotwo");
  EXPECT_FALSE(exists(".c360-new"));
}

}  // namespace
}  // namespace c360::publish
