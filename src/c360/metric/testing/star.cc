#include "c360/metric/testing/star.h"

#include <fmt/format.h>

namespace c360::metric::testing_star {
namespace {

int up_to(std::mt19937& random, int most) {
  return std::uniform_int_distribution<int>(0, most)(random);
}

bool chance(std::mt19937& random, int percent) {
  return up_to(random, 99) < percent;
}

template <class T>
std::optional<T> maybe(std::mt19937& random, T value) {
  return chance(random, 15) ? std::nullopt : std::optional<T>(value);
}

Text random_word(std::mt19937& random, int most) {
  return maybe(random, std::string(1, static_cast<char>('a' + up_to(random, most))));
}

/// Days that gather in few months, with gaps.
std::string random_day(std::mt19937& random) {
  const int year = 2023 + up_to(random, 1);
  const int month = 1 + 3 * up_to(random, 3) + up_to(random, 1);
  return fmt::format("{}-{:02}-{:02}", year, month, 1 + up_to(random, 27));
}

FactRow random_row(std::mt19937& random, int id, int places, int regions) {
  FactRow row;
  row.id = id;
  row.place = maybe(random, up_to(random, places + 1));
  row.region = maybe(random, up_to(random, regions + 1));
  row.day = maybe(random, random_day(random));
  row.kind = random_word(random, 2);
  row.cents = maybe(random, static_cast<std::int64_t>(up_to(random, 3000)) - 500);
  row.stock = maybe(random, up_to(random, 9));
  return row;
}

std::string sql(const Text& value) {
  return value ? "'" + *value + "'" : "NULL";
}
std::string sql(const std::optional<int>& value) {
  return value ? std::to_string(*value) : "NULL";
}

std::string insert(const std::string& table, const std::vector<std::string>& rows) {
  return fmt::format("INSERT INTO silver.{} VALUES {}", table, fmt::join(rows, ", "));
}

std::string fact_contract(const Star& star, std::size_t i) {
  return fmt::format(
      "entity: f{}\nfrom: all\nkey: id\ncolumns:\n  id: bigint\n  place: {{ type: bigint, references: place.key }}\n"
      "  region: {}\n  day: date\n  kind: string\n  amount: decimal(12,2)\n  stock: integer\n",
      i, star.leads_to_region[i] ? "{ type: bigint, references: region.key }" : "bigint");
}

std::string fact_metrics(const Star& star, std::size_t i) {
  std::string text = R"yaml(entity: f@
table: silver.f@
description: x.
columns: { day: time, kind: category, amount: amount }
dimensions:
  since@: { since: place.first@ }
  late@: "day >= date '2024-01-01'"
measures:
  sum@: { value: sum(amount), format: currency, description: x. }
  count@: { value: count(*), description: x. }
  known@: { value: count(amount), description: x. }
  kinds@: { value: count(distinct kind), description: x. }
  min@: { value: min(amount), description: x. }
  max@: { value: max(amount), description: x. }
  average@: { value: average(amount), description: x. }
  median@: { value: median(amount), description: x. }
  ninety@: { value: "percentile(amount, 0.9)", description: x. }
  day@: { value: min(day), format: date, description: x. }
  last@: { value: "last(kind by day, id)", format: text, description: x. }
  onlya@: { value: sum(amount), where: kind = 'a', description: x. }
  filtered@: { value: count(*), filter: place.kind = b, description: x. }
  stock@: { value: sum(stock), semi_additive: { over: day, per: place }, description: x. }
  opening@: { value: sum(stock), where: kind <> 'b', semi_additive: { over: day, take: first }, description: x. }
  ratio@: { ratio: sum@ / count@, description: x. }
  rate@: { ratio: known@ / count@, format: percent, description: x. }
  cross@: { ratio: sum@ / count#, description: x. }
  formula@: { formula: sum@ - onlya@ * 0.5, description: x. }
  share@: { share: sum@, description: x. }
  shareover@: { share: kinds@, over: place.kind, description: x. }
  percent@: { change: sum@, description: x. }
  difference@: { change: sum@, as: difference, description: x. }
  previous@: { change: ratio@, as: previous, description: x. }
  lastyear@: { change: kinds@, since: last_year, as: previous, description: x. }
  running@: { running: sum@, description: x. }
  thisyear@: { running: count@, restart: year, description: x. }
  rolling@: { rolling: sum@, periods: 3, description: x. }
  rollingratio@: { rolling: average@, periods: 2, description: x. }
  rank@: { rank: sum@, description: x. }
  eachcount@: { each: place, of: sum@, having: ">= 5.5", description: x. }
  eachmedian@: { each: place, of: sum@, take: median, description: x. }
  eachaverage@: { each: place, of: count@, take: average, having: "< 4", description: x. }
  eachmax@: { each: place, of: cross@, take: max, description: x. }
)yaml";
  const std::size_t next = (i + 1) % star.facts.size();
  for (std::size_t at = 0; (at = text.find_first_of("@#", at)) != std::string::npos;)
    text.replace(at, 1, std::to_string(text[at] == '@' ? i : next));
  return text;
}

std::string place_metrics(const Star& star) {
  std::string dimensions;
  for (std::size_t i = 0; i < star.facts.size(); ++i)
    dimensions += fmt::format(
        "  first{0}: {{ measure: day{0} }}\n  band{0}: {{ measure: sum{0}, bands: [0, 5.5, 20] }}\n"
        "  times{0}: {{ measure: count{0}, bands: [1, 2, 4] }}\n  rank{0}: {{ measure: count{0}, as: rank }}\n"
        "  better{0}: {{ measure: sum{0}, as: percentile }}\n  lastkind{0}: {{ measure: last{0} }}\n",
        i);
  return "entity: place\ntable: silver.place\ndescription: x.\ncolumns: { key: id, kind: category, size: other }\n"
         "dimensions:\n" +
         dimensions + "measures:\n  places: { value: count(*), description: x. }\n";
}

}  // namespace

Star random_star(std::mt19937& random) {
  Star star;
  const int regions = up_to(random, 3);
  const int places = up_to(random, 5);
  for (int i = 1; i <= regions; ++i) star.regions.push_back({i, random_word(random, 1)});
  for (int i = 1; i <= places; ++i)
    star.places.push_back(
        {i, random_word(random, 1), maybe(random, up_to(random, 2)), maybe(random, up_to(random, regions + 1))});
  const int facts = 1 + up_to(random, 2);
  for (int i = 0; i < facts; ++i) {
    auto& rows = star.facts.emplace_back();
    const int count = chance(random, 15) ? 0 : 1 + up_to(random, 24);
    for (int id = 1; id <= count; ++id) rows.push_back(random_row(random, id, places, regions));
    star.leads_to_region.push_back(chance(random, 40));
  }
  return star;
}

std::vector<std::pair<std::string, std::string>> project_of(const Star& star) {
  std::vector<std::pair<std::string, std::string>> files = {
      {"contracts/region.yaml", "entity: region\nfrom: all\nkey: key\ncolumns: { key: bigint, name: string }\n"},
      {"contracts/place.yaml",
       "entity: place\nfrom: all\nkey: key\ncolumns: { key: bigint, kind: string, size: integer, "
       "region: { type: bigint, references: region.key } }\n"},
      {"metrics/region.yaml",
       "entity: region\ntable: silver.region\ndescription: x.\ncolumns: { key: id, name: name }\n"
       "measures:\n  regions: { value: count(*), description: x. }\n"},
      {"metrics/place.yaml", place_metrics(star)}};
  for (std::size_t i = 0; i < star.facts.size(); ++i) {
    files.emplace_back(fmt::format("contracts/f{}.yaml", i), fact_contract(star, i));
    files.emplace_back(fmt::format("metrics/f{}.yaml", i), fact_metrics(star, i));
  }
  return files;
}

std::vector<std::string> tables_of(const Star& star) {
  std::vector<std::string> statements = {
      "CREATE SCHEMA silver", "CREATE TABLE silver.region (key BIGINT, name VARCHAR)",
      "CREATE TABLE silver.place (key BIGINT, kind VARCHAR, size INTEGER, region BIGINT)"};
  std::vector<std::string> rows;
  const auto flush = [&](const std::string& table) {
    if (!rows.empty()) statements.push_back(insert(table, rows));
    rows.clear();
  };
  for (const RegionRow& row : star.regions) rows.push_back(fmt::format("({}, {})", row.key, sql(row.name)));
  flush("region");
  for (const PlaceRow& row : star.places)
    rows.push_back(fmt::format("({}, {}, {}, {})", row.key, sql(row.kind), sql(row.size), sql(row.region)));
  flush("place");
  for (std::size_t i = 0; i < star.facts.size(); ++i) {
    const std::string name = fmt::format("f{}", i);
    statements.push_back(
        fmt::format("CREATE TABLE silver.{} (id BIGINT, place BIGINT, region BIGINT, day DATE, kind "
                    "VARCHAR, amount DECIMAL(12,2), stock INTEGER)",
                    name));
    for (const FactRow& row : star.facts[i])
      rows.push_back(fmt::format("({}, {}, {}, {}, {}, {}, {})", row.id, sql(row.place), sql(row.region), sql(row.day),
                                 sql(row.kind),
                                 row.cents ? fmt::format("{}.{:02}",
                                                         *row.cents < 0 ? fmt::format("-{}", -*row.cents / 100)
                                                                        : fmt::format("{}", *row.cents / 100),
                                                         std::abs(*row.cents) % 100)
                                           : "NULL",
                                 sql(row.stock)));
    flush(name);
  }
  return statements;
}

}  // namespace c360::metric::testing_star
