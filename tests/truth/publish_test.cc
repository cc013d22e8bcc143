// Both examples in PostgreSQL, by its own protocol and by ODBC, and in SQLite by ODBC: every value of every row of
// every table as the lakehouse has it, and the well-known schema's keys.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

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

/// An example, and the key of its target: "postgresql" or "odbc".
class PublishedExample : public ::testing::TestWithParam<std::tuple<const char*, const char*>> {
 protected:
  static std::string name() { return std::get<0>(GetParam()); }
  static bool by_odbc() { return std::get<1>(GetParam()) == std::string("odbc"); }
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
}

INSTANTIATE_TEST_SUITE_P(Both, PublishedExample,
                         ::testing::Combine(::testing::Values("ecommerce", "retail360"),
                                            ::testing::Values("postgresql", "odbc")),
                         [](const auto& chosen) {
                           return std::string(std::get<0>(chosen.param)) + "_" + std::get<1>(chosen.param);
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
