#include "c360/ingest/source_text.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using fixture::gzipped;
using fixture::utf16;

class Text : public testing::Test {
 protected:
  std::filesystem::path put(std::string_view bytes) {
    write_file(folder_.path() / "f", bytes);
    return folder_.path() / "f";
  }
  SourceText open(std::string_view bytes, std::optional<Encoding> wanted = {}) { return {put(bytes), "f", wanted}; }

  TemporaryDirectory folder_;
};

TEST_F(Text, of_plain_bytes_is_the_file_itself) {
  const SourceText text = open("id,né\n");
  EXPECT_EQ(text.text(), "id,né\n");
  EXPECT_EQ(text.begin(), 0U);
  EXPECT_TRUE(text.is_raw());
  EXPECT_FALSE(text.compressed());
  EXPECT_EQ(text.encoding(), Encoding::kUtf8);
}

TEST_F(Text, begins_behind_its_mark) {
  const SourceText text = open("\xEF\xBB\xBFid\n");
  EXPECT_EQ(text.begin(), 3U);
  EXPECT_TRUE(text.is_raw());
  EXPECT_EQ(text.text().substr(text.begin()), "id\n");
}

TEST_F(Text, is_decoded_from_what_the_first_bytes_say) {
  for (const bool big_endian : {false, true}) {
    const std::string mark = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    const SourceText text = open(mark + utf16(u"id,né𝄞\n", big_endian));
    EXPECT_EQ(text.text().substr(text.begin()), "id,né𝄞\n");
    EXPECT_EQ(text.encoding(), big_endian ? Encoding::kUtf16Be : Encoding::kUtf16Le);
    EXPECT_FALSE(text.is_raw());
    EXPECT_EQ(text.raw().substr(0, 2), mark);
  }
}

TEST_F(Text, is_decoded_as_it_was_wanted_and_again_as_another) {
  SourceText text = open("n\xE9\x80", Encoding::kLatin1);
  EXPECT_EQ(text.text(), "n\xC3\xA9\xC2\x80");
  text.decode_as(Encoding::kWindows1252);
  EXPECT_EQ(text.text(), "né€");
  EXPECT_EQ(text.encoding(), Encoding::kWindows1252);
}

TEST_F(Text, is_unpacked_before_it_is_decoded) {
  const SourceText text = open(gzipped("\xFF\xFE" + utf16(u"id\n", false)));
  EXPECT_TRUE(text.compressed());
  EXPECT_EQ(text.text().substr(text.begin()), "id\n");
}

TEST_F(Text, is_whole_however_many_pieces_it_is_decoded_in) {
  std::u16string wide;
  std::string wanted;
  while (wide.size() < 1'200'000) {
    wide += u"a𝄞é";
    wanted += "a𝄞é";
  }
  for (const bool big_endian : {false, true}) {
    const std::string two = utf16(u"xy", big_endian);  // so that a piece ends within a surrogate pair
    const SourceText text = open(two + utf16(wide, big_endian), big_endian ? Encoding::kUtf16Be : Encoding::kUtf16Le);
    EXPECT_TRUE(text.text() == "xy" + wanted);
  }
}

TEST_F(Text, of_nothing_is_nothing) {
  EXPECT_EQ(open("").text(), "");
  EXPECT_EQ(open("", Encoding::kLatin1).text(), "");
  EXPECT_EQ(open(gzipped("")).text(), "");
}

TEST_F(Text, is_refused_where_it_is_an_archive) {
  using namespace std::string_view_literals;
  const std::vector<std::pair<std::string_view, const char*>> kinds = {{"PK\x03\x04..."sv, "zip"},
                                                                       {"BZh91AY&SY......"sv, "bzip2"},
                                                                       {"\xFD"
                                                                        "7zXZ\0..."sv,
                                                                        "xz"},
                                                                       {"PAR1..."sv, "Parquet"}};
  for (const auto& [bytes, kind] : kinds) {
    for (const std::string& packed : {std::string(bytes), gzipped(bytes)}) {
      try {
        open(packed);
        FAIL() << kind;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
        EXPECT_EQ(error.message(), std::string("f is a ") + kind + " file, which c360 does not unpack");
      }
    }
  }
  EXPECT_EQ(open("BZh,name\n").text(), "BZh,name\n");
}

TEST_F(Text, of_a_folder_or_of_nothing_is_an_error) {
  EXPECT_THROW(SourceText(folder_.path(), "f", {}), Error);
  EXPECT_THROW(SourceText(folder_.path() / "gone", "f", {}), Error);
}

TEST_F(Text, stays_though_its_file_goes) {
  for (const std::size_t size : {std::size_t{10}, std::size_t{1'000'000}}) {
    const std::filesystem::path path = put(std::string(size, 'x'));
    const MappedFile file(path);
    std::filesystem::remove(path);
    EXPECT_EQ(file.bytes(), std::string(size, 'x'));
  }
}

TEST_F(Text, moves_with_its_owner) {
  for (const std::size_t size : {std::size_t{10}, std::size_t{1'000'000}}) {
    MappedFile first(put(std::string(size, 'x')));
    MappedFile second = std::move(first);
    MappedFile third;
    third = std::move(second);
    EXPECT_EQ(third.bytes().size(), size);
    EXPECT_EQ(third.bytes().back(), 'x');
  }
}

}  // namespace
}  // namespace c360::ingest
