// Names and texts that would break SQL put together by hand.
#include <gtest/gtest.h>

#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

class HostileNamesTest : public RefineFixture {};

TEST_F(HostileNamesTest, BronzeColumnsMayHaveAnyNames) {
  const Texts names = {"select", "a \"quoted\" name", "it's", "größe; DROP TABLE x --", "a.b", "value%s{}"};
  std::vector<project::ColumnSpec> columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns.push_back(column("c" + std::to_string(i)));
    columns.back().from = names[i];
  }
  columns[1] = required(columns[1]);
  const project::Contract contract = contract_of("items", {"c0"}, columns);
  const Refined refined = run(contract, bronze(names, one_file({{"1", "b", "c", "d", "e", "f"},
                                                                {"1", "b", "c", "d", "e", "f"},
                                                                {"1", "B", "c", "d", "e", "f"},
                                                                {"2", "", "'; --", "\"", "\\", "\n"}})));
  EXPECT_EQ(silver(contract, refined), (Texts{"1|B|c|d|e|f"}));
  EXPECT_EQ(refined.exact_duplicates, 1);
  EXPECT_EQ(refined.older_versions, 1);
  EXPECT_EQ(quarantine(contract, refined, names), (Texts{"2||'; --|\"|\\|\n"}));
}

TEST_F(HostileNamesTest, ContractColumnsMayBeSqlWordsOrNotAscii) {
  const Texts names = {"order", "group", "größe", "from", "user's \"own\""};
  std::vector<project::ColumnSpec> columns;
  for (const std::string& name : names) columns.push_back(column(name));
  columns[2] = column("größe", "integer");
  columns[2].min = "0";
  project::Contract contract = contract_of("table", {"order", "from"}, columns);
  contract.latest_by = {"group"};
  contract.checks = {row_check("named", "\"user's \"\"own\"\"\" <> 'x'")};
  const Refined refined =
      run(contract,
          bronze(names, one_file({{"1", "a", "5", "k", "y"}, {"1", "b", "6", "k", "y"}, {"2", "a", "-1", "k", "x"}})));
  EXPECT_EQ(silver(contract, refined), (Texts{"1|b|6|k|y"}));
  EXPECT_EQ(quarantine(contract, refined, {"order", "_reasons", "_message"}),
            (Texts{"2|[range(größe), named]|größe '-1' is below 0; named: not \"user's \"\"own\"\"\" <> 'x'"}));
}

TEST_F(HostileNamesTest, AContractColumnMayTakeAnotherColumnsBronzeName) {
  project::ColumnSpec a = column("a", "integer");
  a.from = "b";
  project::ColumnSpec b = column("b");
  b.from = "a";
  project::Contract contract = contract_of("swapped", {"a"}, {a, b});
  contract.checks = {row_check("short", "length(b) < 3")};
  const Refined refined = run(contract, bronze({"a", "b"}, one_file({{"xy", "1"}, {"long", "2"}, {"z", "three"}})));
  EXPECT_EQ(silver(contract, refined), (Texts{"1|xy"}));
  EXPECT_EQ(quarantine(contract, refined, {"a", "b", "_reasons"}), (Texts{"long|2|[short]", "z|three|[type(a)]"}));
}

TEST_F(HostileNamesTest, TwoContractColumnsMayReadOneBronzeColumn) {
  project::ColumnSpec day = column("day", "date");
  day.from = "at";
  project::ColumnSpec text = column("text");
  text.from = "at";
  const project::Contract contract = contract_of("events", {"text"}, {day, text});
  const Refined refined = run(contract, bronze({"at"}, one_file({{"2024-01-01"}, {"soon"}})));
  EXPECT_EQ(silver(contract, refined), (Texts{"2024-01-01|2024-01-01"}));
  EXPECT_EQ(quarantine(contract, refined, {"at", "_reasons"}), (Texts{"soon|[type(day)]"}));
}

}  // namespace
}  // namespace c360::contract
