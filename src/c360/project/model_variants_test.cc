#include "c360/project/model_variants.h"

#include <gtest/gtest.h>

#include <string>

#include "c360/base/local_files.h"
#include "c360/project/read_sql_files.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// Models in a folder, read.
class ModelVariantsTest : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  std::vector<ModelSpec> models() {
    std::vector<ModelSpec> read = read_models(folder_.path(), problems_);
    problems_.throw_if_any();
    return read;
  }
  std::string mistakes() {
    try {
      models();
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

 private:
  TemporaryDirectory folder_;
  Problems problems_;
};

constexpr const char* kView = "-- materialize: view\nSELECT 1 AS a";

TEST_F(ModelVariantsTest, AreReadIntoTheirModelAndAreNoModelsOfTheirOwn) {
  write("models/gold/spend.sql", kView);
  write("models/gold/spend.postgresql.sql", "-- Whole numbers.\nSELECT 1 AS a -- one\n;\n");
  write("models/gold/spend.tsql.sql", "SELECT 1 AS a");
  const std::vector<ModelSpec> read = models();
  ASSERT_EQ(read.size(), 1U);
  const ModelVariant* postgresql = read[0].find_variant(SqlLanguage::kPostgresql);
  ASSERT_NE(postgresql, nullptr);
  EXPECT_EQ(postgresql->sql, "-- Whole numbers.\nSELECT 1 AS a -- one\n \n");
  EXPECT_EQ(postgresql->where.to_string(), "models/gold/spend.postgresql.sql:1:1");
  EXPECT_EQ(read[0].find_variant(SqlLanguage::kTsql)->sql, "SELECT 1 AS a");
}

TEST_F(ModelVariantsTest, AModelWithoutThemHasNone) {
  write("models/gold/spend.sql", kView);
  EXPECT_EQ(models().at(0).find_variant(SqlLanguage::kTsql), nullptr);
}

TEST_F(ModelVariantsTest, OneWithoutItsModelIsAMistake) {
  write("models/gold/spend.sql", kView);
  write("models/gold/spent.tsql.sql", "SELECT 1");
  EXPECT_EQ(mistakes(),
            "models/gold/spent.tsql.sql:1:1: there is no model gold.spent that this could be a view of in tsql\n"
            "  did you mean 'spend.tsql.sql'?");
}

TEST_F(ModelVariantsTest, AModelOfAnotherSchemaIsNotItsModel) {
  write("models/legacy/spend.sql", kView);
  write("models/gold/spend.tsql.sql", "SELECT 1");
  EXPECT_NE(mistakes().find("there is no model gold.spend"), std::string::npos);
}

TEST_F(ModelVariantsTest, OnlyViewsHaveThem) {
  write("models/gold/spend.sql", "SELECT 1 AS a");
  write("models/gold/spend.postgresql.sql", "SELECT 1 AS a");
  EXPECT_NE(mistakes().find("gold.spend is a table"), std::string::npos);
}

TEST_F(ModelVariantsTest, ALanguageIsWrittenOnce) {
  write("models/gold/spend.sql", kView);
  write("models/gold/spend.tsql.sql", "SELECT 1");
  write("models/gold/more/spend.tsql.sql", "SELECT 1");
  EXPECT_NE(mistakes().find("gold.spend is written twice in tsql"), std::string::npos);
}

TEST_F(ModelVariantsTest, SettingsStandInTheModelAlone) {
  write("models/gold/spend.sql", kView);
  write("models/gold/spend.tsql.sql", "-- Spend.\n-- grain: a\nSELECT 1 AS a");
  EXPECT_EQ(mistakes(),
            "models/gold/spend.tsql.sql:2:4: 'grain' is a setting of the model, not of a variant\n"
            "  write it in spend.sql");
}

TEST_F(ModelVariantsTest, OtherLanguagesAreToldWhichThereAre) {
  write("models/gold/spend.sql", kView);
  for (const auto& [word, hint] : {std::pair{"postgres", "did you mean 'spend.postgresql.sql'?"},
                                   {"TSQL", "did you mean 'spend.tsql.sql'?"},
                                   {"mssql", "did you mean 'spend.tsql.sql'?"},
                                   {"oracle", "name it <model>.sql, <model>.postgresql.sql or <model>.tsql.sql"}}) {
    Problems problems;
    EXPECT_EQ(model_file_name("models/gold/spend." + std::string(word) + ".sql", problems), std::nullopt);
    try {
      problems.throw_if_any();
      ADD_FAILURE() << word;
    } catch (const ProjectErrors& errors) {
      EXPECT_EQ(errors.errors().at(0).hint(), hint) << word;
    }
  }
}

TEST_F(ModelVariantsTest, AFileWithoutASelectIsAMistake) {
  write("models/gold/spend.sql", kView);
  write("models/gold/spend.tsql.sql", "-- nothing yet\n");
  EXPECT_NE(mistakes().find("the file has no SELECT"), std::string::npos);
}

}  // namespace
}  // namespace c360::project
