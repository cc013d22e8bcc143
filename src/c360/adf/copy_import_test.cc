// Copy: what of it becomes a load, and what is refused with its reason.
#include <gmock/gmock.h>

#include <tuple>

#include "c360/adf/testing/data_fixture.h"

namespace c360::adf {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CopyImportTest : public testing::DataFixture {};

TEST_F(CopyImportTest, CopiesFromWhereTheDatasetSays) {
  EXPECT_THAT(imported(copy("Files", "Sales")),
              HasSubstr("    load:\n      connection: Lake_raw\n      folder: in/sales\n "
                        "     target: Sql\n      table: Sales\n      schema: dbo\n"));
  EXPECT_THAT(
      imported(copy("Old", "PgSales")),
      AllOf(
          HasSubstr("folder: in\n      files: a.parquet\n      target: Pg\n      table: sales\n      schema: public\n"),
          HasSubstr("abfss://box@examplelake"), HasSubstr("postgresql: \"${env:PG_PG}\"")));
}

TEST_F(CopyImportTest, WildcardsOfFoldersBecomeAGlob) {
  const std::string told = imported(copy(
      "Files", "Sales",
      R"(|, "storeSettings": {"wildcardFolderPath": "in/20*/x", "wildcardFileName": "s?.parquet", "recursive": false})"));
  EXPECT_THAT(told, HasSubstr("folder: in\n      files: \"20*/x/s?.parquet\"\n"));
}

TEST_F(CopyImportTest, WhatWouldMakeOtherRowsIsRefused) {
  for (const auto& [more, why] : std::vector<std::pair<std::string, std::string>>{
           {R"(>, "writeBehavior": "upsert")", "it does not say by which columns it finds rows"},
           {R"(>, "writeBehavior": {"value": "@x", "type": "Expression"})", "it knows no other writeBehavior"},
           {R"(>, "sqlWriterStoredProcedureName": "p")", "load calls no stored procedure"},
           {R"(|, "storeSettings": {"modifiedDatetimeStart": "2024-01-01"})",
            "load does not choose files by modifiedDatetimeStart"},
           {R"(|, "storeSettings": {"enablePartitionDiscovery": true})",
            "load makes no columns of the names of folders"}}) {
    const std::string told = imported(copy("Files", "Sales", more));
    EXPECT_THAT(told, AllOf(HasSubstr(why), HasSubstr("    fail:\n"),
                            HasSubstr("fails pipeline/p.json $.properties.activities[0]")))
        << more;
  }
}

TEST_F(CopyImportTest, EndsThatC360CannotUseSayWhatToDo) {
  EXPECT_THAT(imported(copy("Files", "Files")), HasSubstr("files come to bronze as sources of c360.yaml"));
  dataset("Avro", "Lake", R"("type": "Avro", "typeProperties": {"location": {"fileSystem": "raw"}})");
  EXPECT_THAT(imported(copy("Avro", "Sales")),
              HasSubstr("load reads CSV, JSON and Parquet files and Delta tables, not Avro"));
  EXPECT_THAT(imported(copy("Sales", "Files")), HasSubstr("c360 takes no rows from AzureSqlTable yet"));
  EXPECT_THAT(imported(copy("OraSales", "Sales")), HasSubstr("c360 takes no rows from OracleTable yet"));
  EXPECT_THAT(imported(copy("Nobody", "Sales")), HasSubstr("the dataset 'Nobody' is not among the files"));
  EXPECT_THAT(imported(copy("Anywhere", "Sales")), HasSubstr("the dataset is given no such parameter"));
}

TEST_F(CopyImportTest, MappingsBecomeColumns) {
  EXPECT_THAT(
      imported(copy("Files", "Sales",
                    R"(, "translator": {"type": "TabularTranslator", "mappings": [
      {"source": {"name": "id", "type": "Int32"}, "sink": {"name": "Id"}}, {"source": {"name": "a ${b}"}, "sink": {"name": "B"}}]})")),
      HasSubstr("      folder: in/sales\n      columns:\n        Id: id\n        B: \"a $${b}\"\n      target: Sql\n"));
  for (const std::string old : {R"("id: Id, name :Name")", R"({"id": "Id", "name": "Name"})"})
    EXPECT_THAT(imported(copy("Files", "Sales",
                              R"(, "translator": {"type": "TabularTranslator", "columnMappings": )" + old + "}")),
                HasSubstr("      columns:\n        Id: id\n        Name: name\n"));
}

TEST_F(CopyImportTest, UpsertsKeepTheirKeys) {
  EXPECT_THAT(
      imported(copy(
          "Files", "Sales",
          R"(>, "preCopyScript": "x", "writeBehavior": "upsert", "upsertSettings": {"useTempDB": true, "keys": ["Id", "Day"]})")),
      AllOf(HasSubstr("      before: x\n      upsert:\n        - Id\n        - Day\n"),
            HasSubstr("a key that comes twice among the rows is refused")));
  EXPECT_THAT(
      imported(copy("Files", "PgSales",
                    R"j(>, "writeMethod": "Upsert", "upsertSettings": {"keys": "@createArray(pipeline().parameters.t)"
})j")),
      HasSubstr("      upsert: \"${create_array(parameters.t)}\"\n"));
}

TEST_F(CopyImportTest, AdditionalColumnsAreAdded) {
  const std::string told = imported(copy("Files", "Sales", R"(|, "additionalColumns": [
      {"name": "batch", "value": 7}, {"name": "kind", "value": "a ${b}"}, {"name": "file", "value": "$$FILEPATH"},
      {"name": "twice", "value": "$$COLUMN:id"}, {"name": "t", "value": {"value": "@pipeline().parameters.t", "type": "Expression"}}])"));
  EXPECT_THAT(told, HasSubstr("      added_columns:\n        batch: 7\n        kind: \"a $${b}\"\n        file:\n"
                              "          file: path\n        twice:\n          column: id\n"
                              "        t: \"${parameters.t}\"\n"));
}

TEST_F(CopyImportTest, ColumnsWithoutACounterpartAreRefused) {
  const auto translator = [](const std::string& more) {
    return R"(, "translator": {"type": "TabularTranslator", )" + more + "}";
  };
  for (const auto& [from, more, why] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"Files", R"(|, "additionalColumns": [{"name": "a", "value": "$$LASTMODIFIED"}])",
            "load knows no $$LASTMODIFIED"},
           {"Files", R"(|, "additionalColumns": [{"name": "a", "value": 1}, {"name": "a", "value": 2}])", "twice"},
           {"Files", R"(|, "additionalColumns": [{"value": 1}])", "an additional column has no name"},
           {"Files", R"(|, "additionalColumns": {"value": "@x", "type": "Expression"})", "worked out while it runs"},
           {"Files", R"j(, "translator": {"value": "@json('{}')", "type": "Expression"})j",
            "its mapping is worked out"},
           {"Files", translator(R"("mappings": {"value": "@x"})"), "its mapping is worked out"},
           {"Files", translator(R"("schemaMapping": {"a": "b"})"), "load knows no schemaMapping"},
           {"Files", translator(R"("columnMappings": "a")"), "not written as 'there: here"},
           {"Files", translator(R"("columnMappings": "a: x, b: x")"), "fills the column 'x' twice"},
           {"Files", translator(R"("mappings": [{"source": {"ordinal": 1}, "sink": {"name": "a"}}])"),
            "neither by its name"},
           {"Files", translator(R"("mappings": [{"source": {"name": "a"}, "sink": {"ordinal": 1}}])"),
            "does not name a column"},
           {"Files", translator(R"("collectionReference": "$['a']")"), "within JSON alone"},
           {"Csv", translator(R"("typeConversionSettings": {"dateTimeFormat": "dd.MM.yyyy"})"),
            "knows no dateTimeFormat"},
           {"Csv", translator(R"("typeConversionSettings": {"culture": "de-DE"})"), "knows no culture"},
           {"Events", translator(R"("mappings": [{"source": {"path": "$['a'][*]['b']"}, "sink": {"name": "a"}}])"),
            "no list of names"}})
    EXPECT_THAT(imported(copy(from, "Sales", more)), AllOf(HasSubstr(why), HasSubstr("    fail:\n"))) << more;
}

TEST_F(CopyImportTest, DelimitedTextIsReadAsItsDatasetSays) {
  const std::string usual = imported(copy("Csv", "Sales"));
  EXPECT_THAT(usual, AllOf(HasSubstr("      folder: in\n      files: \"**/*\"\n      format: csv\n"
                                     "      delimiter: \",\"\n      header: false\n      target: Sql\n"),
                           HasSubstr("quotes within values are doubled")));
  dataset("Told", "Lake",
          R"("type": "DelimitedText", "typeProperties": {"location": {"fileSystem": "raw", "folderPath": "in"},
             "columnDelimiter": "\t", "quoteChar": "'", "escapeChar": "'", "firstRowAsHeader": true, "nullValue": "NULL",
             "encodingName": "ISO-8859-1", "compressionCodec": "gzip", "rowDelimiter": "\r\n"})");
  const std::string told =
      imported(copy("Told", "Sales", R"(|, "storeSettings": {"wildcardFileName": "*.csv", "recursive": true})"));
  EXPECT_THAT(told, AllOf(HasSubstr("      folder: in\n      format: csv\n      delimiter: tab\n      quote: \"'\"\n"
                                    "      null_value: \"NULL\"\n      encoding: latin-1\n      target: Sql\n"),
                          Not(HasSubstr("quotes within values"))));
}

TEST_F(CopyImportTest, PlacesOfColumnsAreNumbersWhereThereIsNoHeader) {
  EXPECT_THAT(imported(copy("Csv", "Sales", R"(, "translator": {"type": "TabularTranslator", "mappings": [
      {"source": {"ordinal": 2}, "sink": {"name": "Id"}}]})")),
              HasSubstr("      columns:\n        Id: column2\n"));
}

TEST_F(CopyImportTest, JsonIsReadFromItsRecords) {
  EXPECT_THAT(imported(copy("Events", "Sales")), HasSubstr("files: \"**/*\"\n      format: json\n      target: Sql\n"));
  EXPECT_THAT(imported(copy("Events", "Sales", R"(, "translator": {"type": "TabularTranslator", "collectionReference":
      "$['data']['rows']", "mappings": [{"source": {"path": "['id']"}, "sink": {"name": "Id"}},
      {"source": {"path": "['at']['city']"}, "sink": {"name": "City"}}]})")),
              HasSubstr("      format: json\n      records: data.rows\n      flatten: true\n      columns:\n"
                        "        Id: id\n        City: at.city\n"));
}

TEST_F(CopyImportTest, TextsThatC360CannotReadAreRefused) {
  for (const auto& [settings, why] : std::vector<std::pair<std::string, std::string>>{
           {R"("columnDelimiter": "||")", "one character between fields"},
           {R"("quoteChar": "''")", "one character around fields"},
           {R"("escapeChar": "^")", "load knows no escapeChar '^'"},
           {R"("rowDelimiter": ";")", "lines end in LF, CR or CRLF"},
           {R"("encodingName": "BIG5")", "load reads no files in BIG5"},
           {R"("compressionCodec": "bzip2")", "load unpacks gzip and zstd, not bzip2"},
           {R"("compression": {"type": "ZipDeflate"})", "not ZipDeflate"}}) {
    dataset("Odd", "Lake",
            R"("type": "DelimitedText", "typeProperties": {"location": {"fileSystem": "raw"}, )" + settings + "}");
    EXPECT_THAT(imported(copy("Odd", "Sales")), AllOf(HasSubstr(why), HasSubstr("    fail:\n"))) << settings;
  }
  EXPECT_THAT(imported(copy("Csv", "Sales", R"(|, "formatSettings": {"skipLineCount": 2})")),
              HasSubstr("load skips no lines"));
}

}  // namespace
}  // namespace c360::adf
