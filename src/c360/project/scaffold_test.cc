#include "c360/project/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

SniffedColumn column(std::string name, const char* type, bool nullable = true, bool unique = false) {
  SniffedColumn made;
  made.name = std::move(name);
  made.type = sql::Type::parse(type);
  made.nullable = nullable;
  made.unique = unique;
  return made;
}

SniffedSource orders() {
  SniffedSource source;
  source.name = "Orders 2024";
  source.files = "data/Orders*.csv";
  source.columns = {column("Coupon", "string"), column("OrderID", "bigint", false, true),
                    column("Order Date", "date", false), column("Amount", "decimal(12,2)")};
  source.columns[2].formats = {"%Y-%m-%d", "%d/%m/%Y"};
  return source;
}

TEST(Scaffold, ATemplateIsTheExampleProjectWordForWord) {
  for (const std::string& name : template_names()) {
    const TemporaryDirectory folder;
    const std::vector<std::string> files = write_template(folder.path() / "new" / name, name);
    EXPECT_THAT(files, testing::Contains("c360.yaml"));
    for (const std::string& file : files)
      EXPECT_EQ(read_file(folder.path() / "new" / name / file),
                read_file(fs::path(C360_SOURCE_DIR) / "examples" / name / file));
    EXPECT_EQ(load(folder.path() / "new" / name).models.size(),
              load(fs::path(C360_SOURCE_DIR) / "examples" / name).models.size());
  }
}

TEST(Scaffold, AnUnknownTemplateIsRefusedWithTheNearestName) {
  try {
    write_template("anywhere", "retail");
    FAIL() << "wrote a template that does not exist";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_THAT(error.hint(), testing::HasSubstr("retail360"));
  }
}

TEST(Scaffold, NothingIsOverwrittenAndThenNothingIsWritten) {
  const TemporaryDirectory folder;
  fs::create_directories(folder.path() / "contracts");
  write_file(folder.path() / "contracts" / "orders.yaml", "mine");
  EXPECT_THROW(write_template(folder.path(), "ecommerce"), Error);
  EXPECT_EQ(read_file(folder.path() / "contracts" / "orders.yaml"), "mine");
  EXPECT_FALSE(fs::exists(folder.path() / "c360.yaml"));
}

TEST(Scaffold, AContractTellsHowNumbersAndMissingValuesAreWritten) {
  const TemporaryDirectory folder;
  SniffedSource source = orders();
  source.columns[3].decimal_separator = ',';
  source.columns[3].thousands_separator = '.';
  source.null_tokens = {"-"};
  write_project(folder.path() / "shop", {source});
  const Project project = load(folder.path() / "shop");
  ASSERT_EQ(project.contracts.size(), 1U);
  const std::string text = read_file(folder.path() / "shop/contracts/orders_2024.yaml");
  EXPECT_THAT(text, testing::HasSubstr("null_tokens: [\"\", \"NA\", \"N/A\", \"null\", \"-\"]"));
  EXPECT_THAT(text, testing::HasSubstr("decimal_separator: \",\", thousands_separator: \".\""));
}

TEST(Scaffold, ANewProjectLoadsAndSaysWhatWasFound) {
  const TemporaryDirectory folder;
  write_project(folder.path() / "My Shop", {orders()});
  const Project project = load(folder.path() / "My Shop");
  EXPECT_EQ(project.name, "my_shop");
  ASSERT_EQ(project.sources.size(), 1U);
  EXPECT_EQ(project.sources[0].files, "data/Orders*.csv");
  ASSERT_EQ(project.contracts.size(), 1U);
  const Contract& contract = project.contracts[0];
  EXPECT_EQ(contract.entity, "orders_2024");
  EXPECT_EQ(contract.key, (std::vector<std::string>{"order_id"}));
  EXPECT_EQ(contract.find("order_id")->from, "OrderID");
  EXPECT_TRUE(contract.find("order_id")->required);
  EXPECT_EQ(contract.find("order_date")->formats, (std::vector<std::string>{"%Y-%m-%d", "%d/%m/%Y"}));
  EXPECT_TRUE(contract.find("order_date")->required);
  EXPECT_FALSE(contract.find("amount")->required);
  EXPECT_EQ(contract.find("amount")->type, sql::Type::decimal(12, 2));
  ASSERT_EQ(project.models.size(), 1U);
  EXPECT_THAT(project.models[0].sql, testing::HasSubstr("silver.orders_2024"));
}

TEST(Scaffold, NamesThatMeetAreKeptApart) {
  const TemporaryDirectory folder;
  SniffedSource first = orders();
  SniffedSource second = orders();
  second.columns.push_back(column("order id", "bigint"));
  second.columns.push_back(column("", "string"));
  write_project(folder.path(), {first, second});
  const Project project = load(folder.path());
  EXPECT_NE(project.find_contract("orders_2024_2"), nullptr);
  EXPECT_EQ(project.find_contract("orders_2024_2")->find("order_id_2")->from, "order id");
}

TEST(Scaffold, StrangeTextsAreWrittenSoThatTheyAreReadBack) {
  const TemporaryDirectory folder;
  SniffedSource source;
  source.name = "it's: \"odd\"";
  source.files = "data/{odd} #1\\*.csv";
  source.delimiter = '\t';
  source.encoding = "windows-1252";
  source.header = false;
  source.columns = {column("a: #b", "string"), column("\"quoted\\\"", "string"), column("tab\there", "string")};
  write_project(folder.path(), {source});
  const Project project = load(folder.path());
  EXPECT_EQ(project.sources[0].files, source.files);
  EXPECT_EQ(project.sources[0].delimiter, '\t');
  EXPECT_EQ(project.sources[0].columns, (std::vector<std::string>{"a: #b", "\"quoted\\\"", "tab\there"}));
  EXPECT_EQ(project.contracts[0].columns[1].from, "\"quoted\\\"");
}

TEST(Scaffold, WithoutAUniqueColumnTheFirstIsTheKeyAndACommentSaysSo) {
  const TemporaryDirectory folder;
  SniffedSource source = orders();
  source.columns[1].unique = false;
  write_project(folder.path(), {source});
  EXPECT_EQ(load(folder.path()).contracts[0].key, (std::vector<std::string>{"coupon"}));
  EXPECT_THAT(read_file(folder.path() / "contracts" / "orders_2024.yaml"), testing::HasSubstr("choose the right one"));
}

TEST(Scaffold, ASourceWithoutColumnsHasNoContract) {
  const TemporaryDirectory folder;
  SniffedSource source = orders();
  source.columns.clear();
  EXPECT_EQ(write_project(folder.path(), {source}), (std::vector<std::string>{"c360.yaml"}));
  EXPECT_TRUE(load(folder.path()).contracts.empty());
}

}  // namespace
}  // namespace c360::project
