#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// A project folder that a test fills file by file.
class LoadTest : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  Project load_it() const { return load(folder_.path()); }
  const fs::path& root() const { return folder_.path(); }

 private:
  TemporaryDirectory folder_;
};

constexpr const char* kSettings =
    "project: shop\nsources:\n  customers: data/customers*.csv\n  orders: data/orders*.csv\n";

TEST_F(LoadTest, AFolderWithoutSettingsIsToldSoAndPointedToInit) {
  try {
    load_it();
    FAIL() << "loaded an empty folder";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    EXPECT_THAT(error.message(), testing::HasSubstr("no c360.yaml in " + root().string()));
    EXPECT_THAT(error.hint(), testing::HasSubstr("c360 init"));
  }
}

TEST_F(LoadTest, SettingsLeftOutHaveTheirDefaults) {
  write("c360.yaml", kSettings);
  const Project project = load_it();
  EXPECT_EQ(project.name, "shop");
  EXPECT_EQ(project.lakehouse, (root() / "lakehouse").string());
  EXPECT_EQ(project.null_tokens, (std::vector<std::string>{"", "NA", "N/A", "null"}));
  EXPECT_EQ(project.memory_limit_bytes, 0U);
  EXPECT_EQ(project.threads, 0);
  EXPECT_EQ(project.keep_snapshots, 10);
  EXPECT_EQ(project.keep_days, 7);
}

TEST_F(LoadTest, TheExampleProjectsHaveNoMistakes) {
  for (const char* example : {"ecommerce", "retail360"}) {
    const Project project = load(fs::path(C360_SOURCE_DIR) / "examples" / example);
    EXPECT_EQ(project.name, example);
    EXPECT_FALSE(project.contracts.empty());
    EXPECT_FALSE(project.models.empty());
  }
}

}  // namespace
}  // namespace c360::project
