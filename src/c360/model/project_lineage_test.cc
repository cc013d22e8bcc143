#include "c360/model/project_lineage.h"

#include <gmock/gmock.h>

#include "c360/base/local_files.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/stored_lineage.h"

namespace c360::model {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ProjectLineageTest : public ::testing::Test {
 protected:
  ProjectLineageTest() {
    put("c360.yaml", "project: shop\nlakehouse: ./lakehouse\nsources:\n  people: { files: data/*.csv }\n");
    put("contracts/customers.yaml",
        "entity: customers\nfrom: people\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: bigint, from: ID }\n"
        "  name: { type: string, from: Name, clean: [squeeze, title], default: Unknown, description: Who it is }\n"
        "  note: string\n");
  }

  void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((folder_.path() / path).parent_path());
    write_file(folder_.path() / path, text);
  }

  LineageGraph graph() {
    project_ = project::load(folder_.path());
    engine::Database database;
    engine::Connection connection = database.connect();
    BronzeSchemas bronze;
    for (const char* column : {"ID", "Name", "note"})
      bronze["people"].fields.push_back({column, lakehouse::delta_type({sql::TypeKind::kString}), true, {}});
    return project_lineage(project_, bronze, in_build_order(connection, project_));
  }

  static std::vector<std::string> sources(const LineageGraph& graph, const SourceColumn& column) {
    std::vector<std::string> result;
    for (const LineageEdge& edge : graph.into(column))
      result.push_back(edge.from.table.to_string() + "." + edge.from.column + " " +
                       std::string(to_string(edge.use.derived)));
    return result;
  }

  TemporaryDirectory folder_;
  project::Project project_;
};

TEST_F(ProjectLineageTest, FollowsContractsFromTheSourcesColumns) {
  const LineageGraph found = graph();
  EXPECT_THAT(sources(found, {{"silver", "customers"}, "customer_id"}), ElementsAre("bronze.people.ID computed"));
  EXPECT_THAT(sources(found, {{"silver", "customers"}, "name"}), ElementsAre("bronze.people.Name computed"));
  EXPECT_THAT(sources(found, {{"silver", "customers"}, "note"}), ElementsAre("bronze.people.note copied"));
  EXPECT_THAT(sources(found, {{"bronze", "people"}, "Name"}), ElementsAre("raw.people.Name copied"));
  EXPECT_THAT(sources(found, {{"quarantine", "customers"}, "Name"}), ElementsAre("bronze.people.Name copied"));
  EXPECT_THAT(sources(found, {{"silver", "customers"}, ""}), Contains("bronze.people.ID "));
  EXPECT_EQ(found.find_column(SourceColumn{{"silver", "customers"}, "name"})->text,
            "trim, squeeze, title; default Unknown");
}

TEST_F(ProjectLineageTest, FollowsModelsOfModels) {
  put("models/gold/names.sql", "-- Names.\nSELECT customer_id, upper(name) AS loud, name FROM silver.customers\n");
  put("models/gold/louder.sql", "SELECT loud || '!' AS louder, name FROM gold.names\n");
  const LineageGraph found = graph();
  EXPECT_THAT(sources(found, {{"gold", "louder"}, "louder"}), ElementsAre("gold.names.loud computed"));
  EXPECT_EQ(found.find_column(SourceColumn{{"gold", "louder"}, "louder"})->text, "names.loud || '!'");
  EXPECT_EQ(found.description_of({"gold", "louder"}, "name"), "Who it is");
  EXPECT_EQ(found.find({"gold", "names"})->description, "Names.");
}

TEST_F(ProjectLineageTest, SaysWhyAModelCannotBeFollowed) {
  put("models/gold/broken.sql", "SELECT nothing FROM silver.customers\n");
  put("models/gold/after.sql", "SELECT nothing FROM gold.broken\n");
  const LineageGraph found = graph();
  EXPECT_THAT(found.find({"gold", "broken"})->not_followed, HasSubstr("nothing"));
  EXPECT_THAT(sources(found, {{"gold", "broken"}, ""}), ElementsAre("silver.customers. "));
  EXPECT_FALSE(found.find({"gold", "after"})->not_followed.empty());
}

TEST_F(ProjectLineageTest, KeepsInASnapshotWhatItsTablesAreMadeOf) {
  put("models/gold/names.sql", "SELECT customer_id, count(*) AS n FROM silver.customers WHERE note = 'x' GROUP BY 1\n");
  const auto stored = stored_lineage(graph(), {{"gold", "names"}});
  ASSERT_EQ(stored.size(), 3u);
  EXPECT_EQ(stored[0].column, "customer_id");
  EXPECT_EQ(stored[1].expression, "count(*)");
  EXPECT_EQ(stored[1].inputs[0].column, "");
  EXPECT_EQ(stored[2].column, "");
  const auto& decides = stored[2].inputs;
  ASSERT_EQ(decides.size(), 3u);
  EXPECT_EQ(decides[1].column + ": " + decides[1].decides, "customer_id: group");
  EXPECT_EQ(decides[2].column + ": " + decides[2].decides, "note: filter");
}

TEST(InfluenceTest, IsToldInWords) {
  EXPECT_EQ(influence_text(0), "");
  EXPECT_EQ(influence_text(kExistence), "");
  EXPECT_EQ(influence_text(kFilters | kJoins | kGroups | kSorts | kWindows | kConditions),
            "filter, join, group, sort, window, condition");
}

}  // namespace
}  // namespace c360::model
