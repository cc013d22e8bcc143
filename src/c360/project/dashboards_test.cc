// dashboards/*.yaml as load() gives them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class DashboardsTest : public testing::Test {
 protected:
  DashboardsTest() { write("c360.yaml", "project: shop\nsources: { customers: c*.csv }\n"); }

  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  std::vector<Dashboard> load_them() const { return load(folder_.path()).dashboards; }
  /// "place: message; hint" of every mistake.
  std::vector<std::string> mistakes() const {
    std::vector<std::string> texts;
    try {
      load_them();
    } catch (const ProjectErrors& several) {
      for (const Error& error : several.errors()) texts.push_back(error.where().to_string() + ": " + error.message());
    }
    return texts;
  }

 private:
  TemporaryDirectory folder_;
};

TEST_F(DashboardsTest, AProjectNeedsNone) {
  EXPECT_THAT(load_them(), IsEmpty());
}

TEST_F(DashboardsTest, EveryKeyIsRead) {
  write("dashboards/stores.yaml", R"yaml(title: Stores
description: What stores sell.
where: channel = In-store
cards:
  - { chart: tile, measures: [revenue, sales], width: 12 }
  - title: By store
    description: The greatest.
    chart: bars
    measures: revenue
    by: stores.location
    where: [time >= 2024-01-01, "tier in (Gold, Silver)"]
    order: revenue desc
    grain: month
    top: 5
    limit: 100
  - sql: SELECT 1 AS one
  - markdown: |
      # Words
)yaml");
  write("dashboards/another.yaml", "title: Another\ncards: []\n");
  const std::vector<Dashboard> all = load_them();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "another");
  const Dashboard& stores = all[1];
  EXPECT_EQ(stores.title, "Stores");
  EXPECT_EQ(stores.description, "What stores sell.");
  EXPECT_THAT(stores.conditions, ElementsAre("channel = In-store"));
  ASSERT_EQ(stores.cards.size(), 4u);
  EXPECT_EQ(stores.cards[0].chart, Chart::kTile);
  EXPECT_THAT(stores.cards[0].measures, ElementsAre("revenue", "sales"));
  EXPECT_EQ(stores.cards[0].width, 12);
  const DashboardCard& bars = stores.cards[1];
  EXPECT_EQ(to_string(bars.chart), "bars");
  EXPECT_EQ(bars.title + "|" + bars.description, "By store|The greatest.");
  EXPECT_THAT(bars.by, ElementsAre("stores.location"));
  EXPECT_THAT(bars.conditions, ElementsAre("time >= 2024-01-01", "tier in (Gold, Silver)"));
  EXPECT_THAT(bars.order, ElementsAre("revenue desc"));
  EXPECT_EQ(bars.grain, "month");
  EXPECT_EQ(bars.top, 5);
  EXPECT_EQ(bars.limit, 100);
  EXPECT_EQ(bars.width, 6);
  EXPECT_EQ(stores.cards[2].sql, "SELECT 1 AS one");
  EXPECT_EQ(stores.cards[2].chart, Chart::kTable);
  EXPECT_EQ(stores.cards[3].markdown, "# Words\n");
}

TEST_F(DashboardsTest, ACardIsOneThing) {
  write("dashboards/odd.yaml",
        "title: Odd\ncards:\n  - { title: nothing }\n  - { measures: a, sql: SELECT 1 }\n"
        "  - { sql: SELECT 1, chart: bars }\n  - { markdown: text, by: b }\n");
  EXPECT_THAT(mistakes(),
              ElementsAre("dashboards/odd.yaml:3:5: this card shows nothing",
                          "dashboards/odd.yaml:4:5: this card is several things at once",
                          "dashboards/odd.yaml:5:5: 'chart: bars' belongs to a card with 'measures'",
                          "dashboards/odd.yaml:6:5: 'by', 'where', 'order', 'grain', 'top' and 'limit' belong to a "
                          "card with 'measures'"));
}

TEST_F(DashboardsTest, WrongKeysWordsAndNamesAreTold) {
  write("dashboards/odd.yaml", "titel: Odd\ncards:\n  - { chart: bar, measures: a, width: 13 }\n");
  write("dashboards/two words.yaml", "title: x\ncards: []\n");
  write("dashboards/short.yml", "title: x\n");
  EXPECT_THAT(mistakes(), testing::UnorderedElementsAre(testing::HasSubstr("dashboards/short.yml"),
                                                        testing::HasSubstr("dashboards/two words.yaml"),
                                                        testing::HasSubstr("titel"), testing::HasSubstr("'chart'"),
                                                        testing::HasSubstr("'width'")));
}

}  // namespace
}  // namespace c360::project
