// Files as they come in the worst case, and what each must give. None loses a record: rows and malformed records are
// always as many as the counting pass found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"

namespace c360::ingest {
namespace {

using namespace std::string_literals;
using fixture::gzipped;
using fixture::utf16;

/// A file and what becomes of it.
struct Hostile {
  const char* name;
  std::string bytes;
  std::vector<std::string> rows;       ///< "id|name"
  std::vector<std::string> malformed;  ///< "_source_row|_cause|_raw"
  std::string error;                   ///< part of the message; empty: none
};

void PrintTo(const Hostile& file, std::ostream* out) {
  *out << file.name;
}

class HostileFiles : public fixture::LakeFixture, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileFiles, give_every_record_as_a_row_or_as_malformed_or_are_refused_whole) {
  const Hostile& file = GetParam();
  put("data/orders.csv", file.bytes);
  if (!file.error.empty()) {
    EXPECT_THAT(failure(), testing::HasSubstr(file.error));
    EXPECT_THAT(lake().store().list(""), testing::IsEmpty()) << "nothing is half-written";
    return;
  }
  const SourceResult result = ingest();
  EXPECT_EQ(result.rows + result.malformed, source_totals(lake().store(), "orders").records);
  EXPECT_EQ(bronze({"id", "name"}), file.rows);
  EXPECT_EQ(malformed({"_source_row", "_cause", "_raw"}), file.malformed);
}

const std::string kE = "\xC3\xAB";  // e with two dots

std::vector<Hostile> encodings() {
  const std::u16string wide = u"id,name\r\n1,Zo\u00EB\r\n";
  return {
      {"utf8_with_mark", "\xEF\xBB\xBFid,name\n1,Zo" + kE + "\n", {"1|Zo" + kE}, {}, ""},
      {"utf16_little_endian_with_mark", "\xFF\xFE" + utf16(wide, false), {"1|Zo" + kE}, {}, ""},
      {"utf16_big_endian_with_mark", "\xFE\xFF" + utf16(wide, true), {"1|Zo" + kE}, {}, ""},
      {"utf16_little_endian_without_mark", utf16(wide, false), {"1|Zo" + kE}, {}, ""},
      {"utf16_big_endian_without_mark", utf16(wide, true), {"1|Zo" + kE}, {}, ""},
      {"utf16_with_a_lone_surrogate",
       "\xFF\xFE" + utf16(u"id,name\n1,a\n2,", false) + "\x00\xD8\n\x00"s,
       {"1|a"},
       {"2|bytes that are no utf-16le text|2,\\xED\\xA0\\x80"},
       ""},
      {"utf16_cut_within_a_unit",
       "\xFF\xFE" + utf16(u"id,name\n1,a\n2,b", false) + "c",
       {"1|a"},
       {"2|bytes that are no utf-16le text|2,b\\xFF"},
       ""},
      {"utf32", "\xFF\xFE\0\0i\0\0\0"s, {}, {}, "UTF-32"},
      {"windows_1252", "id,name\n1,Zo\xEB\n2,\x80\n", {"1|Zo" + kE, "2|\xE2\x82\xAC"}, {}, ""},
      {"utf8_with_a_broken_place",
       "id,name\n1,Zo" + kE + "\n2,Zo\xEB\n3,c\n",
       {"1|Zo" + kE, "3|c"},
       {"2|bytes that are no utf-8 text|2,Zo\\xEB"},
       ""},
      {"utf8_cut_within_a_character",
       "id,name\n1,a\n2,Zo\xC3",
       {"1|a"},
       {"2|bytes that are no utf-8 text|2,Zo\\xC3"},
       ""},
      {"neither_utf8_nor_windows_1252", "id,name\n1,\x81\n", {}, {"1|bytes that are no utf-8 text|1,\\x81"}, ""},
      {"nul_bytes", "id,name\n1,a\0b\n2,c\n"s, {"2|c"}, {"1|a NUL byte|1,a\\x00b"}, ""},
      {"nul_in_the_header", "id,na\0me\n1,a\n"s, {}, {}, "the header of data/orders.csv is malformed (a NUL byte)"},
  };
}

std::vector<Hostile> line_ends() {
  return {
      {"crlf", "id,name\r\n1,a\r\n2,b\r\n", {"1|a", "2|b"}, {}, ""},
      {"cr", "id,name\r1,a\r2,b\r", {"1|a", "2|b"}, {}, ""},
      {"mixed", "id,name\r\n1,a\n2,b\r3,c\r\n", {"1|a", "2|b", "3|c"}, {}, ""},
      {"none_at_the_end", "id,name\n1,a", {"1|a"}, {}, ""},
      {"blank_lines", "\n\r\nid,name\n\n1,a\n\r\n\r\r2\n\n", {"1|a"}, {"2|too few fields: 1 instead of 2|2"}, ""},
      {"white_space_is_no_blank_line", "id,name\n \n1,a\n", {"1|a"}, {"1|too few fields: 1 instead of 2| "}, ""},
      {"within_quotes", "id,name\r\n1,\"a\r\nb\"\r\n2,\"c\rd\ne\"\n", {"1|a\r\nb", "2|c\rd\ne"}, {}, ""},
  };
}

std::vector<Hostile> quotes() {
  return {
      {"doubled", "id,name\n1,\"a \"\"b\"\" c\"\n2,\"\"\"\"\n3,\"\"\n", {"1|a \"b\" c", "2|\"", "3|"}, {}, ""},
      {"within_a_field", "id,name\n1,5\" pipe\n2,a\"b\"\n", {"1|5\" pipe", "2|a\"b\""}, {}, ""},
      {"text_behind", "id,name\n1,\"a\" b\n2,c\n", {"2|c"}, {"1|text after a closing quote in field 2|1,\"a\" b"}, ""},
      {"never_closed",
       "id,name\n1,a\n2,\"b\n3,c\n4,d\n",
       {"1|a", "3|c", "4|d"},
       {"2|a quote that is never closed in field 2|2,\"b"},
       ""},
      {"never_closed_in_the_last_line",
       "id,name\n1,a\n2,\"",
       {"1|a"},
       {"2|a quote that is never closed in field 2|2,\""},
       ""},
      {"closed_far_below",
       "id,name\n1,\"a\n2,\"b\"\n3,c\n",
       {"3|c"},
       {"1|text after a closing quote in field 2|1,\"a\n2,\"b\""},
       ""},
      {"single_in_every_name", "'id','name'\n'1','a,b'\n", {"1|a,b"}, {}, ""},
      {"too_few_and_too_many_fields",
       "id,name\n1\n2,b,c\n3,\n",
       {"3|"},
       {"1|too few fields: 1 instead of 2|1", "2|too many fields: 3 instead of 2|2,b,c"},
       ""},
  };
}

std::vector<Hostile> heads_and_packings() {
  const std::string plain = "id,name\n1,a\n";
  const std::string packed = gzipped(plain);
  return {
      {"semicolons", "id;name\n1;a,b\n", {"1|a,b"}, {}, ""},
      {"tabs", "id\tname\n1\ta b\n", {"1|a b"}, {}, ""},
      {"bars", "id|name\n1|a\n", {"1|a"}, {}, ""},
      {"two_delimiters", "id,name;x\n1,a;2\n", {}, {}, "data/orders.csv: the delimiter could be ',' or ';'"},
      {"name_twice", "id,id\n1,2\n", {}, {}, "the header of data/orders.csv names 'id' twice: id,id"},
      {"header_with_a_stray_quote", "id,\"name\n1,a\n", {}, {}, "the header of data/orders.csv is malformed"},
      {"other_order_and_case", "NAME,ID\na,1\n", {"1|a"}, {}, ""},
      {"gzip_under_another_name", packed, {"1|a"}, {}, ""},
      {"gzip_of_utf16", gzipped("\xFF\xFE" + utf16(u"id,name\n1,a\n", false)), {"1|a"}, {}, ""},
      {"gzip_of_two_members", gzipped("id,name\n1,") + gzipped("a\n"), {"1|a"}, {}, ""},
      {"gzip_cut", packed.substr(0, packed.size() - 5), {}, {}, "the gzip file data/orders.csv is cut off"},
      {"gzip_with_a_wrong_sum",
       packed.substr(0, packed.size() - 8) + "wrong" + packed.substr(packed.size() - 3),
       {},
       {},
       "the gzip file data/orders.csv is damaged (incorrect data check)"},
      {"gzip_followed_by_text", packed + "2,b\n", {}, {}, "is followed by bytes that are no gzip"},
      {"zip", "PK\x03\x04rest", {}, {}, "the zip archive data/orders.csv is cut off or damaged"},
  };
}

std::string case_name(const testing::TestParamInfo<Hostile>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Encodings, HostileFiles, testing::ValuesIn(encodings()), case_name);
INSTANTIATE_TEST_SUITE_P(LineEnds, HostileFiles, testing::ValuesIn(line_ends()), case_name);
INSTANTIATE_TEST_SUITE_P(Quotes, HostileFiles, testing::ValuesIn(quotes()), case_name);
INSTANTIATE_TEST_SUITE_P(HeadsAndPackings, HostileFiles, testing::ValuesIn(heads_and_packings()), case_name);

}  // namespace
}  // namespace c360::ingest
