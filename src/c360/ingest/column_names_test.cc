#include "c360/ingest/column_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

using testing::ElementsAre;

TEST(ColumnNames, stay_as_they_are_where_they_can) {
  EXPECT_THAT(delta_names({"OrderID", "prix_\xE2\x82\xAC", "a.b-c"}),
              ElementsAre("OrderID", "prix_\xE2\x82\xAC", "a.b-c"));
}

TEST(ColumnNames, lose_what_delta_cannot_hold) {
  EXPECT_THAT(delta_names({"Order ID", "a,b;c{d}e(f)g=h", "x\ty\nz"}),
              ElementsAre("Order_ID", "a_b_c_d_e_f_g_h", "x_y_z"));
}

TEST(ColumnNames, never_clash_with_those_of_c360) {
  EXPECT_THAT(delta_names({"_source_file", "_"}), ElementsAre("c_source_file", "c_"));
}

TEST(ColumnNames, get_a_number_where_they_clash) {
  EXPECT_THAT(delta_names({"a b", "a_b", "A_B", "a_b_2"}), ElementsAre("a_b", "a_b_2", "A_B_3", "a_b_2_2"));
  EXPECT_THAT(delta_names({"b", "new"}, {"B"}), ElementsAre("b_2", "new"));
}

TEST(ColumnNames, are_made_up_where_there_are_none) {
  EXPECT_THAT(delta_names({"a", "", ""}), ElementsAre("a", "column2", "column3"));
}

TEST(ColumnNames, get_a_number_where_only_the_case_of_any_script_differs) {
  EXPECT_THAT(delta_names({"Größe", "GRÖßE", "größe"}), ElementsAre("Größe", "GRÖßE_2", "größe_3"));
}

TEST(ColumnNames, are_equal_whatever_the_case) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"", ""}, {"OrderID", "orderid"}, {"prénom", "PRÉNOM"}, {"Größe", "GRÖSSE"}, {"ΑΒΓ", "αβγ"}}) {
    EXPECT_TRUE(equal_ignoring_case(a, b)) << a << " " << b;
    EXPECT_TRUE(equal_ignoring_case(b, a)) << b << " " << a;
  }
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"", "a"}, {"order_id", "orderid"}, {"prénom", "prenom"}, {"a", "aa"}, {"[", "{"}, {"é", "e"}}) {
    EXPECT_FALSE(equal_ignoring_case(a, b)) << a << " " << b;
  }
}

}  // namespace
}  // namespace c360::ingest
