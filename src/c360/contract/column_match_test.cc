#include "c360/contract/column_match.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

/// A bronze whose column `order_id_` had the header "Order ID ".
delta::Schema schema() {
  delta::Schema made = bronze_schema({"order_id_", "Amount", "amount_2"});
  made.fields[0].metadata[kHeaderKey] = "\"Order ID \"";
  made.fields[2].metadata[kHeaderKey] = "\"AMOUNT\"";
  return made;
}

std::optional<std::string> match(const std::string& from, bool is_required = false) {
  project::ColumnSpec spec = column("c");
  spec.from = from;
  spec.required = is_required;
  return bronze_column(contract_of("orders", {"id"}, {spec}), spec, schema());
}

TEST(ColumnMatch, TheHeaderAsItCameIsWhatCounts) {
  EXPECT_EQ(match("Order ID "), "order_id_");
  EXPECT_EQ(match("order id "), "order_id_");
  EXPECT_EQ(match("order_id_"), "order_id_");
}

TEST(ColumnMatch, AnExactNameComesBeforeOneThatDiffersInCase) {
  EXPECT_EQ(match("Amount"), "Amount");
  EXPECT_EQ(match("AMOUNT"), "amount_2");
  EXPECT_EQ(match("amount"), "Amount");
}

TEST(ColumnMatch, AnOptionalColumnMayBeAbsent) {
  EXPECT_EQ(match("colour"), std::nullopt);
  EXPECT_EQ(match(kSourceRow), std::nullopt);
}

TEST(ColumnMatch, ARequiredColumnThatIsAbsentIsAnErrorWithASuggestion) {
  try {
    match("Amuont", true);
    FAIL() << "a required column was not missed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kData);
    EXPECT_NE(error.message().find("no column 'Amuont'"), std::string::npos) << error.message();
    EXPECT_NE(error.hint().find("did you mean 'Amount'"), std::string::npos) << error.hint();
  }
}

TEST(ColumnMatch, AColumnOfTheKeyIsRequiredAndADefaultStandsForARequiredOne) {
  project::ColumnSpec id = column("id");
  EXPECT_THROW(bronze_column(contract_of("orders", {"id"}, {id}), id, schema()), Error);
  id.default_value = "none";
  EXPECT_EQ(bronze_column(contract_of("orders", {"id"}, {id}), id, schema()), std::nullopt);
}

class AbsentColumnTest : public RefineFixture {};

TEST_F(AbsentColumnTest, AnAbsentColumnGivesItsDefaultOrNull) {
  project::ColumnSpec category = column("category");
  category.default_value = "Unknown";
  const project::Contract items =
      contract_of("items", {"id"}, {column("id", "bigint"), category, column("price", "decimal(8,2)")});
  const Refined refined =
      run(items, bronze({"ID", "extra"}, one_file({{"1", "a"}, {"1", "b"}, {"x", "a"}, {"2", "a"}})));
  EXPECT_EQ(silver(items, refined), (Texts{"1|Unknown|NULL", "2|Unknown|NULL"}));
  EXPECT_EQ(refined.older_versions, 1);
  EXPECT_EQ(quarantine(items, refined, {"ID", "extra", "_reasons"}), (Texts{"x|a|[type(id)]"}));
}

}  // namespace
}  // namespace c360::contract
