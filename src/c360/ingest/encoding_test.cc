#include "c360/ingest/encoding.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

using namespace std::string_view_literals;

std::string decoded(std::string_view bytes, Encoding encoding) {
  std::string text;
  EXPECT_EQ(decode(bytes, encoding, true, text), bytes.size());
  return text;
}

TEST(Encoding, knows_byte_order_marks) {
  EXPECT_EQ(detect_head("\xEF\xBB\xBF"
                        "a")
                .encoding,
            Encoding::kUtf8);
  EXPECT_EQ(detect_head("\xFF\xFE"
                        "a\0"sv)
                .encoding,
            Encoding::kUtf16Le);
  EXPECT_EQ(detect_head("\xFE\xFF\0a"sv).encoding, Encoding::kUtf16Be);
  EXPECT_THROW(detect_head("\xFF\xFE\0\0a"sv), Error);
}

TEST(Encoding, knows_utf16_without_a_mark_by_its_zero_bytes) {
  EXPECT_EQ(detect_head("i\0d\0,\0n\0\n\0"sv).encoding, Encoding::kUtf16Le);
  EXPECT_EQ(detect_head("\0i\0d\0,\0n\0\n"sv).encoding, Encoding::kUtf16Be);
  EXPECT_EQ(detect_head("id,name\n1,\0x\n2,ab\n"sv).encoding, std::nullopt);
  EXPECT_EQ(detect_head("id,name\n"sv).encoding, std::nullopt);
}

TEST(Encoding, checks_utf8_as_the_standard_wants) {
  EXPECT_TRUE(check_utf8("plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80").valid());
  EXPECT_EQ(check_utf8("plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80").multibyte, 3U);
  for (const auto bad : {"\x80"sv, "\xC0\xAF"sv, "\xE0\x80\xAF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xFE"sv}) {
    EXPECT_EQ(check_utf8(bad).invalid, bad.size()) << testing::PrintToString(bad);
  }
}

TEST(Encoding, sees_a_character_that_the_end_cuts_off) {
  EXPECT_TRUE(check_utf8("caf\xC3").cut_at_end);
  EXPECT_TRUE(check_utf8("\xE2\x82").cut_at_end);
  EXPECT_FALSE(check_utf8("\xE9 caf\xC3").cut_at_end);
  EXPECT_FALSE(check_utf8("caf\xE9,").cut_at_end);
}

TEST(Encoding, takes_text_for_windows_1252_only_where_that_is_safe) {
  const auto looks = [](std::string_view text) { return looks_like_windows_1252(text, check_utf8(text)); };
  EXPECT_TRUE(looks("caf\xE9, 5 \x80"));
  EXPECT_FALSE(looks("cafe")) << "it is UTF-8 already";
  EXPECT_FALSE(looks("caf\xE9, caf\xC3\xA9")) << "UTF-8 with a broken place";
  EXPECT_FALSE(looks("a\x81 b")) << "0x81 is undefined";
  EXPECT_FALSE(looks("caf\xC3")) << "UTF-8 that was cut";
}

TEST(Encoding, decodes_every_encoding_to_utf8) {
  EXPECT_EQ(decoded("a\0\xE9\0\x3D\xD8\x00\xDE"sv, Encoding::kUtf16Le), "a\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(decoded("\0a\0\xE9\xD8\x3D\xDE\x00"sv, Encoding::kUtf16Be), "a\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(decoded("caf\xE9 \x80", Encoding::kWindows1252), "caf\xC3\xA9 \xE2\x82\xAC");
  EXPECT_EQ(decoded("caf\xE9 \x80", Encoding::kLatin1), "caf\xC3\xA9 \xC2\x80");
}

TEST(Encoding, gives_what_is_no_text_as_bytes_that_are_no_utf8) {
  EXPECT_FALSE(check_utf8(decoded("a\0\x00\xD8"sv, Encoding::kUtf16Le)).valid()) << "a lone surrogate";
  EXPECT_FALSE(check_utf8(decoded("a\0b"sv, Encoding::kUtf16Le)).valid()) << "an odd last byte";
  EXPECT_FALSE(check_utf8(decoded("a\x81"sv, Encoding::kWindows1252)).valid());
}

TEST(Encoding, cuts_no_surrogate_pair_between_pieces) {
  std::string text;
  EXPECT_EQ(decode("a\0\x3D\xD8"sv, Encoding::kUtf16Le, false, text), 2U);
  EXPECT_EQ(text, "a");
}

TEST(Encoding, shows_bytes_that_are_no_text) {
  EXPECT_EQ(visible_text("a\0\xE9\xC3\xA9"sv), "a\\x00\\xE9\xC3\xA9");
}

TEST(Encoding, reads_the_names_that_people_write) {
  EXPECT_EQ(parse_encoding("UTF-8"), Encoding::kUtf8);
  EXPECT_EQ(parse_encoding("cp1252"), Encoding::kWindows1252);
  EXPECT_EQ(parse_encoding("ISO-8859-1"), Encoding::kLatin1);
  EXPECT_THROW(parse_encoding("ebcdic"), Error);
}

}  // namespace
}  // namespace c360::ingest
