#include "c360/metric/keeping.h"

#include <filesystem>

#include "c360/metric/testing/model_fixture.h"

namespace c360::metric {
namespace {

class KeepingTest : public ModelTest {
 protected:
  KeepingTest() {
    table("towns", "id", "id: bigint, name: string, notes: string", "id BIGINT, name VARCHAR, notes VARCHAR",
          "(1, 'Oslo', 'a'), (2, 'Rome', 'b')");
    table("sales", "id",
          "id: bigint, town: { type: bigint, references: towns.id }, amount: \"decimal(9,2)\", mood: string",
          "id BIGINT, town BIGINT, amount DECIMAL(9,2), mood VARCHAR, _file_no BIGINT",
          "(1, 1, 5.50, 'x', 1), (2, 1, 4.50, 'y', 1), (3, 2, 1.25, 'x', 1), (4, NULL, 2.00, NULL, 1)");
    table("visits", "id", "id: bigint, sale: { type: bigint, references: sales.id }, page: string",
          "id BIGINT, sale BIGINT, page VARCHAR", "(1, 1, 'b'), (2, 1, 'a'), (3, 4, 'c')");
    write("metrics/towns.yaml",
          "entity: towns\ntable: silver.towns\ndescription: x.\ncolumns: { name: location, notes: other }\n"
          "dimensions: { spent: { measure: revenue, bands: [1, 5, 50] }, place: { measure: revenue, as: rank } }\n"
          "measures:\n  towns: { value: count(*), description: x. }\n"
          "  spending: { each: towns, of: revenue, take: median, description: x. }\n"
          "  busy: { each: towns, of: revenue, having: '>= 2', description: x. }\n"
          "  visited: { each: towns, of: visits, having: '>= 1', description: x. }\n");
    write("metrics/sales.yaml", sales_);
    write("metrics/visits.yaml",
          "entity: visits\ntable: silver.visits\ndescription: x.\ncolumns: { page: page }\nmeasures:\n"
          "  visits: { value: count(*), description: x. }\n"
          "  first_page: { value: 'first(page by id)', format: text, description: x. }\n");
  }

  const project::MetricEntity& entity(const std::string& name) { return *model().spec().find(name); }
  std::vector<std::string> names_to_keep(std::int64_t least) {
    std::vector<std::string> names;
    for (const auto* each : entities_to_keep(model(), connection_, least)) names.push_back(each->name);
    return names;
  }
  std::optional<Keeping> keeping(const std::string& name, const Kept& known = {}) {
    return keeping_of(model(), connection_, entity(name), dimensions_, known);
  }
  std::vector<std::string> columns(const Keeping& keeping) {
    std::vector<std::string> names;
    for (const auto& column : keeping.columns) names.push_back(column.name + " " + column.type.to_string());
    return names;
  }
  std::string sql(const Question& asked, const Kept& kept) {
    return database_.dialect().write(compile(model(), asked, named_as_in_project, &kept).query);
  }

  std::string sales_ =
      "entity: sales\ntable: silver.sales\ndescription: x.\ncolumns: { amount: amount, mood: category }\n"
      "dimensions: { landed: { measure: first_page } }\n"
      "measures:\n  revenue: { value: sum(amount), description: x. }\n";
  std::vector<std::string> dimensions_{"towns.name", "towns.spent", "towns.place", "sales.mood", "sales.landed"};
  TemporaryDirectory files_;
};

TEST_F(KeepingTest, EntitiesComeWithThoseThatOthersLeadToFirst) {
  EXPECT_THAT(names_to_keep(0), testing::ElementsAre("towns", "sales", "visits"));
  EXPECT_THAT(names_to_keep(3), testing::ElementsAre("sales", "visits"));
  EXPECT_THAT(names_to_keep(100), testing::IsEmpty());
}

TEST_F(KeepingTest, RowsHaveTheirNamedColumnsAndWhatTheyLeadTo) {
  const auto kept = keeping("sales");
  ASSERT_TRUE(kept.has_value());
  EXPECT_THAT(columns(*kept),
              testing::ElementsAre("id bigint", "town bigint", "amount decimal(9,2)", "mood string", "_kept0 string",
                                   "_kept1 decimal(38,2)", "_kept2 string", "_kept3 bigint"));
  EXPECT_THAT(kept->further, testing::UnorderedElementsAre(testing::Pair("town>towns/dimension name", "_kept0"),
                                                           testing::Pair("town>towns/dimension spent", "_kept1"),
                                                           testing::Pair("dimension landed", "_kept2"),
                                                           testing::Pair("town>towns/key id", "_kept3")));
}

TEST_F(KeepingTest, TextsOfManyValuesAreLeftToTheirTable) {
  run("INSERT INTO silver.towns SELECT i, 'town ' || i, 'n' FROM range(3, 1500) AS r(i)");
  const auto kept = keeping("sales");
  ASSERT_TRUE(kept.has_value());
  EXPECT_THAT(kept->further, testing::Not(testing::Contains(testing::Key("town>towns/dimension name"))));
  EXPECT_THAT(kept->further, testing::Contains(testing::Key("town>towns/dimension spent")));
}

TEST_F(KeepingTest, AnExpressionAboutTheTableItselfIsNotKept) {
  write("metrics/sales.yaml", sales_ + "  odd: { value: count(distinct sales.mood), description: x. }\n");
  EXPECT_FALSE(keeping("sales").has_value());
  EXPECT_TRUE(keeping("towns").has_value());
}

TEST_F(KeepingTest, AQuestionReadsWhatIsKeptAndNothingElse) {
  Kept kept;
  for (const char* name : {"towns", "sales"}) {
    const auto made = keeping(name, kept);
    ASSERT_TRUE(made.has_value());
    const std::filesystem::path file = files_.path() / (std::string(name) + ".parquet");
    connection_.copy_to_parquet(made->query, file);
    kept.put(name, kept_in(*made, file));
  }
  for (const std::string by : {"towns.name", "towns.spent", "sales.landed"}) {
    const Question asked = question({"revenue", "spending"}, {by}, {"towns.name is not null"});
    EXPECT_EQ(answer(asked, &kept), answer(asked)) << by;
    EXPECT_THAT(sql(asked, kept), testing::Not(testing::HasSubstr("silver"))) << by;
  }
  const Question notes = question({"revenue"}, {"towns.notes"});
  EXPECT_EQ(answer(notes, &kept), answer(notes));
  const Question visits = question({"visits"}, {"sales.landed"}, {"towns.name = Oslo"});
  EXPECT_EQ(answer(visits, &kept), answer(visits));
  EXPECT_THAT(answer(visits), testing::ElementsAre("b|2"));
}

TEST_F(KeepingTest, ValuesForEachRowOfOneFactAreFoundTogether) {
  const auto times = [](const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(times(sql(question({"spending", "busy"}), {}), "\"silver\".\"sales\""), 1);
  EXPECT_THAT(answer({"spending", "busy"}), testing::ElementsAre("5.6250|1"));
  // Oslo and nowhere have visits, Oslo and Rome sales: Rome's visits must not count as a row.
  EXPECT_THAT(answer({"spending", "visited", "busy"}), testing::ElementsAre("5.6250|1|1"));
}

TEST_F(KeepingTest, ADayIsComparedWithAColumnOfDaysAsItIs) {
  table("fairs", "id", "id: bigint, day: date", "id BIGINT, day DATE",
        "(1, '2024-01-31'), (2, '2024-02-01'), (3, '2024-02-29'), (4, '2024-03-01'), (5, NULL)");
  write("metrics/fairs.yaml",
        "entity: fairs\ntable: silver.fairs\ndescription: x.\ncolumns: { day: time }\nmeasures:\n"
        "  fairs: { value: count(*), description: x. }\n");
  const Question february = question({"fairs"}, {}, {"time >= 2024-02-01", "time <= 2024-02-29"});
  EXPECT_THAT(answer(february), testing::ElementsAre("2"));
  EXPECT_THAT(sql(february, {}), testing::Not(testing::HasSubstr("date_trunc")));
}

TEST_F(KeepingTest, PagesAndMeasuresSayWhatIsAskedFor) {
  write("metrics/sales.yaml", sales_ + "  glad: { value: count(*), filter: sales.landed = a, description: x. }\n");
  EXPECT_THAT(dimensions_to_keep(model().spec()), testing::Contains("sales.landed"));
}

}  // namespace
}  // namespace c360::metric
