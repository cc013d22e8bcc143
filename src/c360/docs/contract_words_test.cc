#include "c360/docs/contract_words.h"

#include <gmock/gmock.h>

namespace c360::docs {
namespace {

using testing::ElementsAre;

TEST(ContractWords, TellEveryRule) {
  project::ColumnSpec column;
  column.name = "status";
  column.min = "0";
  column.max = "9";
  column.max_length = 20;
  column.pattern = "[a-z]+";
  column.accepted = {"open", "closed"};
  column.formats = {"%Y-%m-%d", "%d-%m-%Y"};
  EXPECT_THAT(rules_of({}, column), ElementsAre("at least 0", "at most 9", "at most 20 characters", "matches [a-z]+",
                                                "one of open, closed", "written as %Y-%m-%d or %d-%m-%Y"));
}

TEST(ContractWords, KnowThatKeysAreRequired) {
  project::Contract contract;
  contract.key = {"id"};
  project::ColumnSpec column;
  column.name = "id";
  EXPECT_THAT(rules_of(contract, column), ElementsAre("required"));
  column.name = "other";
  EXPECT_TRUE(rules_of(contract, column).empty());
}

TEST(ContractWords, NameSomeOfManyValues) {
  project::ColumnSpec column;
  for (int i = 0; i < 25; ++i) column.accepted.push_back("v" + std::to_string(i));
  EXPECT_THAT(rules_of({}, column).at(0), testing::EndsWith("v18, v19 and 5 more"));
}

}  // namespace
}  // namespace c360::docs
