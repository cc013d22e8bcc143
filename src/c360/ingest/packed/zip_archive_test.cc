#include "c360/ingest/packed/zip_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using fixture::zipped;
using testing::ElementsAre;
using testing::HasSubstr;

class ZipArchives : public testing::Test {
 protected:
  ZipArchive open(const std::string& bytes) {
    write_file(folder_.path() / "a.zip", bytes);
    return {folder_.path() / "a.zip", "a.zip"};
  }
  std::string failure(const std::string& bytes) {
    try {
      const ZipArchive archive = open(bytes);
      for (const ZipArchive::Member& member : archive.members()) content(archive, member);
    } catch (const Error& error) {
      return error.message();
    }
    return "no error";
  }
  static std::string content(const ZipArchive& archive, const ZipArchive::Member& member) {
    std::string all;
    archive.read(member, [&all](std::string_view piece) { all += piece; });
    return all;
  }

  TemporaryDirectory folder_;
};

TEST_F(ZipArchives, give_their_members) {
  const std::string big(1'000'000, 'x');
  const ZipArchive archive = open(zipped({{"a.csv", "id\n1\n"}, {"dir/", ""}, {"dir/B.csv", big}, {"empty", ""}}));
  std::vector<std::string> names;
  for (const ZipArchive::Member& member : archive.members()) names.push_back(member.name);
  EXPECT_THAT(names, ElementsAre("a.csv", "dir/B.csv", "empty"));
  EXPECT_EQ(content(archive, archive.members()[0]), "id\n1\n");
  EXPECT_EQ(content(archive, *archive.find("DIR/b.CSV")), big);
  EXPECT_EQ(content(archive, archive.members()[2]), "");
  EXPECT_FALSE(archive.find("c.csv"));
}

TEST_F(ZipArchives, may_be_empty) {
  EXPECT_TRUE(open(zipped({})).members().empty());
}

TEST_F(ZipArchives, that_are_damaged_are_refused) {
  const std::string whole = zipped({{"a.csv", "id\n1\n"}});
  EXPECT_THAT(failure(whole.substr(0, whole.size() - 10)), HasSubstr("a.zip is cut off or damaged"));
  EXPECT_THAT(failure("PK\x03\x04"), HasSubstr("a.zip is cut off or damaged"));
  std::string flipped = whole;
  flipped[flipped.find("id\n")] = 'X';
  EXPECT_THAT(failure(flipped), HasSubstr("a.zip!a.csv is damaged"));
}

TEST_F(ZipArchives, that_claim_too_much_are_refused) {
  std::string bytes = zipped({{"a.csv", "id\n1\n"}});
  const std::size_t size = bytes.find("PK\x01\x02") + 24;
  bytes.replace(size, 4, "\xFF\xFF\xFF\x7F");
  EXPECT_THAT(failure(bytes), HasSubstr("is it a zip bomb?"));
}

TEST_F(ZipArchives, whose_members_are_encrypted_are_refused) {
  std::string bytes = zipped({{"a.csv", std::string(20, 'x')}});
  bytes[6] |= 1;
  bytes[bytes.find("PK\x01\x02") + 8] |= 1;
  EXPECT_THAT(failure(bytes), HasSubstr("a.zip!a.csv is encrypted"));
}

TEST_F(ZipArchives, that_are_gone_are_told) {
  EXPECT_THROW(ZipArchive(folder_.path() / "b.zip", "b.zip"), Error);
}

}  // namespace
}  // namespace c360::ingest
