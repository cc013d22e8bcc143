// Files that no one here wrote.
#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/ingest/fixture/lake_fixture.h"

namespace c360::ingest {
namespace {

class SharedData : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    const char* shared = std::getenv("C360_SHARED");
    folder_ = std::filesystem::path(shared != nullptr ? shared : C360_SOURCE_DIR "/../shared") / "data";
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "the shared data is not at " << folder_;
  }

  SourceResult ingest_all(const std::string& pattern) {
    source().files = (std::filesystem::canonical(folder_) / pattern).string();
    return ingest();
  }

  std::filesystem::path folder_;
};

TEST_F(SharedData, gives_every_row_of_the_retail360_files) {
  const SourceResult result = ingest_all("retail360_raw/*.csv");
  EXPECT_EQ(result.files.size(), 9U);
  EXPECT_EQ(result.rows, 900);
  EXPECT_EQ(result.malformed, 0);
}

TEST_F(SharedData, gives_every_row_of_the_ecommerce_files) {
  const SourceResult result = ingest_all("ecommerce_raw/*.csv");
  EXPECT_EQ(result.files.size(), 5U);
  EXPECT_EQ(result.rows, 75);
  EXPECT_EQ(result.malformed, 0);
}

}  // namespace
}  // namespace c360::ingest
