#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

class ReferencesTest : public RefineFixture {
 protected:
  Refined refine_customers(const std::vector<std::vector<Cell>>& rows) {
    project::ColumnSpec age = column("age", "integer");
    age.min = "0";
    customers_ = contract_of("customers", {"id"}, {column("id", "bigint"), age});
    return run(customers_, bronze({"id", "age"}, one_file(rows)));
  }

  Refined refine_orders(const std::vector<std::vector<Cell>>& rows, bool customer_required = true) {
    project::ColumnSpec customer = referring(column("customer", "bigint"), "customers", "id");
    customer.required = customer_required;
    orders_ = contract_of("orders", {"id"}, {column("id", "bigint"), customer});
    return run(orders_, bronze({"id", "customer"}, one_file(rows)));
  }

  Refined refine_orders_with(project::Severity orphans, const std::vector<std::vector<Cell>>& rows) {
    project::ColumnSpec customer = referring(column("customer", "bigint"), "customers", "id");
    customer.orphans = orphans;
    orders_ = contract_of("orders", {"id"}, {column("id", "bigint"), customer});
    return run(orders_, bronze({"id", "customer"}, one_file(rows)));
  }

  Refined refine_payments(const std::vector<std::vector<Cell>>& rows) {
    payments_ =
        contract_of("payments", {"id"},
                    {column("id", "bigint"), required(referring(column("order_id", "bigint"), "orders", "id"))});
    return run(payments_, bronze({"id", "order_id"}, one_file(rows)));
  }

  project::Contract customers_, orders_, payments_;
};

TEST_F(ReferencesTest, ARowWithoutItsParentIsQuarantined) {
  refine_customers({{"1", "30"}});
  const Refined orders = refine_orders({{"10", "1"}, {"11", "2"}});
  EXPECT_EQ(silver(orders_, orders), (Texts{"10|1"}));
  EXPECT_EQ(quarantine(orders_, orders, {"id", "_reasons", "_message"}),
            (Texts{"11|[reference(customer)]|customer 2 is not in customers"}));
  EXPECT_EQ(orders.quarantined_for_cause, 0);
}

TEST_F(ReferencesTest, AMissingReferenceIsOnlyWrongWhereItIsRequired) {
  refine_customers({{"1", "30"}});
  const Refined optional = refine_orders({{"10", "1"}, {"11", ""}, {"12", "9"}, {"13", "x"}}, false);
  EXPECT_EQ(silver(orders_, optional), (Texts{"10|1", "11|NULL"}));
  EXPECT_EQ(quarantine(orders_, optional, {"id", "_reasons"}),
            (Texts{"12|[reference(customer)]", "13|[type(customer)]"}));
  const Refined needed = refine_orders({{"11", ""}});
  EXPECT_EQ(quarantine(orders_, needed, {"id", "_reasons"}), (Texts{"11|[required(customer)]"}));
}

TEST_F(ReferencesTest, AQuarantinedParentTakesItsChildrenAndTheirsAlong) {
  refine_customers({{"1", "30"}, {"2", "-5"}});
  const Refined orders = refine_orders({{"10", "1"}, {"20", "2"}, {"21", "2"}});
  const Refined payments = refine_payments({{"100", "10"}, {"200", "20"}, {"201", "20"}, {"300", "99"}});
  EXPECT_EQ(silver(orders_, orders), (Texts{"10|1"}));
  EXPECT_EQ(silver(payments_, payments), (Texts{"100|10"}));
  EXPECT_EQ(quarantine(payments_, payments, {"id", "_reasons"}),
            (Texts{"200|[reference(order_id)]", "201|[reference(order_id)]", "300|[reference(order_id)]"}));
}

TEST_F(ReferencesTest, WhenTheParentArrivesItsChildrenAreReleased) {
  refine_customers({{"1", "30"}});
  EXPECT_EQ(refine_orders({{"20", "2"}}).quarantine.rows, 1);
  refine_customers({{"1", "30"}, {"2", "40"}});
  EXPECT_EQ(refine_orders({{"20", "2"}}).silver.rows, 1);
}

TEST_F(ReferencesTest, RepeatedKeysAreJudgedByTheirReferencesToo) {
  refine_customers({{"1", "30"}});
  const Refined orders = refine_orders({{"10", "1"}, {"10", "2"}, {"10", "2"}});
  EXPECT_EQ(silver(orders_, orders), (Texts{"10|1"}));
  EXPECT_EQ(orders.exact_duplicates, 1);
  EXPECT_EQ(orders.older_versions, 0);
  EXPECT_EQ(quarantine(orders_, orders, {"id", "customer", "_reasons"}), (Texts{"10|2|[reference(customer)]"}));
}

TEST_F(ReferencesTest, AParentsColumnThatIsNoKeyMayHoldAValueTwiceOrNot) {
  refine_customers({{"1", "30"}, {"2", "30"}, {"3", ""}});
  const project::Contract ages =
      contract_of("ages", {"age"}, {referring(column("age", "integer"), "customers", "age")});
  const Refined refined = run(ages, bronze({"age"}, one_file({{"30"}, {"31"}})));
  EXPECT_EQ(silver(ages, refined), (Texts{"30"}));
  EXPECT_EQ(refined.quarantine.rows, 1);
}

TEST_F(ReferencesTest, AValueThatBreaksARuleIsStillLookedForAmongTheParents) {
  refine_customers({{"1", "30"}});
  project::ColumnSpec customer = referring(column("customer", "bigint"), "customers", "id");
  customer.max = "5";
  const project::Contract orders = contract_of("orders", {"id"}, {column("id", "bigint"), customer});
  const Refined refined = run(orders, bronze({"id", "customer"}, one_file({{"10", "7"}, {"11", "1"}})));
  EXPECT_EQ(quarantine(orders, refined, {"id", "_reasons"}), (Texts{"10|[range(customer), reference(customer)]"}));
}

TEST_F(ReferencesTest, AReferenceToTheEntityItselfIsACircle) {
  const project::Contract staff =
      contract_of("staff", {"id"}, {column("id", "bigint"), referring(column("boss", "bigint"), "staff", "id")});
  try {
    run(staff, bronze({"id", "boss"}, one_file({{"1", "1"}})));
    FAIL() << "the circle was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    EXPECT_NE(error.message().find("staff → staff"), std::string::npos);
  }
}

TEST_F(ReferencesTest, AParentThatIsNotThereYetIsAMistakeOfTheCaller) {
  EXPECT_THROW(refine_orders({{"1", "1"}}), Error);
}

TEST_F(ReferencesTest, AnOrphanThatOnlyWarnsStands) {
  refine_customers({{"1", "30"}});
  const Refined orders = refine_orders_with(project::Severity::kWarn, {{"10", "1"}, {"11", "2"}, {"12", ""}});
  EXPECT_EQ(silver(orders_, orders), (Texts{"10|1", "11|2", "12|NULL"}));
  EXPECT_EQ(orders.quarantine.rows, 0);
  ASSERT_EQ(orders.warnings.size(), 1U);
  EXPECT_EQ(orders.warnings[0].check, "reference(customer)");
  EXPECT_EQ(orders.warnings[0].row, 2);
  EXPECT_EQ(orders.warning_counts, (std::map<std::string, std::int64_t>{{"orders.reference(customer)", 1}}));
  refine_customers({{"1", "30"}, {"2", "30"}});
  EXPECT_TRUE(refine_orders_with(project::Severity::kWarn, {{"10", "1"}, {"11", "2"}}).warnings.empty());
}

TEST_F(ReferencesTest, AnOrphanMayEndTheRun) {
  refine_customers({{"1", "30"}});
  try {
    refine_orders_with(project::Severity::kFail, {{"10", "1"}, {"11", "2"}});
    ADD_FAILURE() << "it ran";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("reference(customer)"));
  }
}

}  // namespace
}  // namespace c360::contract
