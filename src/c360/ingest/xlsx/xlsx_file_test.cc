#include "c360/ingest/xlsx/xlsx_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"
#include "c360/ingest/xlsx/xlsx_parts.h"

namespace c360::ingest {
namespace {

using fixture::zipped;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kRelations =
    "<Relationships xmlns='r'><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
constexpr const char* kSheetRelations =
    "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='r2' Type='x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
    "<Relationship Id='r3' Type='x/chartsheet' Target='chart.xml'/>"
    "<Relationship Id='r4' Type='x/sharedStrings' Target='strings.xml'/>"
    "<Relationship Id='r5' Type='x/styles' Target='styles.xml'/></Relationships>";
constexpr const char* kSheets =
    "<sheets><sheet name='Chart' r:id='r3'/><sheet name='Notes' state='hidden' r:id='r2'/><sheet name='Orders' "
    "r:id='r1'/></sheets>";
constexpr const char* kStrings =
    "<sst><si><t>id</t></si><si><t>name</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh "
    "sb='0'><t>no</t></rPh></si>"
    "<si><t></t></si><si><t xml:space='preserve'> a_x000D_b_x005F_x </t></si></sst>";
constexpr const char* kStyles =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy hh:mm'/></numFmts><cellStyleXfs><xf "
    "numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf "
    "numFmtId='46'/></cellXfs></styleSheet>";

/// A workbook whose sheet "Orders" has these rows, and "Notes" others.
std::string workbook(const std::string& rows, const std::string& properties = "") {
  return zipped({{"_rels/.rels", kRelations},
                 {"xl/workbook.xml", "<workbook xmlns:r='r'>" + properties + kSheets + "</workbook>"},
                 {"xl/_rels/workbook.xml.rels", kSheetRelations},
                 {"xl/strings.xml", kStrings},
                 {"xl/styles.xml", kStyles},
                 {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
                 {"xl/worksheets/sheet2.xml",
                  "<worksheet><sheetData><row><c t='str'><v>note</v></c></row><row><c><v>7</v></c></row></sheetData>"
                  "</worksheet>"}});
}

constexpr const char* kHeader = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>";

class XlsxFiles : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files = "data/*";
  }
  void put_rows(const std::string& rows, const std::string& properties = "") {
    put("data/a.xlsx", workbook(kHeader + rows, properties));
  }
};

TEST_F(XlsxFiles, are_rows_of_their_first_visible_sheet) {
  put_rows(
      "<row r='2'><c r='A2'><v>1</v></c><c r='B2' t='s'><v>2</v></c></row>"
      "<row r='3'><c r='A3'><v>0.10000000000000001</v></c><c r='B3' t='inlineStr'><is><t>in</t></is></c></row>");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 2);
  EXPECT_THAT(bronze({"id", "name", "_source_row"}), ElementsAre("1|rich text|1", "0.1|in|2"));
}

TEST_F(XlsxFiles, may_be_packed) {
  put("data/a.xlsx.gz", fixture::gzipped(workbook(std::string(kHeader) + "<row><c><v>1</v></c></row>")));
  put("data/b.bin", fixture::gzipped(workbook(std::string(kHeader) + "<row><c><v>2</v></c></row>")));
  EXPECT_EQ(ingest().records, 2);
  EXPECT_THAT(bronze({"id", "_source_file"}), ElementsAre("1|data/a.xlsx.gz", "2|data/b.bin"));
}

TEST_F(XlsxFiles, tell_every_kind_of_cell) {
  put_rows(
      "<row><c><v>1E+2</v></c><c t='b'><v>1</v></c></row>"
      "<row><c t='b'><v>0</v></c><c t='e'><v>#DIV/0!</v></c></row>"
      "<row><c t='str'><f>A1&amp;\"x\"</f><v>idx</v></c><c><f>1+1</f><v>2</v></c></row>"
      "<row><c t='d'><v>2024-01-31</v></c><c t='s'><v>4</v></c></row>");
  ingest();
  EXPECT_THAT(bronze({"id", "name"}), ElementsAre("100|true", "false|#DIV/0!", "idx|2", "2024-01-31| a\rb_x "));
}

TEST_F(XlsxFiles, tell_dates_by_their_format) {
  put_rows(
      "<row><c s='1'><v>45351</v></c><c s='2'><v>45351.5</v></c></row>"
      "<row><c s='3'><v>1.5</v></c><c s='1'><v>-1</v></c></row>");
  ingest();
  EXPECT_THAT(bronze({"id", "name"}), ElementsAre("2024-02-29|2024-02-29T12:00:00", "36:00:00|-1"));
}

TEST_F(XlsxFiles, may_count_days_from_1904) {
  put_rows("<row><c s='1'><v>43889</v></c></row>", "<workbookPr date1904='1'/>");
  ingest();
  EXPECT_THAT(bronze({"id"}), ElementsAre("2024-02-29"));
}

TEST_F(XlsxFiles, leave_out_rows_without_anything) {
  put_rows(
      "<row r='2'/><row r='5'><c r='B5'/><c r='A5' t='s'><v>3</v></c></row>"
      "<row r='9'><c r='B9'><v>5</v></c></row><row r='10'><c r='A10' t='str'><v></v></c></row>");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 1);
  EXPECT_THAT(bronze({"id", "name"}), ElementsAre("-|5"));
}

TEST_F(XlsxFiles, name_columns_that_the_header_does_not) {
  put_rows("<row><c r='A2'><v>1</v></c><c r='D2'><v>4</v></c></row><row><c r='AA3'><v>27</v></c></row>");
  ingest();
  EXPECT_THAT(bronze({"id", "column4", "column27"}), ElementsAre("1|4|-", "-|-|27"));
}

TEST_F(XlsxFiles, give_the_sheet_that_is_named) {
  put_rows("<row><c><v>1</v></c></row>");
  source().sheet = "notes";
  ingest();
  EXPECT_THAT(bronze({"note"}), ElementsAre("7"));
  source().sheet = "Order";
  put_rows("<row><c><v>2</v></c></row>");
  EXPECT_THAT(failure(), HasSubstr("the workbook data/a.xlsx has no sheet 'Order', only 'Notes', 'Orders'"));
}

TEST_F(XlsxFiles, with_a_header_alone_have_no_records) {
  put_rows("");
  EXPECT_EQ(ingest().records, 0);
  EXPECT_THAT(bronze_columns(), testing::Contains("name"));
  put("data/b.xlsx", workbook(""));
  EXPECT_EQ(ingest({false, "b2"}).records, 0);
}

TEST_F(XlsxFiles, with_mistakes_are_refused) {
  put_rows("<row><c r='A2' t='s'><v>99</v></c></row>");
  EXPECT_THAT(failure(), HasSubstr("cell A2 of data/a.xlsx names a shared text 99 that is not there"));
  put_rows("<row><c r='A2'><v>1,5</v></c></row>");
  EXPECT_THAT(failure(), HasSubstr("cell A2 of data/a.xlsx is no number: 1,5"));
  put_rows("<row><c r='A2' t='str'><v>" + std::string(2'000'000, 'x') + "</v></c></row>");
  EXPECT_THAT(failure(), HasSubstr("cell A2 of data/a.xlsx holds more text than a cell can"));
  put_rows("<row><c r='ZZZ2'><v>1</v></c></row>");
  EXPECT_THAT(failure(), HasSubstr("beyond the last column"));
  put("data/a.xlsx", workbook("<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>"));
  EXPECT_THAT(failure(), HasSubstr("the header of data/a.xlsx names 'id' twice"));
  put("data/a.xlsx", workbook("<row><c>"));
  EXPECT_THAT(failure(), HasSubstr("data/a.xlsx!xl/worksheets/sheet1.xml: this is no XML"));
  put("data/a.xlsx", zipped({{"a.txt", "x"}}));
  EXPECT_THAT(failure(), HasSubstr("data/a.xlsx is a zip archive that holds no workbook"));
}

TEST_F(XlsxFiles, of_other_kinds_are_refused_by_name) {
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(2000, '\0');
  put("data/a.xls", compound);
  EXPECT_THAT(failure(), HasSubstr("data/a.xls is an old workbook (.xls)"));
  put("data/a.xls", compound + fixture::utf16(u"EncryptedPackage", false));
  EXPECT_THAT(failure(), HasSubstr("data/a.xls is an encrypted workbook"));
}

TEST_F(XlsxFiles, give_back_a_row_as_json) {
  put_rows("<row><c><v>1</v></c></row><row><c><v>2</v></c><c t='str'><v>x</v></c></row>");
  const XlsxFile file(root() / "data/a.xlsx", "a.xlsx", "");
  EXPECT_EQ(file.record_text(2), R"({"id":"2","name":"x"})");
}

TEST_F(XlsxFiles, may_be_long) {
  std::string rows;
  for (int id = 1; id <= 50'000; ++id) {
    rows += "<row><c><v>" + std::to_string(id) + "</v></c><c t='str'><v>a name of some length, number " +
            std::to_string(id) + "</v></c></row>";
  }
  put_rows(rows);
  EXPECT_EQ(ingest().rows, 50'000);
  EXPECT_EQ(count_bronze_where_row_is_id(), 50'000);
}

TEST(XlsxText, has_characters_that_xml_cannot_hold) {
  const auto read = [](std::string_view text) {
    std::string out;
    append_xstring(text, out);
    return out;
  };
  EXPECT_EQ(read("a_x000A_b"), "a\nb");
  EXPECT_EQ(read("_x005F_x000A_"), "_x000A_");
  EXPECT_EQ(read("_x_xZZZZ_ _x00"), "_x_xZZZZ_ _x00");
  EXPECT_EQ(read("_x00e9_"), "\xC3\xA9");
}

}  // namespace
}  // namespace c360::ingest
