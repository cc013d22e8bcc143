// CSV and JSON files loaded into a target that remembers: their values as texts, their columns as they are asked for.
#include <gmock/gmock.h>

#include "c360/pipeline/testing/pipeline_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LoadFilesTest : public testing::PipelineFixture {
 protected:
  LoadFilesTest() { put("connections.yaml", "connections:\n  files: { storage: ./drop }\n"); }

  static std::string load(const std::string& inputs) {
    return "  - { name: L, load: { target: warehouse, table: t, connection: files, folder: a, " + inputs + " } }\n";
  }
  testing::Texts loaded(const std::string& inputs) {
    run_pipeline(load(inputs));
    return targets_->loaded_rows;
  }
  std::string refusal(const std::string& inputs) { return pipeline_failure(load(inputs)).what(); }
  std::string columns() const { return targets_->loads.back(); }
};

TEST_F(LoadFilesTest, CsvIsReadAsItIsSaid) {
  put("drop/a/1.csv", "id;name\n1;'a;b'\n2;\n");
  put("drop/a/b/2.csv", "NAME;id\n\xFC;3\n");
  EXPECT_THAT(loaded("format: csv, delimiter: ';', quote: \"'\", encoding: latin-1"),
              ElementsAre("1|a;b", "2|NULL", "3|ü"));
  EXPECT_EQ(columns(), "warehouse .t id,name 3");
  EXPECT_TRUE(targets_->converts);
}

TEST_F(LoadFilesTest, NullIsTheValueThatIsSaid) {
  put("drop/a/1.csv", "id,name\n1,\n2,N/A\n");
  EXPECT_THAT(loaded("format: csv, null_value: N/A"), ElementsAre("1|", "2|NULL"));
}

TEST_F(LoadFilesTest, WithoutAHeaderColumnsAreNumbered) {
  put("drop/a/1.txt", "1\tx\n2\ty\n");
  EXPECT_THAT(loaded("files: '*.txt', format: csv, delimiter: tab, header: false, columns: { name: column2 }"),
              ElementsAre("x", "y"));
  EXPECT_EQ(columns(), "warehouse .t name 2");
}

TEST_F(LoadFilesTest, FilesUniteTheirColumns) {
  put("drop/a/1.csv", "id,name\n1,x\n");
  put("drop/a/2.csv", "id,city\n2,Oslo\n");
  EXPECT_THAT(loaded("format: csv"), ElementsAre("1|x|NULL", "2|NULL|Oslo"));
}

TEST_F(LoadFilesTest, JsonIsReadInItsForms) {
  put("drop/a/1.json", R"([{"id": 1, "at": {"city": "Oslo"}}, {"id": 2.50}])");
  put("drop/a/2.json", "{\"id\": null, \"at\": true}\n{\"id\": \"x\"}\n");
  EXPECT_THAT(loaded("format: json"), ElementsAre(R"(1|{"city":"Oslo"})", "2.50|NULL", "NULL|true", "x|NULL"));
  EXPECT_THAT(loaded("files: 1.json, format: json, flatten: true, columns: { id: id, city: at.city }"),
              ElementsAre("1|Oslo", "2.50|NULL"));
  put("drop/a/3.json", R"({"data": {"rows": [{"id": 1}]}})");
  EXPECT_THAT(loaded("files: 3.json, format: json, records: data.rows"), ElementsAre("1"));
  put("drop/a/4.ndjson", "{\"id\": 7}\n");
  EXPECT_THAT(loaded("format: ndjson"), ElementsAre("7"));
}

TEST_F(LoadFilesTest, ColumnsAreAdded) {
  put("drop/a/x/1.csv", "id\n1\n");
  put("drop/a/2.csv", "id\n2\n");
  EXPECT_THAT(loaded("format: csv, added_columns: { day: \"it's ${run.pipeline}\", n: 7, twice: { column: id }, "
                     "file: { file: path } }"),
              ElementsAre("1|it's p|7|1|x/1.csv", "2|it's p|7|2|2.csv"));
  EXPECT_EQ(columns(), "warehouse .t id,day,n,twice,file 2");
}

TEST_F(LoadFilesTest, ColumnsOfParquetAreChosenAndAdded) {
  run();
  std::filesystem::create_directories(root() / "drop/a/b");
  for (const auto& [path, id] :
       std::map<std::string, std::int64_t>{{"drop/a/1.parquet", 1}, {"drop/a/b/2.parquet", 2}}) {
    engine::Connection connection = database_.connect();
    sql::Query one;
    one.select = {{sql::literal(id), "id"}, {sql::literal("x"), "name"}};
    connection.copy_to_parquet(one, root() / path);
  }
  EXPECT_THAT(loaded("columns: { Nr: id, File: f }, added_columns: { f: { file: path } }"),
              ElementsAre("1|1.parquet", "2|b/2.parquet"));
  EXPECT_THAT(loaded("columns: [name]"), ElementsAre("x", "x"));
  EXPECT_FALSE(targets_->converts) << "types are those of the files";
}

TEST_F(LoadFilesTest, ColumnsOfADeltaTableAreChosen) {
  run();
  run_pipeline(
      "  - { name: L, load: { target: warehouse, table: t, folder: lakehouse/silver/orders, columns: { id: order_id, "
      "row: _source_row } } }\n");
  EXPECT_THAT(targets_->loaded_rows, ElementsAre("10|1", "11|2", "12|3"));
  EXPECT_THAT(pipeline_failure("  - { name: L, load: { target: warehouse, table: t, folder: lakehouse/silver/orders, "
                               "added_columns: { f: { file: path } } } }\n")
                  .what(),
              HasSubstr("is a Delta table, whose rows have no file"));
}

TEST_F(LoadFilesTest, ARecordThatCannotBeReadEndsTheLoad) {
  put("drop/a/1.csv", "id,name\n1,x\n");
  put("drop/a/2.csv", "id,name\n1,x\n2,y,z\n3\n");
  EXPECT_THAT(refusal("format: csv"),
              AllOf(HasSubstr("2.csv, record 2: too many fields: 3 instead of 2"), HasSubstr("nothing was loaded")));
  put("drop/a/1.ndjson", "{\"id\": 1}\n{\"id\": }\n");
  EXPECT_THAT(refusal("format: ndjson"), HasSubstr("1.ndjson, record 2: no JSON"));
  EXPECT_THAT(targets_->loads, ::testing::IsEmpty());
}

TEST_F(LoadFilesTest, EmptyFilesHaveTheColumnsThatAreAskedFor) {
  put("drop/a/1.json", "[]");
  EXPECT_THAT(loaded("format: json, columns: { Id: id }"), ElementsAre());
  EXPECT_EQ(columns(), "warehouse .t Id 0");
  EXPECT_THAT(refusal("format: json"), HasSubstr("have no column"));
}

class LookupFilesTest : public LoadFilesTest {
 protected:
  static std::string lookup(const std::string& inputs) {
    return "  - { name: L, lookup: { connection: files, " + inputs + " } }\n";
  }
  std::string looked_up(const std::string& inputs) {
    run_pipeline(lookup(inputs));
    return output("L");
  }
  std::string failure_of(const std::string& inputs) { return pipeline_failure(lookup(inputs)).what(); }
};

TEST_F(LookupFilesTest, RowsOfFilesAreObjects) {
  put("drop/a/1.csv", "id,name\n07,x\n8,\n");
  EXPECT_EQ(looked_up("folder: a, format: csv"), R"({"first_row":{"id":"07","name":"x"}})");
  EXPECT_EQ(looked_up("folder: a, format: csv, first_row: false, columns: { Nr: id, n: n }, added_columns: { n: 1 }"),
            R"({"count":2,"rows":[{"Nr":"07","n":1},{"Nr":"8","n":1}]})");
  put("drop/b/1.json", R"([{"id": 1, "on": true}])");
  EXPECT_EQ(looked_up("folder: b, format: json"), R"({"first_row":{"id":"1","on":"true"}})");
  put("drop/c/1.json", "[]");
  EXPECT_EQ(looked_up("folder: c, format: json, columns: [id]"), R"({"first_row":null})");
  run();
  run_pipeline(
      "  - { name: L, lookup: { folder: lakehouse/silver/orders, columns: [order_id, amount], first_row: false } }\n");
  EXPECT_THAT(output("L"), HasSubstr(R"({"amount":"5.00","order_id":10})"));
}

TEST_F(LookupFilesTest, MistakesAreTold) {
  put("drop/a/1.csv", "id\n1\n2\n3,4\n");
  EXPECT_THAT(failure_of("folder: a, format: csv, first_row: false"), HasSubstr("1.csv, record 3: too many fields"));
  put("drop/a/1.csv", "id\n1\n2\n3\n");
  EXPECT_THAT(failure_of("folder: a, format: csv, first_row: false, most_rows: 2"),
              HasSubstr("the folder of 'L' gives more than 2 rows"));
  EXPECT_THAT(failure_of("folder: nothing, format: csv"), HasSubstr("no file of"));
  EXPECT_THAT(failure_of("folder: a, query: SELECT 1"), HasSubstr("'L' reads a folder, and has a query"));
  EXPECT_THAT(failure_of("folder: a, target: warehouse"), HasSubstr("'L' reads a folder, and has a target"));
  EXPECT_THAT(failure_of("query: SELECT 1"), HasSubstr("'connection' of 'L' is of a folder's files"));
  EXPECT_THAT(failure_of("first_row: true"), HasSubstr("looks nothing up"));
}

TEST_F(LoadFilesTest, UpsertsHaveAKey) {
  put("drop/a/1.csv", "id,name\n1,x\n");
  loaded("format: csv, upsert: [id, name]");
  EXPECT_THAT(targets_->upsert, ElementsAre("id", "name"));
  EXPECT_THAT(refusal("format: csv, upsert: []"), HasSubstr("'upsert' of 'L' must be a column"));
  EXPECT_THAT(refusal("format: csv, upsert: id, replace: true"), HasSubstr("both replaces all rows and upserts"));
}

TEST_F(LoadFilesTest, MistakesAreTold) {
  put("drop/a/1.csv", "id,ID\n1,2\n");
  EXPECT_THAT(refusal("format: csv"), HasSubstr("1.csv names the column 'ID' twice"));
  EXPECT_THAT(refusal("format: xml"), HasSubstr("'format' of 'L' must be one of parquet, csv, ndjson, json"));
  EXPECT_THAT(refusal("format: '${item}'"), HasSubstr("there is no item here"));
  EXPECT_THAT(refusal("delimiter: ','"), HasSubstr("'delimiter' of 'L' says nothing of parquet files"));
  EXPECT_THAT(refusal("format: json, header: false"), HasSubstr("'header' of 'L' says nothing of json files"));
  EXPECT_THAT(refusal("format: csv, delimiter: '::'"), HasSubstr("must be one character, or tab"));
  EXPECT_THAT(refusal("format: csv, header: maybe"), HasSubstr("'header' of 'L' must be true, false"));
  EXPECT_THAT(refusal("format: csv, encoding: ebcdic"), HasSubstr("ebcdic"));
  EXPECT_THAT(refusal("format: csv, columns: 7"), HasSubstr("'L': 'columns' must be a map"));
}

}  // namespace
}  // namespace c360::pipeline
