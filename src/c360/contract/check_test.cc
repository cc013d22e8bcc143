#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"
#include "c360/lakehouse/column_notes.h"

namespace c360::contract {
namespace {

using namespace testing;

class CheckTest : public ::testing::Test {
 protected:
  project::Contract valid() {
    project::Contract made = contract_of("orders", {"id"}, {column("id", "bigint"), column("amount", "decimal(12,2)")});
    made.checks = {row_check("positive", "amount > 0"),
                   {{}, "known", {}, "SELECT id FROM silver.orders", project::Severity::kWarn}};
    made.columns[1].where = {"contracts/orders.yaml", 7, 3};
    made.checks[0].where = {"contracts/orders.yaml", 9, 5};
    return made;
  }

  std::string error_of(const project::Contract& contract) {
    engine::Connection connection = database_.connect();
    try {
      check(connection, std::vector<project::Contract>{contract});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kProject) << error.what();
      return error.what();
    }
    return "";
  }

  engine::Database database_;
};

TEST_F(CheckTest, AContractThatMakesSensePasses) {
  EXPECT_EQ(error_of(valid()), "");
}

TEST_F(CheckTest, AColumnThatMakesNoSenseIsToldAtItsPlace) {
  project::Contract contract = valid();
  contract.columns[1].min = "cheap";
  EXPECT_EQ(error_of(contract).find("contracts/orders.yaml:7:3: column 'amount': min 'cheap' is no decimal(12,2)"), 0U)
      << error_of(contract);
}

TEST_F(CheckTest, AConditionIsOneExpressionOverTheColumnsThatIsTrueOrFalse) {
  for (const char* wrong : {"amuont > 0", "amount", "amount >", "amount > 0; SELECT 1", "amount > 0) OR (true",
                            "amount > 0 FROM x", "no_such_function(amount)", "amount > 'x' -- \n)"}) {
    project::Contract contract = valid();
    contract.checks[0].condition = wrong;
    const std::string error = error_of(contract);
    EXPECT_EQ(error.find("contracts/orders.yaml:9:5: orders: the check 'positive'"), 0U) << wrong << ": " << error;
  }
}

TEST_F(CheckTest, CrossTableSqlMustCompileAgainstSilver) {
  project::Contract contract = valid();
  contract.checks[1].sql = "SELECT id FROM silver.nothing";
  EXPECT_NE(error_of(contract).find("the check 'known'"), std::string::npos);
}

TEST(Fingerprint, ChangesWithWhatChangesSilverAndWithNothingElse) {
  const project::Contract contract = contract_of("orders", {"id"}, {column("id", "bigint"), column("name")});
  const std::string before = fingerprint(contract);
  project::Contract other = contract;
  other.description = "the same rows";
  other.where = {"elsewhere.yaml", 1, 1};
  other.max_quarantined = 0.5;
  EXPECT_EQ(fingerprint(other), before);
  const auto differs = [&](auto change) {
    project::Contract changed = contract;
    change(changed);
    return fingerprint(changed) != before;
  };
  EXPECT_TRUE(differs([](project::Contract& c) { c.latest_by = {"name"}; }));
  EXPECT_TRUE(differs([](project::Contract& c) { c.columns[1].default_value = ""; }));
  EXPECT_TRUE(differs([](project::Contract& c) { c.columns[1].from = "Name"; }));
  EXPECT_TRUE(differs([](project::Contract& c) { c.null_tokens.push_back("-"); }));
  EXPECT_TRUE(differs([](project::Contract& c) { c.columns[1].references = {"people", "name"}; }));
  EXPECT_TRUE(differs([](project::Contract& c) { c.checks = {row_check("x", "id > 0")}; }));
  EXPECT_TRUE(differs([](project::Contract& c) { std::swap(c.columns[0], c.columns[1]); }));
}

TEST(Schemas, SilverHasTheContractsTypesAndSaysWhatIsNeverNull) {
  project::Contract contract = contract_of("orders", {"id"},
                                           {column("id", "bigint"), required(column("at", "timestamp")),
                                            column("local", "datetime"), column("note"), column("kind")});
  contract.columns[4].default_value = "Unknown";
  contract.columns[3].description = "what the customer said";
  const delta::Schema schema = silver_schema(contract);
  const auto told = [&](const char* name) {
    const delta::Field* field = schema.find(name);
    return field->type.primitive + (field->nullable ? "" : " not null");
  };
  EXPECT_EQ(told("id"), "long not null");
  EXPECT_EQ(told("at"), "timestamp not null");
  EXPECT_EQ(told("local"), "timestamp_ntz");
  EXPECT_EQ(told("kind"), "string not null");
  EXPECT_EQ(told("_file_no"), "long");
  EXPECT_EQ(schema.find("note")->metadata.at("comment"), "\"what the customer said\"");
}

TEST(Schemas, SilverKeepsWhatReadersWithoutTheProjectNeedOfAColumn) {
  project::Contract contract = contract_of("people", {"id"}, {column("id", "bigint"), column("mail")});
  contract.columns[1].pii = project::PersonalData::kEmail;
  contract.columns[1].max_length = 254;
  const delta::Schema schema = silver_schema(contract);
  EXPECT_EQ(lakehouse::personal_data_of(*schema.find("mail")), "email");
  EXPECT_EQ(lakehouse::max_length_of(*schema.find("mail")), 254U);
  EXPECT_TRUE(schema.find("id")->metadata.empty());
}

TEST(Schemas, QuarantineHasTheSourcesColumnsAndTheReasons) {
  const delta::Schema schema = quarantine_schema(bronze_schema({"OrderID", "Amount"}));
  Texts names;
  for (const delta::Field& field : schema.fields) names.push_back(field.name);
  EXPECT_EQ(names, (Texts{"OrderID", "Amount", "_reasons", "_message", "_decision", "_source_file", "_source_row",
                          "_file_no", "_batch_id"}));
  EXPECT_EQ(schema.find("_reasons")->type.kind, delta::DataType::Kind::kArray);
}

}  // namespace
}  // namespace c360::contract
