#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// A project folder that a test fills file by file.
class LoadTest : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_.path() / file).parent_path());
    write_file(folder_.path() / file, text);
  }
  Project load_it() const { return load(folder_.path()); }
  const fs::path& root() const { return folder_.path(); }

 private:
  TemporaryDirectory folder_;
};

constexpr const char* kTwoSources =
    "project: shop\nsources:\n  customers: data/customers*.csv\n  orders: data/orders*.csv\n";

TEST_F(LoadTest, AFolderWithoutSettingsIsToldSoAndPointedToInit) {
  try {
    load_it();
    FAIL() << "loaded an empty folder";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    EXPECT_THAT(error.message(), testing::HasSubstr("no c360.yaml in " + root().string()));
    EXPECT_THAT(error.hint(), testing::HasSubstr("c360 init"));
  }
}

TEST_F(LoadTest, SettingsLeftOutHaveTheirDefaults) {
  write("c360.yaml", kTwoSources);
  const Project project = load_it();
  EXPECT_EQ(project.name, "shop");
  EXPECT_EQ(project.lakehouse, (root() / "lakehouse").string());
  EXPECT_EQ(project.null_tokens, (std::vector<std::string>{"", "NA", "N/A", "null"}));
  EXPECT_EQ(project.memory_limit_bytes, 0U);
  EXPECT_EQ(project.threads, 0);
  EXPECT_EQ(project.keep_snapshots, 10);
  EXPECT_EQ(project.keep_days, 7);
}

TEST_F(LoadTest, LengthsAndPersonalDataOfColumnsAreReadAsWritten) {
  write("c360.yaml", kTwoSources);
  write("contracts/customers.yaml",
        "entity: customers\nkey: customer_id\ncolumns:\n  customer_id: bigint\n"
        "  email: { type: string, max_length: 254, pii: email }\n  born: { type: date, pii: birth_date }\n");
  const Project project = load_it();
  const Contract& customers = *project.find_contract("customers");
  EXPECT_EQ(customers.find("customer_id")->max_length, std::nullopt);
  EXPECT_EQ(customers.find("customer_id")->pii, PersonalData::kNone);
  EXPECT_EQ(customers.find("email")->max_length, 254);
  EXPECT_EQ(customers.find("email")->pii, PersonalData::kEmail);
  EXPECT_EQ(customers.find("born")->pii, PersonalData::kBirthDate);
}

constexpr const char* kCustomers =
    "entity: customers\nkey: customer_id\ncolumns:\n  customer_id: bigint\n  name: { type: string, from: Full Name }\n";

TEST_F(LoadTest, SettingsAreReadAsWritten) {
  write("c360.yaml",
        "project: shop\nlakehouse: ../lake\nnull_tokens: [none, null]\nmemory_limit: 2GB\nthreads: 3\n"
        "keep_snapshots: 2\nkeep_days: 0\nsources:\n"
        "  a: { files: a.csv, delimiter: tab, quote: none, encoding: latin-1, header: false, columns: [x, y],"
        " malformed: fail }\n");
  const Project project = load_it();
  EXPECT_EQ(project.lakehouse, (root().parent_path() / "lake").string());
  EXPECT_EQ(project.null_tokens, (std::vector<std::string>{"none", "null"}));
  EXPECT_EQ(project.memory_limit_bytes, 2000000000U);
  EXPECT_EQ(project.threads, 3);
  EXPECT_EQ(project.keep_snapshots, 2);
  EXPECT_EQ(project.keep_days, 0);
  const Source& source = *project.find_source("a");
  EXPECT_EQ(source.delimiter, '\t');
  EXPECT_EQ(source.quote, '\0');
  EXPECT_EQ(source.encoding, "latin-1");
  EXPECT_FALSE(source.header);
  EXPECT_EQ(source.columns, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(source.malformed, OnMalformed::kFail);
  EXPECT_EQ(source.where.to_string(), "c360.yaml:9:3");
  EXPECT_EQ(project.find_source("b"), nullptr);
}

TEST_F(LoadTest, ARemoteLakehouseKeepsItsAddress) {
  write("c360.yaml", "project: shop\nlakehouse: abfss://box@account.dfs.core.windows.net/lake\nsources: {}\n");
  EXPECT_EQ(load_it().lakehouse, "abfss://box@account.dfs.core.windows.net/lake");
}

TEST_F(LoadTest, WhatAContractLeavesOutIsFilledIn) {
  write("c360.yaml", kTwoSources);
  write("contracts/customers.yaml", kCustomers);
  const Project project = load_it();
  const Contract& contract = *project.find_contract("customers");
  EXPECT_EQ(contract.from, "customers");
  EXPECT_EQ(contract.null_tokens, project.null_tokens);
  EXPECT_EQ(contract.max_quarantined, 0.25);
  EXPECT_EQ(contract.where.file, "contracts/customers.yaml");
  const ColumnSpec& key = *contract.find("customer_id");
  EXPECT_TRUE(key.required);
  EXPECT_EQ(key.from, "customer_id");
  EXPECT_EQ(key.where.to_string(), "contracts/customers.yaml:4:3");
  EXPECT_EQ(key.clean, (std::vector<CleanStep>{{CleanStep::Kind::kTrim, {}, {}, {}}}));
  EXPECT_EQ(contract.find("name")->from, "Full Name");
  EXPECT_FALSE(contract.find("name")->required);
  EXPECT_EQ(contract.find("nothing"), nullptr);
}

TEST_F(LoadTest, AContractsOwnNullTokensReplaceTheProjects) {
  write("c360.yaml", kTwoSources);
  write("contracts/customers.yaml", std::string(kCustomers) + "null_tokens: []\nmax_quarantined: 50%\n");
  const Contract contract = *load_it().find_contract("customers");
  EXPECT_TRUE(contract.null_tokens.empty());
  EXPECT_EQ(contract.max_quarantined, 0.5);
}

TEST_F(LoadTest, ACheckOverTablesWarnsUnlessItSaysOtherwise) {
  write("c360.yaml", kTwoSources);
  write("contracts/customers.yaml", std::string(kCustomers) +
                                        "checks:\n  - { name: a, where: name <> 'x' }\n"
                                        "  - { name: b, sql: SELECT 1 }\n"
                                        "  - { name: c, sql: SELECT 1, otherwise: fail }\n");
  const std::vector<CheckSpec> checks = load_it().find_contract("customers")->checks;
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].otherwise, Severity::kQuarantine);
  EXPECT_EQ(checks[0].where.to_string(), "contracts/customers.yaml:7:23");
  EXPECT_EQ(checks[1].otherwise, Severity::kWarn);
  EXPECT_EQ(checks[2].otherwise, Severity::kFail);
}

TEST_F(LoadTest, ParentsComeBeforeTheirChildrenWhateverTheFilesAreCalled) {
  write("c360.yaml", "project: shop\nsources: { a: a.csv, b: b.csv, c: c.csv }\n");
  const std::string end = "\nkey: id\ncolumns:\n  id: bigint\n";
  write("contracts/1.yaml", "entity: a" + end + "  b_id: { type: integer, references: b.id }\n");
  write("contracts/2.yaml", "entity: b" + end + "  c_id: { type: bigint, references: c.id }\n");
  write("contracts/3.yaml", "entity: c" + end);
  const Project project = load_it();
  ASSERT_EQ(project.contracts.size(), 3U);
  EXPECT_EQ(project.contracts[0].entity, "c");
  EXPECT_EQ(project.contracts[1].entity, "b");
  EXPECT_EQ(project.contracts[2].entity, "a");
  EXPECT_EQ(project.contracts[2].find("b_id")->references, (Reference{"b", "id"}));
}

TEST_F(LoadTest, AModelTakesItsSettingsFromTheCommentsAtItsTop) {
  write("c360.yaml", kTwoSources);
  write("models/gold/sales/facts.sql",
        "-- grain: channel, sale_id\n-- materialize: parquet\n"
        "-- references: a -> silver.x.id, b -> silver.y.id\n-- references: c -> gold.z.id\n"
        "-- Every sale once.\n-- Note: in both channels.\n\n-- not part of it\nSELECT 1 AS sale_id;\n");
  const Project project = load_it();
  ASSERT_EQ(project.models.size(), 1U);
  const ModelSpec& model = project.models[0];
  EXPECT_EQ(model.schema, "gold");
  EXPECT_EQ(model.name, "facts");
  EXPECT_EQ(model.grain, (std::vector<std::string>{"channel", "sale_id"}));
  EXPECT_EQ(model.materialize, Materialize::kParquet);
  EXPECT_EQ(model.references, (std::vector<std::pair<std::string, std::string>>{
                                  {"a", "silver.x.id"}, {"b", "silver.y.id"}, {"c", "gold.z.id"}}));
  EXPECT_EQ(model.description, "Every sale once.\nNote: in both channels.");
  EXPECT_THAT(model.sql, testing::EndsWith("SELECT 1 AS sale_id \n"));
  EXPECT_EQ(std::count(model.sql.begin(), model.sql.end(), '\n'), 9);
}

TEST_F(LoadTest, ATestIsASelectWithADescription) {
  write("c360.yaml", kTwoSources);
  write("tests/adds_up.sql", "-- It adds up.\nSELECT 1 WHERE false");
  write("tests/_draft.sql", "nothing yet");
  const Project project = load_it();
  ASSERT_EQ(project.tests.size(), 1U);
  EXPECT_EQ(project.tests[0].name, "adds_up");
  EXPECT_EQ(project.tests[0].description, "It adds up.");
  EXPECT_EQ(project.tests[0].where.file, "tests/adds_up.sql");
}

TEST_F(LoadTest, AByteOrderMarkAndWindowsLineEndsAreFine) {
  write("c360.yaml", "\xEF\xBB\xBFproject: shop\r\nsources:\r\n  customers: data/c.csv\r\n");
  write("models/gold/a.sql", "\xEF\xBB\xBF-- materialize: view\r\nSELECT 1 AS a;\r\n");
  const Project project = load_it();
  EXPECT_EQ(project.name, "shop");
  EXPECT_EQ(project.models[0].materialize, Materialize::kView);
}

TEST_F(LoadTest, MistakesOfAllFilesAreValuesInTheOrderOfTheirPlaces) {
  write("c360.yaml", "project: shop\nsources:\n  a: { files: a.csv, header: no }\nthread: 2\n");
  write("contracts/b.yaml", "entity: a\nkey: id\ncolumns:\n  id: bigin\n");
  write("models/gold/c.sql", ";");
  try {
    load_it();
    FAIL() << "loaded a broken project";
  } catch (const ProjectErrors& errors) {
    EXPECT_EQ(errors.code(), ErrorCode::kProject);
    std::vector<std::string> places;
    for (const Error& error : errors.errors()) places.push_back(error.where().to_string());
    EXPECT_EQ(places, (std::vector<std::string>{"c360.yaml:3:30", "c360.yaml:4:1", "contracts/b.yaml:4:7",
                                                "models/gold/c.sql"}));
  }
}

TEST_F(LoadTest, EveryBeginningOfAContractIsReadOrRefusedWithAPlace) {
  write("c360.yaml", kTwoSources);
  const std::string whole =
      read_file(std::filesystem::path(C360_SOURCE_DIR) / "examples/ecommerce/contracts/customers.yaml");
  std::size_t refused = 0;
  for (std::size_t length = 0; length < whole.size(); length += 11) {
    write("contracts/customers.yaml", whole.substr(0, length));
    try {
      load_it();
    } catch (const ProjectErrors& errors) {
      ++refused;
      for (const Error& error : errors.errors()) EXPECT_EQ(error.where().file, "contracts/customers.yaml");
    }
  }
  EXPECT_GT(refused, 10U);
}

TEST_F(LoadTest, TheExampleProjectsHaveNoMistakes) {
  for (const char* example : {"ecommerce", "retail360"}) {
    const Project project = load(fs::path(C360_SOURCE_DIR) / "examples" / example);
    EXPECT_EQ(project.name, example);
    EXPECT_FALSE(project.contracts.empty());
    EXPECT_FALSE(project.models.empty());
  }
}

}  // namespace
}  // namespace c360::project
