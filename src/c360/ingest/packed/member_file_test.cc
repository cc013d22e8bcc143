#include "c360/ingest/packed/member_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using fixture::zipped;
using testing::ElementsAre;
using testing::HasSubstr;

class MemberFiles : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files = "data/*";
  }
};

TEST_F(MemberFiles, are_source_files_of_their_own) {
  put("data/b.ZIP",
      zipped({{"y.ndjson", "{\"id\":2}\n"}, {"x/a.csv", "id\n1\n"}, {"x/", ""}, {"__MACOSX/x", "?"}, {".hid", "?"}}));
  put("data/a.csv", "id\n0\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.files.size(), 3U);
  EXPECT_THAT(bronze({"id", "_source_file", "_file_no"}),
              ElementsAre("0|data/a.csv|1", "1|data/b.ZIP!x/a.csv|2", "2|data/b.ZIP!y.ndjson|3"));
  EXPECT_EQ(read_file(root() / "lake1" / result.files[1].landing), "id\n1\n") << "landing keeps the member's own bytes";
}

TEST_F(MemberFiles, are_taken_in_once_whatever_the_archive_becomes) {
  put("data/a.zip", zipped({{"a.csv", "id\n1\n"}}));
  ingest();
  EXPECT_EQ(ingest({true, "b2"}).rows, 0);
  put("data/a.zip", zipped({{"new.csv", "id\n2\n"}, {"a.csv", "id\n1\n"}}));
  EXPECT_EQ(ingest({false, "b3"}).rows, 1);
  EXPECT_THAT(bronze({"id"}), ElementsAre("1", "2"));
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(MemberFiles, that_are_archives_again_are_refused) {
  put("data/a.zip", zipped({{"b.zip", zipped({{"a.csv", "id\n1\n"}})}}));
  EXPECT_THAT(failure(), HasSubstr("data/a.zip!b.zip is a zip archive that holds no workbook"));
}

TEST_F(MemberFiles, of_a_damaged_archive_end_the_run) {
  put("data/a.zip", "PK\x03\x04 and no more");
  EXPECT_THAT(failure(), HasSubstr("the zip archive data/a.zip is cut off or damaged"));
}

}  // namespace
}  // namespace c360::ingest
