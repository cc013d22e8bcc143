#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "c360/contract/refine.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using testing::column;
using Change = std::function<void(project::Contract&)>;

project::Contract plain_orders() {
  project::Contract made = testing::contract_of("orders", {"id"}, {column("id", "bigint"), column("amount", "bigint")});
  made.latest_by = {"amount"};
  made.checks = {testing::row_check("positive", "amount > 0")};
  return made;
}

TEST(FingerprintTest, IsTheSameForTheSameContract) {
  EXPECT_EQ(fingerprint(plain_orders()), fingerprint(plain_orders()));
}

TEST(FingerprintTest, IsTheSameWhereNoOtherSilverCanCome) {
  project::Contract contract = plain_orders();
  contract.where = {"contracts/moved.yaml", 7, 1};
  contract.columns[0].where = {"contracts/moved.yaml", 9, 3};
  contract.max_quarantined = 0.5;
  EXPECT_EQ(fingerprint(contract), fingerprint(plain_orders()));
}

TEST(FingerprintTest, ChangesWithAllThatSilverIsAFunctionOf) {
  const std::vector<Change> changes = {
      [](auto& c) { c.entity = "sales"; },
      [](auto& c) { c.from = "sales"; },
      [](auto& c) { c.key = {"amount"}; },
      [](auto& c) {
        c.key = {"id", "amount"};
      },
      [](auto& c) { c.latest_by = {}; },
      [](auto& c) { c.null_tokens.push_back("-"); },
      [](auto& c) { std::swap(c.columns[0], c.columns[1]); },
      [](auto& c) { c.columns.pop_back(); },
      [](auto& c) { c.columns[1].name = "sum"; },
      [](auto& c) { c.columns[1].from = "Amount"; },
      [](auto& c) { c.columns[1].type = {sql::TypeKind::kInteger}; },
      [](auto& c) { c.columns[1].required = true; },
      [](auto& c) { c.columns[1].default_value = "0"; },
      [](auto& c) { c.columns[1].min = "0"; },
      [](auto& c) { c.columns[1].max = "0"; },
      [](auto& c) { c.columns[1].max_length = 9; },
      [](auto& c) { c.columns[1].pii = project::PersonalData::kTaxId; },
      [](auto& c) { c.columns[1].pattern = "0"; },
      [](auto& c) { c.columns[1].accepted = {"0"}; },
      [](auto& c) { c.columns[1].formats = {"%Y-%m-%d"}; },
      [](auto& c) { c.columns[1].round = true; },
      [](auto& c) { c.columns[1].decimal_separator = ','; },
      [](auto& c) { c.columns[1].thousands_separator = ','; },
      [](auto& c) { c.columns[1].prefix = "EUR"; },
      [](auto& c) {
        c.columns[1].clean = {{project::CleanStep::Kind::kDigits, {}, {}, {}}};
      },
      [](auto& c) {
        c.columns[1].references = project::Reference{"customers", "id"};
      },
      [](auto& c) {
        c.columns[1].references = project::Reference{"customers", "number"};
      },
      [](auto& c) { c.columns[1].orphans = project::Severity::kWarn; },
      [](auto& c) { c.columns[1].orphans = project::Severity::kFail; },
      [](auto& c) { c.columns[1].description = "Cents."; },
      [](auto& c) { c.checks.clear(); },
      [](auto& c) { c.checks[0].name = "above_zero"; },
      [](auto& c) { c.checks[0].condition = "amount > 1"; },
      [](auto& c) { c.checks[0].otherwise = project::Severity::kWarn; },
      [](auto& c) {
        c.checks.push_back({{}, "again", {}, "SELECT 1", project::Severity::kWarn});
      },
  };
  std::set<std::string> seen = {fingerprint(plain_orders())};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    project::Contract changed = plain_orders();
    changes[i](changed);
    EXPECT_TRUE(seen.insert(fingerprint(changed)).second) << "change " << i;
  }
}

}  // namespace
}  // namespace c360::contract
