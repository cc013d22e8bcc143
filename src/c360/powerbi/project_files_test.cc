// The small model's files are in testing/golden; with C360_REGENERATE=1 they are rewritten: read the difference.
#include "c360/powerbi/project_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "c360/base/local_files.h"
#include "c360/powerbi/testing/published_schemas.h"
#include "c360/powerbi/testing/small_model.h"

namespace c360::powerbi {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

bool is_json(const std::string& path) {
  const std::string ending = fs::path(path).extension().string();
  return ending == ".json" || ending == ".pbip" || ending == ".pbir" || ending == ".pbism" ||
         fs::path(path).filename() == ".platform";
}

TEST(ProjectFiles, OfTheSmallModelAreTheGoldenOnes) {
  const fs::path golden = fs::path(C360_SOURCE_DIR) / "src" / "c360" / "powerbi" / "testing" / "golden";
  const tmdl::Files files = project_files(small_model(), small_report());
  std::size_t expected = 0;
  for (const auto& [path, text] : files) {
    if (std::getenv("C360_REGENERATE") != nullptr) {
      fs::create_directories((golden / path).parent_path());
      write_file(golden / path, text);
    }
    EXPECT_EQ(text, read_file(golden / path)) << path;
  }
  for (const auto& entry : fs::recursive_directory_iterator(golden))
    if (entry.is_regular_file()) ++expected;
  EXPECT_EQ(files.size(), expected);
}

TEST(ProjectFiles, OfTheSmallModelPassTheStrictCheck) {
  for (const Error& error : tmdl::check(tmdl_files(small_model()))) ADD_FAILURE() << error.what();
}

TEST(ProjectFiles, AreTheSameEveryTime) {
  EXPECT_EQ(project_files(small_model(), small_report()), project_files(small_model(), small_report()));
}

TEST(ProjectFiles, NameModelAndReportAndTieThemTogether) {
  const tmdl::Files files = project_files(small_model(), small_report());
  EXPECT_EQ(Json::parse(files.at("shop.pbip"))["artifacts"][0]["report"]["path"], "shop.Report");
  EXPECT_EQ(Json::parse(files.at("shop.Report/definition.pbir"))["datasetReference"]["byPath"]["path"],
            "../shop.SemanticModel");
  EXPECT_NE(Json::parse(files.at("shop.Report/.platform"))["config"]["logicalId"],
            Json::parse(files.at("shop.SemanticModel/.platform"))["config"]["logicalId"]);
}

class PublishedSchemasTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* named = std::getenv("C360_SHARED");
    const fs::path shared = named != nullptr ? named : C360_SOURCE_DIR "/../shared";
    const fs::path schemas = shared / "data" / "powerbi-schemas";
    if (!fs::exists(schemas)) GTEST_SKIP() << "there is no folder " << schemas << " (C360_SHARED)";
    schemas_ = std::make_unique<PublishedSchemas>(schemas);
  }

  std::unique_ptr<PublishedSchemas> schemas_;
};

TEST_F(PublishedSchemasTest, TakeEveryJsonFileOfAProject) {
  std::size_t checked = 0;
  for (const auto& [path, text] : project_files(small_model(), small_report())) {
    if (!is_json(path)) continue;
    ++checked;
    for (const std::string& fault : schemas_->faults(Json::parse(text))) ADD_FAILURE() << path << fault;
  }
  EXPECT_GE(checked, 16U);
}

TEST_F(PublishedSchemasTest, RefuseWhatIsWrong) {
  const tmdl::Files files = project_files(small_model(), small_report());
  for (const auto& [path, text] : files) {
    if (!is_json(path)) continue;
    Json document = Json::parse(text);
    document["$schema"] = "https://example.com/schema.json";
    EXPECT_FALSE(schemas_->faults(document).empty()) << path;
  }
  const auto faults_of = [&](const char* ending, const std::function<void(Json&)>& spoil) {
    for (const auto& [path, text] : files) {
      if (path.find(ending) == std::string::npos) continue;
      Json document = Json::parse(text);
      spoil(document);
      return schemas_->faults(document);
    }
    return std::vector<std::string>{};
  };
  using testing::Contains;
  using testing::HasSubstr;
  EXPECT_THAT(faults_of("visual.json", [](Json& json) { json["vizual"] = 1; }),
              Contains("/vizual: is no property here"));
  EXPECT_THAT(faults_of("visual.json", [](Json& json) { json.erase("position"); }), Contains(": lacks \"position\""));
  EXPECT_THAT(faults_of("visual.json", [](Json& json) { json["position"]["x"] = "left"; }),
              Contains("/position/x: is no \"number\""));
  EXPECT_THAT(faults_of("page.json", [](Json& json) { json["displayOption"] = "Fit"; }),
              Contains("/displayOption: is none of the choices"));
  EXPECT_THAT(faults_of("page.json", [](Json& json) { json["name"] = std::string(51, 'x'); }),
              Contains("/name: longer than 50"));
  EXPECT_THAT(faults_of("version.json", [](Json& json) { json["version"] = "2"; }),
              Contains(HasSubstr("does not match")));
  EXPECT_THAT(faults_of(".pbir", [](Json& json) { json["datasetReference"]["byFile"] = Json::object(); }),
              Contains("/datasetReference/byFile: is no property here"));
}

}  // namespace
}  // namespace c360::powerbi
