#include "c360/project/model_test_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

using testing::HasSubstr;

class ModelTestSchemaTest : public testing::Test {
 protected:
  ModelTestSchemaTest() { std::filesystem::create_directories(folder_.path() / "tests"); }
  void write(const std::string& name, const std::string& text) { write_file(folder_.path() / "tests" / name, text); }
  std::vector<ModelTestSpec> tests() {
    Problems problems;
    std::vector<ModelTestSpec> read = read_model_tests(folder_.path(), problems);
    problems.throw_if_any();
    return read;
  }
  std::string mistakes(const std::string& text) {
    write("a.yaml", text);
    try {
      tests();
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

 private:
  TemporaryDirectory folder_;
};

TEST_F(ModelTestSchemaTest, ReadsRowsAsTheyAreWrittenWithTheirPlaces) {
  write("by_month.yaml", R"(model: gold.monthly_revenue
description: Months without orders are not there.
given:
  silver.orders:
    - { order_id: 1, note: "null", at: null, gone: ~ }
    - order_id: 2
  silver.customers: []
expect:
  - { month: 2024-01-01, revenue: 12.50 }
)");
  const std::vector<ModelTestSpec> read = tests();
  ASSERT_EQ(read.size(), 1U);
  const ModelTestSpec& test = read[0];
  EXPECT_EQ(test.name, "by_month");
  EXPECT_EQ(test.model.text, "gold.monthly_revenue");
  EXPECT_EQ(test.description, "Months without orders are not there.");
  ASSERT_EQ(test.given.size(), 2U);
  EXPECT_EQ(test.given[0].table.text, "silver.orders");
  EXPECT_EQ(test.given[0].table.where.to_string(), "tests/by_month.yaml:4:3");
  const std::vector<TestCell>& cells = test.given[0].rows.at(0).cells;
  EXPECT_EQ(cells.at(0).text, "1");
  EXPECT_EQ(cells.at(1).text, "null") << "in quotes it is a text";
  EXPECT_EQ(cells.at(2).text, std::nullopt);
  EXPECT_EQ(cells.at(3).text, std::nullopt);
  EXPECT_TRUE(test.given[1].rows.empty());
  EXPECT_EQ(test.expect.at(0).cells.at(1).text, "12.50");
  EXPECT_EQ(test.expect.at(0).cells.at(1).where.to_string(), "tests/by_month.yaml:9:35");
}

TEST_F(ModelTestSchemaTest, ExpectedRowsHaveOneSetOfColumns) {
  EXPECT_EQ(mistakes("model: gold.a\nexpect:\n  - { x: 1, y: 2 }\n  - { y: 1, x: 2 }\n"), "none");
  EXPECT_THAT(mistakes("model: gold.a\nexpect:\n  - { x: 1, y: 2 }\n  - { x: 1 }\n"),
              HasSubstr("tests/a.yaml:4:5: this row has other columns than the first one"));
  EXPECT_THAT(mistakes("model: gold.a\nexpect: [{}]\n"), HasSubstr("an expected row has no columns"));
}

TEST_F(ModelTestSchemaTest, OtherFormsAreToldWithTheirPlaces) {
  EXPECT_THAT(mistakes("modle: gold.a\nexpect: []\n"), HasSubstr("did you mean 'model'?"));
  EXPECT_THAT(mistakes("model: gold.a\n"), HasSubstr("a test has no 'expect'"));
  EXPECT_THAT(mistakes("model: revenue\nexpect: []\n"), HasSubstr("'model' must be a model such as gold"));
  EXPECT_THAT(mistakes("model: gold.a\nexpect: 7\n"), HasSubstr("'expect' must be a list of rows"));
  EXPECT_THAT(mistakes("model: gold.a\nexpect: [7]\n"), HasSubstr("must be a map from a column's name"));
  EXPECT_THAT(mistakes("model: gold.a\nexpect: [{ a: [1] }]\n"), HasSubstr("'a' must be a value, or null, not a list"));
  EXPECT_THAT(mistakes("model: gold.a\ngiven: [silver.a]\nexpect: []\n"), HasSubstr("'given' must be a map"));
  EXPECT_THAT(mistakes("model: gold.a\ngiven: { orders: [] }\nexpect: []\n"),
              HasSubstr("'orders' must be a table such as silver.orders"));
}

TEST_F(ModelTestSchemaTest, FilesHaveNamesLikeTables) {
  write("a test.yaml", "model: gold.a\nexpect: []\n");
  EXPECT_THAT(mistakes("model: gold.a\nexpect: []\n"), HasSubstr("'a test' cannot be the name of a test"));
}

TEST_F(ModelTestSchemaTest, TheOtherEndingOfYamlIsToldNotPassedOver) {
  write("b.yml", "model: gold.a\nexpect: []\n");
  EXPECT_THAT(mistakes("model: gold.a\nexpect: []\n"), HasSubstr("tests are files that end in .yaml or .sql"));
}

}  // namespace
}  // namespace c360::project
