// Both examples wherever they can be published or exported to (PostgreSQL by its own protocol and by ODBC, SQLite by
// ODBC, files): every value of every row of every table, and every measure by every dimension, as the lakehouse has
// them; and in PostgreSQL the well-known schema's keys.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "c360/base/local_files.h"
#include "truth/program.h"

namespace c360::truth {
namespace {

constexpr int kSkipped = 77;

std::string script(const std::string& arguments) {
  return "'" C360_SOURCE_DIR "/tools/postgres.sh' " + arguments;
}

int exit_code(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A server for one test, and the variable that the examples' targets take their connection from.
class Server {
 public:
  Server() {
    std::string name = (std::filesystem::temp_directory_path() / "c360-postgres.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    if (exit_code(script("start '" + folder_ + "' fsync=off")) != 0) throw std::runtime_error("no server");
    setenv("C360_PG", connection().c_str(), 1);
  }
  ~Server() {
    unsetenv("C360_PG");
    exit_code(script("stop '" + folder_ + "'"));
  }
  std::string connection() const { return "host=" + folder_ + " user=c360 dbname=postgres"; }
  std::string odbc() const { return "Driver={PostgreSQL Unicode};Server=" + folder_ + ";Database=postgres;UID=c360"; }

  Rows ask(const std::string& select) const {
    std::FILE* pipe = popen(("psql -X --csv -t " + quoted(connection()) + " -c " + quoted(select)).c_str(), "r");
    std::string text;
    char buffer[1 << 14];
    for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
    if (pclose(pipe) != 0) throw std::runtime_error(select);
    return rows_of_csv(text);
  }
  std::string value(const std::string& select) const { return ask(select).at(0).at(0); }

 private:
  std::string folder_;
};

/// The entity of both examples whose measures are compared (they add up those of orders and sales); all of them with
/// C360_EVERY_MEASURE=1 (prove.measures).
std::string entity_option() {
  const char* every = std::getenv("C360_EVERY_MEASURE");
  if (every != nullptr && std::string(every) == "1") return "";
  return " --entity customers";
}

/// An example, and the key of its target: "postgresql" or "odbc".
class PublishedExample : public ::testing::TestWithParam<std::tuple<std::string, std::string>> {
 protected:
  static std::string name() { return std::get<0>(GetParam()); }
  static bool by_odbc() { return std::get<1>(GetParam()) == "odbc"; }
  /// Adds it to one amount that measures are made of.
  static std::string a_cent_more() {
    if (name() == "retail360")
      return "UPDATE retail360.fact_sales SET amount = amount + 0.01 WHERE ctid = (SELECT min(ctid) FROM "
             "retail360.fact_sales WHERE is_revenue) RETURNING 1";
    return "UPDATE ecommerce.orders SET order_amount = order_amount + 0.01 WHERE ctid = (SELECT min(ctid) FROM "
           "ecommerce.orders) RETURNING 1";
  }
};

/// Lets the target `warehouse` of a project be another.
void set_target(const Workplace& place, const std::string& keys) {
  const std::filesystem::path file = place.root() / "c360.yaml";
  std::string text = read_file(file);
  const std::size_t begin = text.find("warehouse: {");
  const std::size_t end = text.find('}', text.find('}', begin) + 1);  // of ${…}, then of the target
  text.replace(begin, end + 1 - begin, "warehouse: { " + keys + " }");
  write_file(file, text);
}

bool has_driver(const std::string& name) {
  return exit_code("odbcinst -q -d 2>/dev/null | grep -qF '[" + name + "]'") == 0;
}

std::string quoted_name(const std::string& name) {
  return "\"" + name + "\"";
}

/// Every column as text, written alike on both sides; NULL apart from the empty text.
std::string as_texts(const Rows& columns) {
  std::string list;
  for (const Row& column : columns)
    list += (list.empty() ? "" : ", ") + ("coalesce('=' || CAST(" + quoted_name(column[0]) + " AS VARCHAR), 'NULL')");
  return list;
}

/// How many views of a project are written in PostgreSQL's SQL.
std::size_t variants_of(const std::filesystem::path& models) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(models))
    count += entry.path().string().ends_with(".postgresql.sql");
  return count;
}

Outcome check_measures(const Workplace& place, const std::string& where) {
  return run_program("metrics check " + where + " -C " + quoted(place.root().string()));
}

/// Expects every measure to be that of the lakehouse by every dimension.
void expect_equal_measures(const Workplace& place, const std::string& where) {
  const Outcome outcome = check_measures(place, where);
  EXPECT_EQ(outcome.exit_code, 0) << where << outcome.output;
  EXPECT_NE(outcome.output.find(": all equal"), std::string::npos) << where << outcome.output;
  EXPECT_EQ(outcome.output.find("not compared"), std::string::npos) << where << outcome.output;
}

TEST_P(PublishedExample, HasEveryValueOfTheLakehouse) {
  if (exit_code(script("installed")) == kSkipped) GTEST_SKIP() << "PostgreSQL is not installed";
  const Server server;
  Workplace place("examples/" + name());
  place.generate(name(), 1, 5, 2);
  place.run();
  if (by_odbc()) {
    if (!has_driver("PostgreSQL Unicode")) GTEST_SKIP() << "PostgreSQL's ODBC driver is not installed";
    set_target(place, "odbc: \"" + server.odbc() + "\", schema: " + name());
  }
  const Outcome outcome = run_program("publish warehouse -C " + quoted(place.root().string()));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  std::size_t compared = 0, views = 0;
  for (const Row& table : server.ask("SELECT t.name, t.source, t.rows, c.relkind FROM " + name() +
                                     ".c360_tables AS t JOIN pg_class AS c ON c.oid = to_regclass(format('%I.%I', '" +
                                     name() + "', t.name)) ORDER BY 1")) {
    const Rows columns = server.ask("SELECT attname FROM pg_attribute WHERE attrelid = '" + name() + "." +
                                    quoted_name(table[0]) + "'::regclass AND attnum > 0 ORDER BY attnum");
    Rows there = server.ask("SELECT " + as_texts(columns) + " FROM " + name() + "." + quoted_name(table[0]));
    Rows here = place.ask("SELECT " + as_texts(columns) + " FROM " + table[1]);
    if (table[3] == "v")
      ++views;
    else
      EXPECT_EQ(std::to_string(here.size()), table[2]) << table[0];
    std::sort(there.begin(), there.end());
    std::sort(here.begin(), here.end());
    EXPECT_EQ(there, here) << table[0];
    compared += here.size();
  }
  EXPECT_GT(compared, 1000u);
  EXPECT_EQ(views, variants_of(place.root() / "models"));
  expect_equal_measures(place, "--on warehouse" + entity_option());
  server.ask(a_cent_more());
  const Outcome changed = check_measures(place, "--on warehouse" + entity_option());
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_NE(changed.output.find("in the lakehouse"), std::string::npos) << changed.output;
}

/// A table of the lakehouse that is published, and its published columns.
struct Published {
  std::string layer, name;
  Rows columns;
};

std::vector<Published> published_tables(const Workplace& place) {
  std::vector<Published> tables;
  for (const Row& table : place.ask("SELECT table_schema, table_name FROM information_schema.tables WHERE "
                                    "table_schema NOT IN ('raw', 'bronze', 'quarantine', 'meta') ORDER BY 1, 2"))
    tables.push_back({table[0], table[1],
                      place.ask("SELECT column_name FROM information_schema.columns WHERE table_schema = '" + table[0] +
                                "' AND table_name = '" + table[1] +
                                "' AND NOT (table_schema = 'silver' AND starts_with(column_name, '_')) ORDER BY "
                                "ordinal_position")});
  return tables;
}

/// Expects the rows that a FROM clause gives to be those of the lakehouse, as texts.
std::size_t expect_equal_rows(const Workplace& place, const Published& table, const std::string& from) {
  const std::string here = "(SELECT " + as_texts(table.columns) + " FROM " + table.layer + "." + table.name + ")";
  const std::string there = "(SELECT " + as_texts(table.columns) + " FROM " + from + ")";
  const auto rows_of = [](const std::string& select) { return "(SELECT count(*) FROM (" + select + "))"; };
  const Rows counts = place.ask("SELECT " + rows_of(here + " EXCEPT ALL " + there) + ", " +
                                rows_of(there + " EXCEPT ALL " + here) + ", " + rows_of(here));
  EXPECT_EQ(counts.at(0).at(0), "0") << "missing in " << from;
  EXPECT_EQ(counts.at(0).at(1), "0") << "not in the lakehouse, of " << from;
  return std::stoul(counts.at(0).at(2));
}

/// {'a': 'VARCHAR', 'b': 'VARCHAR'}
std::string text_columns(const Published& table) {
  std::string list;
  for (const Row& column : table.columns) list += (list.empty() ? "'" : ", '") + column[0] + "': 'VARCHAR'";
  return "{" + list + "}";
}

void publish_to(const Workplace& place, const std::string& target) {
  const Outcome outcome = run_program("publish " + target + " -C " + quoted(place.root().string()));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
}

/// Makes a project's tables and publishes them to files of every kind, below `out`.
void publish_to_files(Workplace& place, const std::string& name) {
  place.generate(name, 1, 5, 2);
  place.run();
  const std::filesystem::path settings = place.root() / "c360.yaml";
  std::string text = read_file(settings);
  const std::string publish = "publish:\n";
  text.insert(text.find(publish) + publish.size(),
              "  parquet: { parquet: out/parquet }\n  csv: { csv: out/csv }\n  duckdb: { duckdb: out/all.duckdb }\n");
  write_file(settings, text);
  for (const char* target : {"parquet", "csv", "duckdb"}) publish_to(place, target);
}

class ExampleInFiles : public ::testing::TestWithParam<std::string> {};

TEST_P(ExampleInFiles, HasEveryRow) {
  Workplace place(std::string("examples/") + GetParam());
  publish_to_files(place, GetParam());
  const std::string out = (place.root() / "out").string();
  std::size_t compared = 0;
  for (const Published& table : published_tables(place)) {
    compared +=
        expect_equal_rows(place, table, "read_parquet('" + out + "/parquet/current/" + table.name + ".parquet')");
    expect_equal_rows(place, table,
                      "read_csv('" + out + "/csv/current/" + table.name +
                          ".csv', header = true, delim = ',', quote = '\"', escape = "
                          "'\"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, columns = " +
                          text_columns(table) + ")");
  }
  EXPECT_GT(compared, 1000u);
}

TEST_P(ExampleInFiles, HasEveryMeasureInExportsToo) {
  Workplace place(std::string("examples/") + GetParam());
  publish_to_files(place, GetParam());
  for (const char* target : {"--on parquet", "--on csv", "--on duckdb"})
    expect_equal_measures(place, target + entity_option());
  const std::string folder = quoted((place.root() / "report").string());
  const Outcome outcome = run_program("export powerbi " + folder + " -C " + quoted(place.root().string()));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  expect_equal_measures(place, "--export " + folder + entity_option());
}

INSTANTIATE_TEST_SUITE_P(Both, ExampleInFiles, ::testing::Values("ecommerce", "retail360"),
                         [](const auto& chosen) { return chosen.param; });

INSTANTIATE_TEST_SUITE_P(Both, PublishedExample,
                         ::testing::Combine(::testing::Values("ecommerce", "retail360"),
                                            ::testing::Values("postgresql", "odbc")),
                         [](const auto& chosen) {
                           return std::get<0>(chosen.param) + "_" + std::get<1>(chosen.param);
                         });

/// The rows of a SELECT in a SQLite file, read by Python, which knows nothing of ODBC.
Rows ask_sqlite(const std::filesystem::path& file, const std::string& select) {
  const std::string program =
      "import csv, sqlite3, sys; csv.writer(sys.stdout).writerows(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]))";
  const std::string command = "python3 -c " + quoted(program) + " " + quoted(file.string()) + " " + quoted(select);
  std::FILE* pipe = popen(command.c_str(), "r");
  std::string text;
  char buffer[1 << 14];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, got);
  if (pclose(pipe) != 0) throw std::runtime_error(select);
  return rows_of_csv(text);
}

/// A column of the lakehouse as SQLite has it.
std::string as_sqlite(const std::string& column, const std::string& type) {
  const std::string value = quoted_name(column);
  if (type == "BOOLEAN") return "CAST(" + value + " AS INTEGER)";
  if (type == "TIMESTAMP") return "strftime(" + value + ", '%Y-%m-%dT%H:%M:%S.%f')";
  if (type.rfind("TIMESTAMP WITH", 0) == 0) return "strftime(" + value + ", '%Y-%m-%dT%H:%M:%S.%f') || '+00:00'";
  return value;
}

class PublishedToSqlite : public ::testing::TestWithParam<const char*> {};

TEST_P(PublishedToSqlite, HasEveryValueOfTheLakehouse) {
  if (!has_driver("SQLite3")) GTEST_SKIP() << "SQLite's ODBC driver is not installed";
  const std::string name = GetParam();
  Workplace place("examples/" + name);
  place.generate(name, 1, 5, 2);
  place.run();
  const std::filesystem::path file = place.root() / "published.db";
  set_target(place, "odbc: \"Driver=SQLite3;Database=" + file.string() + "\"");
  const Outcome outcome = run_program("publish warehouse -C " + quoted(place.root().string()));
  ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  std::size_t compared = 0;
  for (const Row& table : ask_sqlite(file, "SELECT name, source, rows FROM c360_tables ORDER BY 1")) {
    const std::string source = table[1];
    std::string here, there;
    for (const Row& column : place.ask(
             "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '" +
             source.substr(0, source.find('.')) + "' AND table_name = '" + table[0] + "' ORDER BY ordinal_position")) {
      if (source.rfind("silver.", 0) == 0 && column[0][0] == '_') continue;
      const std::string separator = here.empty() ? "" : ", ";
      here += separator + "coalesce('=' || CAST(" + as_sqlite(column[0], column[1]) + " AS VARCHAR), 'NULL')";
      there += separator + "coalesce('=' || " + quoted_name(column[0]) + ", 'NULL')";
    }
    Rows stands = ask_sqlite(file, "SELECT " + there + " FROM " + quoted_name(table[0]));
    Rows wanted = place.ask("SELECT " + here + " FROM " + source);
    EXPECT_EQ(std::to_string(wanted.size()), table[2]) << table[0];
    std::sort(stands.begin(), stands.end());
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(stands, wanted) << table[0];
    compared += wanted.size();
  }
  EXPECT_GT(compared, 1000u);
  expect_equal_measures(place, "--on warehouse" + entity_option());
  EXPECT_NE(run_program("publish warehouse -C " + quoted(place.root().string())).output.find("Nothing new"),
            std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Both, PublishedToSqlite, ::testing::Values("ecommerce", "retail360"),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(PublishedRetail360, HasNineTablesNinePrimaryAndEightForeignKeys) {
  if (exit_code(script("installed")) == kSkipped) GTEST_SKIP() << "PostgreSQL is not installed";
  const Server server;
  Workplace place("examples/retail360");
  place.generate("retail360", 1, 6, 1);
  place.run();
  ASSERT_EQ(run_program("publish warehouse -C " + quoted(place.root().string())).exit_code, 0);
  const auto keys = [&](const std::string& kind) {
    return server.value(
        "SELECT count(*) FROM pg_constraint AS k JOIN retail360.c360_tables AS t ON k.conrelid = "
        "t.relation WHERE t.source LIKE 'silver.%' AND k.contype = '" +
        kind + "'");
  };
  EXPECT_EQ(server.value("SELECT count(*) FROM retail360.c360_tables WHERE source LIKE 'silver.%'"), "9");
  EXPECT_EQ(keys("p"), "9");
  EXPECT_EQ(keys("f"), "8");
  EXPECT_EQ(server.value("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = "
                         "'retail360.fact_sales'::regclass"),
            "3");
  const Outcome again = run_program("publish -C " + quoted(place.root().string()));
  EXPECT_NE(again.output.find("Nothing new"), std::string::npos) << again.output;
}

}  // namespace
}  // namespace c360::truth
