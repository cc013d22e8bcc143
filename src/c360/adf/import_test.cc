// Definitions of our own writing, imported: golden/NAME/in and what came of it, golden/NAME/expected.txt. With
// C360_REGENERATE=1 these are written anew; read the difference before you commit it.
#include "c360/adf/import.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "c360/adf/testing/import_fixture.h"

namespace c360::adf {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

class GoldenImportTest : public testing::ImportFixture, public ::testing::WithParamInterface<const char*> {
 protected:
  fs::path folder() const { return fs::path(C360_SOURCE_DIR) / "src" / "c360" / "adf" / "golden" / GetParam(); }
};

TEST_P(GoldenImportTest, GivesWhatIsExpectedAndAProjectThatIsRight) {
  const std::string told = import_and_tell(folder() / "in");
  if (std::getenv("C360_REGENERATE") != nullptr) write_file(folder() / "expected.txt", told);
  EXPECT_EQ(told, read_file(folder() / "expected.txt"));
  EXPECT_THAT(told, AllOf(Not(HasSubstr("marked-secret")), Not(HasSubstr("bWFya2Vk"))));
  EXPECT_NO_THROW(project::load(root()));
}

INSTANTIATE_TEST_SUITE_P(All, GoldenImportTest, ::testing::Values("factory", "synapse", "fabric", "arm"),
                         [](const auto& chosen) { return chosen.param; });

class ImportTest : public testing::ImportFixture {
 protected:
  /// What a pipeline of these activities becomes; and that the project is right with it.
  std::string imported(const std::string& activities, const std::string& more = {}) {
    return import_text(R"({"name": "p", "properties": {"activities": [)" + activities + "]" + more + "}}");
  }
  std::string import_text(const std::string& definition) {
    put("in/p.json", definition);
    last_ = import_pipelines(root() / "in" / "p.json", {});
    write_imported(last_, root(), true);
    project::load(root());
    return last_.pipelines.at(0).text;
  }
  Imported last_;
};

TEST_F(ImportTest, AFileOfAPipelineFolderFollowsItsDatasets) {
  const fs::path file = fs::path(C360_SOURCE_DIR) / "src/c360/adf/golden/factory/in/pipeline/daily_load.json";
  const Imported imported = import_pipelines(file, {});
  ASSERT_EQ(imported.pipelines.size(), 2U) << "it runs the other";
  EXPECT_EQ(imported.pipelines[1].name, "load_one");
  EXPECT_TRUE(imported.connections.contains("Warehouse"));
}

TEST_F(ImportTest, TheWellKnownOneImportsWhole) {
  const char* shared = std::getenv("C360_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "C360_SHARED is not set";
  const fs::path folder = fs::path(shared) / "data" / "synapse_retail360";
  if (!fs::exists(folder)) GTEST_SKIP() << "there is no folder " << folder;
  for (const fs::path& place : {folder, folder / "pipeline" / "silver_to_sql.json"}) {
    const Imported imported = import_pipelines(place, {});
    ASSERT_EQ(imported.pipelines.size(), 1U);
    EXPECT_THAT(imported.findings, Not(Contains(Field(&Finding::kind, Finding::Kind::kFails))));
    EXPECT_THAT(imported.pipelines[0].text,
                AllOf(HasSubstr("folder: silver/LoyaltyTransactions"), HasSubstr("sequential: true"),
                      HasSubstr("table: \"${item.table}\""), Not(HasSubstr("bm90IGEgc2VjcmV0"))));
    EXPECT_EQ(imported.connections.size(), 2U);
    write_imported(imported, root(), true);
    EXPECT_NO_THROW(project::load(root()));
  }
}

TEST_F(ImportTest, PipelinesThatRunOneAnotherForEverAreCut) {
  const auto caller = [](const std::string& name, const std::string& called) {
    return R"({"name": ")" + name + R"(", "properties": {"activities": [{"name": "Call", "type": "ExecutePipeline",)" +
           R"("typeProperties": {"pipeline": {"referenceName": ")" + called + R"("}}}]}})";
  };
  put("in/pipeline/a.json", caller("a", "b"));
  put("in/pipeline/b.json", caller("b", "c"));
  put("in/pipeline/c.json", caller("c", "a"));
  put("in/pipeline/d.json", caller("d", "a"));
  put("in/pipeline/e.json", caller("e", "e"));
  put("in/pipeline/f.json", caller("f", "nobody"));
  const std::string told = import_and_tell(root() / "in");
  EXPECT_THAT(told, HasSubstr("it would run its own pipeline again, without end"));
  EXPECT_THAT(told, HasSubstr("the pipeline that it runs is not among the files"));
  EXPECT_THAT(told, HasSubstr("run_pipeline:\n      pipeline: a")) << "d leads to no circle of its own";
  EXPECT_NO_THROW(project::load(root()));
}

TEST_F(ImportTest, OddNamesStayWithinTheProject) {
  const std::string one = R"({"name": "W", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}})";
  for (const char* name :
       {"../../evil", "/etc/passwd", "..", "a\\u0000b", "größe \\\"x\\\"", "CON", "a/b: {c}\\n# d"}) {
    put("in/p.json", std::string(R"({"name": ")") + name + R"(", "properties": {"activities": [)" + one + "]}}");
    import_and_tell(root() / "in" / "p.json");
  }
  EXPECT_EQ(count_files(root() / "pipelines"), 7U);
  EXPECT_FALSE(fs::exists(root().parent_path() / "evil.yaml"));
  EXPECT_NO_THROW(project::load(root()));
}

TEST_F(ImportTest, OddNamesOfActivitiesStayTexts) {
  EXPECT_THAT(
      imported(R"({"name": "a: 'b' \"c\" # ${x}\u0007", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}},
      {"name": "n", "type": "SetVariable", "dependsOn": [{"activity": "a: 'b' \"c\" # ${x}\u0007"}],
       "typeProperties": {"variableName": "v", "value": {"value": "@activity('a: ''b'' \"c\" # ${x}\u0007').Status", "type": "Expression"}}})",
               R"(, "variables": {"v": {"type": "String"}})"),
      HasSubstr("status('a: ''b''"));
}

TEST_F(ImportTest, WrongShapesAreFindingsAndNoTrouble) {
  for (
      const char* activity :
      {R"(1)",
       R"(null)",
       R"("x")",
       R"([])",
       R"({})",
       R"({"name": 1, "type": 2})",
       R"({"name": "x", "type": "ForEach"})",
       R"j({"name": "x", "type": "ForEach", "typeProperties": {"items": {"value": "@item()", "type": "Expression"}, "activities": {}}})j",
       R"({"name": "x", "type": "IfCondition", "typeProperties": {"expression": "yes"}})",
       R"({"name": "x", "type": "Switch", "typeProperties": {"on": "a", "cases": [1, {}]}})",
       R"({"name": "x", "type": "Until", "typeProperties": {"expression": "@true", "activities": 5, "timeout": {"value": "@a"}}})",
       R"({"name": "x", "type": "Wait", "typeProperties": {"waitTimeInSeconds": -1}})",
       R"({"name": "x", "type": "Wait", "typeProperties": {"waitTimeInSeconds": "soon"}})",
       R"({"name": "x", "type": "SetVariable", "typeProperties": {"variableName": "nobody", "value": 1}})",
       R"({"name": "x", "type": "AppendVariable", "typeProperties": {}})",
       R"({"name": "x", "type": "Copy"})",
       R"({"name": "x", "type": "Copy", "inputs": [{}], "outputs": [{}], "typeProperties": []})",
       R"({"name": "x", "type": "Lookup"})",
       R"({"name": "x", "type": "Script", "typeProperties": {"scripts": [1]}})",
       R"({"name": "x", "type": "WebActivity", "typeProperties": {"url": 7, "headers": []}})",
       R"({"name": "x", "type": "GetMetadata", "typeProperties": {"dataset": 3, "fieldList": [1]}})",
       R"({"name": "x", "type": "SqlServerStoredProcedure", "typeProperties": {}})",
       R"j({"name": "x", "type": "Filter", "typeProperties": {"items": "@json('[1]')", "condition": "@item("}})j",
       R"({"name": "x", "type": "ExecutePipeline", "typeProperties": {"parameters": 1}})",
       R"({"name": "x", "type": "Fail", "dependsOn": [{"activity": "x"}, {"activity": "y"}, 3], "policy": {"retry": "@a", "timeout": 3}})"})
    EXPECT_NO_THROW(imported(activity)) << activity;
}

TEST_F(ImportTest, WhatLooksLikeAnExpressionOfOursIsNone) {
  for (const char* activity : {R"({"name": "x", "type": "IfCondition", "typeProperties": {"expression": "${x}"}})",
                               R"({"name": "x", "type": "Wait", "typeProperties": {"waitTimeInSeconds": "${x}"}})",
                               R"({"name": "x", "type": "ForEach", "typeProperties": {"items": "${x}"}})"})
    EXPECT_THAT(imported(activity), HasSubstr("was not imported")) << activity;
}

TEST_F(ImportTest, CirclesOfDependsOnAreCut) {
  const std::string text = imported(
      R"({"name": "a", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}, "dependsOn": [{"activity": "b"}]},
      {"name": "b", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}, "dependsOn": [{"activity": "a"}]})");
  EXPECT_THAT(text, HasSubstr("depends_on: b"));
  EXPECT_THAT(text, Not(HasSubstr("depends_on: a")));
  EXPECT_EQ(last_.findings.size(), 1U);
}

TEST_F(ImportTest, NamesThatComeTwiceAreTwo) {
  const std::string wait = R"({"name": "a", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}})";
  const std::string text = imported(
      wait +
      R"(, {"name": "b", "type": "IfCondition", "typeProperties": {"expression": "@true", "ifTrueActivities": [)" +
      wait +
      R"(, {"name": "c", "type": "Fail", "dependsOn": [{"activity": "a"}], "typeProperties": {"message": "x"}}]}})");
  EXPECT_THAT(text, AllOf(HasSubstr("name: \"a (2)\""), HasSubstr("depends_on: \"a (2)\"")));
}

TEST_F(ImportTest, WhatIsNestedTooDeepFails) {
  std::string activity = R"({"name": "w", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1}})";
  for (int i = 0; i < 12; ++i)
    activity = R"({"name": "u)" + std::to_string(i) +
               R"(", "type": "Until", "typeProperties": {"expression": "@true", "activities": [)" + activity + "]}}";
  EXPECT_THAT(imported(activity), HasSubstr("activities stand at most 8 deep here"));
}

TEST_F(ImportTest, ManyActivitiesAreNoTrouble) {
  std::string activities;
  for (int i = 0; i < 300; ++i)
    activities += (i == 0 ? "" : ",") + std::string(R"({"name": "a)") + std::to_string(i) +
                  R"(", "type": "Wait", "typeProperties": {"waitTimeInSeconds": 1})" +
                  (i == 0 ? "}" : R"(, "dependsOn": [{"activity": "a)" + std::to_string(i - 1) + "\"}]}");
  EXPECT_THAT(imported(activities), HasSubstr("depends_on: a298"));
}

TEST_F(ImportTest, MoreActivitiesThanAnyPipelineHasAreRefused) {
  std::string activities = R"({"name": "w"})";
  for (int i = 0; i < 100'000; ++i) activities += R"(,{"name": "w"})";
  EXPECT_THROW(imported(activities), Error);
}

TEST_F(ImportTest, WhatIsNoDefinitionIsTold) {
  const auto refusal = [&](const std::string& text) -> std::string {
    put("in/p.json", text);
    try {
      import_pipelines(root() / "in" / "p.json", {});
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_THAT(refusal("not json"), HasSubstr("p.json:1:2: this is no JSON"));
  EXPECT_THAT(refusal(""), HasSubstr("this is no JSON"));
  EXPECT_THAT(refusal("[]"), HasSubstr("holds no pipeline"));
  EXPECT_THAT(refusal("{\"resources\": [null, 1, {\"type\": 3}]}"), HasSubstr("holds no pipeline"));
  EXPECT_THAT(refusal(std::string(1'000'000, '{')), HasSubstr("nested more than 200 deep"));
  EXPECT_THROW(import_pipelines(root() / "nothing", {}), Error);
  EXPECT_THROW(import_pipelines(root() / "c360.yaml", {}), Error);
}

TEST_F(ImportTest, ASecretOfOneFileIsHiddenInAnother) {
  put("in/linkedService/a.json",
      R"({"name": "a", "properties": {"type": "X", "typeProperties": {"password": "marked-secret"}}})");
  put("in/pipeline/p.json",
      R"({"name": "p", "properties": {"description": "use marked-secret", "activities": [)"
      R"({"name": "f", "type": "Fail", "typeProperties": {"message": "it is marked-secret"}}]}})");
  EXPECT_THAT(import_and_tell(root() / "in"),
              AllOf(Not(HasSubstr("marked-secret")), HasSubstr("use ***"), HasSubstr("a secret stood in it")));
}

TEST_F(ImportTest, ServicesOfLikeNamesHaveVariablesOfTheirOwn) {
  const auto service = [&](const std::string& file, const std::string& name) {
    put("in/linkedService/" + file,
        R"({"name": ")" + name + R"(", "properties": {"type": "SqlServer", "typeProperties": {}}})");
  };
  service("a.json", "Sql 1");
  service("b.json", "Sql-1");
  put("in/pipeline/p.json",
      R"({"name": "p", "properties": {"activities": [)"
      R"({"name": "a", "type": "Script", "linkedServiceName": {"referenceName": "Sql 1"}, "typeProperties": {"scripts": [{"text": "x"}]}},)"
      R"({"name": "b", "type": "Script", "linkedServiceName": {"referenceName": "Sql-1"}, "typeProperties": {"scripts": [{"text": "x"}]}}]}})");
  EXPECT_THAT(import_and_tell(root() / "in"), AllOf(HasSubstr("env:SQL_1_ODBC"), HasSubstr("env:SQL_1_2_ODBC")));
}

TEST_F(ImportTest, ServicesWithinActivitiesMayShareAName) {
  const auto end = [](const std::string& kind, const std::string& properties) {
    return "\"" + kind +
           R"(": {"datasetSettings": {"type": "LakehouseTable", "typeProperties": {"table": "t"}, "linkedService": {"name": "Shop", "properties": )" +
           properties + "}}}";
  };
  const std::string text =
      imported(R"({"name": "c", "type": "Copy", "typeProperties": {)" +
               end("source", R"({"type": "Lakehouse", "typeProperties": {"workspaceId": "w", "artifactId": "a"}})") +
               "," + end("sink", R"({"type": "Warehouse", "typeProperties": {}})") + "}}");
  EXPECT_THAT(text, AllOf(HasSubstr("connection: Shop\n"), HasSubstr("target: Shop_2\n")));
}

TEST_F(ImportTest, ABrokenFileOfAFolderIsAFinding) {
  put("in/pipeline/good.json", R"({"name": "good", "properties": {"activities": []}})");
  put("in/pipeline/bad.json", "{");
  put("in/pipeline/twice.json", R"({"name": "good", "properties": {"activities": []}})");
  const std::string told = import_and_tell(root() / "in");
  EXPECT_THAT(told, AllOf(HasSubstr("pipelines/good.yaml"), HasSubstr("pipeline/bad.json $: the file: this is no JSON"),
                          HasSubstr("another file has a pipeline of this name")));
}

}  // namespace
}  // namespace c360::adf
