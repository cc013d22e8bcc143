// Files are written whole, what is there is kept, and connections.yaml is added to.
#include <gmock/gmock.h>

#include <thread>

#include "c360/adf/testing/import_fixture.h"
#include "c360/adf/yaml_text.h"

namespace c360::adf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class WriteImportedTest : public testing::ImportFixture {
 protected:
  static Imported some(const std::string& text = "activities: []\n") {
    Imported imported;
    imported.pipelines = {{"a", "A", text}, {"b", "B", text}};
    imported.connections = {{"lake", {{kComment, "files"}, {"storage", "./lake"}}}, {"sql", {{"odbc", "${env:SQL}"}}}};
    return imported;
  }
  std::string refusal(const Imported& imported) {
    try {
      write_imported(imported, root(), false);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }
};

TEST_F(WriteImportedTest, WritesAllAndLeavesNothingElse) {
  const Written written = write_imported(some(), root(), false);
  EXPECT_THAT(written.files, ElementsAre("connections.yaml", "pipelines/a.yaml", "pipelines/b.yaml"));
  EXPECT_THAT(written.connections, ElementsAre("lake", "sql"));
  EXPECT_EQ(count_files(root() / "pipelines"), 2U);
  EXPECT_EQ(count_files(root()), 3U) << "no temporary file stays";
  EXPECT_EQ(project::load(root()).connections.size(), 2U);
}

TEST_F(WriteImportedTest, NothingIsWrittenOverWithoutForce) {
  put("pipelines/b.yaml", "# mine\nactivities: []\n");
  EXPECT_THAT(refusal(some()), HasSubstr("pipelines/b.yaml is there already"));
  EXPECT_EQ(count_files(root() / "pipelines"), 1U);
  EXPECT_FALSE(std::filesystem::exists(root() / "connections.yaml"));
  write_imported(some(), root(), true);
  EXPECT_EQ(read_file(root() / "pipelines/b.yaml"), "activities: []\n");
}

TEST_F(WriteImportedTest, ConnectionsThatAreThereStay) {
  put("connections.yaml", "# ours\nconnections:\n  lake: { storage: ./other }   # keep\n");
  const Written written = write_imported(some(), root(), false);
  EXPECT_THAT(written.connections, ElementsAre("sql"));
  const std::string text = read_file(root() / "connections.yaml");
  EXPECT_THAT(text, ::testing::StartsWith("# ours\nconnections:\n  lake: { storage: ./other }   # keep\n  sql:\n"));
  EXPECT_EQ(project::load(root()).connections.at(0).storage, "./other");
  write_imported(some(), root(), true);
  EXPECT_EQ(read_file(root() / "connections.yaml"), text) << "a second time changes nothing";
}

TEST_F(WriteImportedTest, CommentsStayWhereThereAreNoConnections) {
  put("connections.yaml", "# ours alone\n");
  write_imported(some(), root(), false);
  EXPECT_THAT(read_file(root() / "connections.yaml"), ::testing::StartsWith("# ours alone\nconnections:\n"));
  EXPECT_EQ(project::load(root()).connections.size(), 2U);
}

TEST_F(WriteImportedTest, AFileThatCannotBeAddedToIsLeftAlone) {
  const std::string mine = "connections: { lake: { storage: ./other } }\n";
  put("connections.yaml", mine);
  EXPECT_THAT(refusal(some()), HasSubstr("connections.yaml"));
  EXPECT_EQ(read_file(root() / "connections.yaml"), mine);
  EXPECT_FALSE(std::filesystem::exists(root() / "pipelines"));
  put("connections.yaml", "connections:\n  lake: { storrage: x }\n");
  EXPECT_THAT(refusal(some()), HasSubstr("storage"));
}

TEST_F(WriteImportedTest, ImportsAtOnceKeepEachOthersConnections) {
  constexpr std::size_t kImports = 4, kRounds = 25;
  std::vector<std::thread> imports;
  for (std::size_t import = 0; import < kImports; ++import)
    imports.emplace_back([this, import] {
      for (std::size_t round = 0; round < kRounds; ++round) {
        const std::string name = "n" + std::to_string(import) + "_" + std::to_string(round);
        Imported one;
        one.connections = {{name, {{"storage", "./" + name}}}};
        write_imported(one, root(), false);
      }
    });
  for (std::thread& import : imports) import.join();
  EXPECT_EQ(project::load(root()).connections.size(), kImports * kRounds);
  EXPECT_EQ(count_files(root()), 2U) << "no lock stays";
}

TEST_F(WriteImportedTest, WithoutConnectionsThereIsNoFileOfThem) {
  Imported imported = some();
  imported.connections = Json::object();
  EXPECT_THAT(write_imported(imported, root(), false).connections, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(root() / "connections.yaml"));
}

}  // namespace
}  // namespace c360::adf
