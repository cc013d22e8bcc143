#include "c360/pipeline/check_roles.h"

#include "c360/pipeline/check.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::pipeline {
namespace {

class CheckRolesTest : public testing::ProjectFixture {
 protected:
  /// What `c360 check` says of a role with this condition: message and hint.
  std::string verdict(const std::string& condition) {
    put("c360.yaml", settings("roles:\n  some:\n    like: analyst\n    where: \"" + condition + "\"\n"));
    try {
      engine::Database database;
      check(database, project());
    } catch (const project::ProjectErrors& errors) {
      EXPECT_EQ(errors.errors().size(), 1U);
      EXPECT_EQ(errors.errors()[0].where().to_string(), "c360.yaml:4:3");
      return errors.errors()[0].message() + " | " + errors.errors()[0].hint();
    }
    return "";
  }
  static std::string cannot(const std::string& why) {
    return "the condition of the role 'some' cannot be kept: " + why;
  }
};

TEST_F(CheckRolesTest, ConditionsOverColumnsOfOneTableAreFine) {
  for (const char* fine : {"customer_id in (1, 2)", "AMOUNT > 5 and customer_id = 1", "lower(name) = 'ann'",
                           "customer_id between 1 and 9 or revenue is null", "case when amount > 1 then true end"})
    EXPECT_EQ(verdict(fine), "") << fine;
}

TEST_F(CheckRolesTest, ColumnsThatAreNotThereAreTold) {
  EXPECT_EQ(verdict("custmer_id = 1"), cannot("no table has a column 'custmer_id' | did you mean 'customer_id'?"));
  EXPECT_EQ(
      verdict("name = 'Ann' and amount > 1"),
      cannot("no table has amount and name together | name columns that stand in one table; tables that reference "
             "it follow"));
}

TEST_F(CheckRolesTest, WhatIsNoConditionIsTold) {
  for (const char* wrong :
       {"customer_id +", "customer_id = 1; drop table x", "1 = 1", "customer_id", "customer_id in (select 1)",
        "exists (from silver.orders)", "orders.customer_id = 1", "customer_id = ?",
        "row_number() over () = customer_id", "current_setting('threads') = name", "c360_mask(name, 'x') = name",
        "sum(customer_id) > 1", "no_such_function(customer_id)"})
    EXPECT_NE(verdict(wrong), "") << wrong;
}

}  // namespace
}  // namespace c360::pipeline
