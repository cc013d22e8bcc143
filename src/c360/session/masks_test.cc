#include "c360/session/masks.h"

#include <gmock/gmock.h>

#include "c360/lakehouse/column_notes.h"
#include "c360/session/testing/texts.h"

namespace c360::session {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

const TableName kCustomers{"silver", "customers"}, kGold{"gold", "people"}, kView{"gold", "shown"};

class PersonalColumnsTest : public ::testing::Test {
 protected:
  PersonalColumnsTest() {
    moment_.lineage_fingerprint = "known";
    moment_.tables.resize(2);
    moment_.tables[0].name = kCustomers;
    moment_.tables[1].name = kGold;
    moment_.tables[1].sql = "SELECT …";
    moment_.views.resize(1);
    moment_.views[0].name = kView;
    delta::Schema customers;
    customers.fields.resize(3);
    customers.fields[0].name = "id";
    customers.fields[1].name = "name";
    lakehouse::set_personal_data(customers.fields[1], "name");
    customers.fields[2].name = "email";
    lakehouse::set_personal_data(customers.fields[2], "email");
    schemas_ = {{kCustomers, customers}, {kGold, {}}};
  }

  void origin(const TableName& table, const std::string& column, const TableName& from,
              std::vector<std::pair<std::string, std::string>> inputs) {
    lakehouse::Moment::ColumnOrigin origin{table, column, "", {}};
    for (const auto& [name, how] : inputs) origin.inputs.push_back({from, name, how, ""});
    moment_.lineage.push_back(origin);
  }

  std::set<std::string> kinds(const TableName& table, const std::string& column) const {
    return PersonalColumns(moment_, schemas_).find(table, column).kinds;
  }
  bool is_copy(const TableName& table, const std::string& column) const {
    return PersonalColumns(moment_, schemas_).find(table, column).is_copy;
  }

  lakehouse::Moment moment_;
  std::map<TableName, delta::Schema> schemas_;
};

TEST_F(PersonalColumnsTest, AreThoseThatSaySo) {
  origin(kCustomers, "id", {"bronze", "customers"}, {{"ID", "computed"}});
  EXPECT_THAT(kinds(kCustomers, "name"), ElementsAre("name"));
  EXPECT_THAT(kinds(kCustomers, "id"), IsEmpty());
}

TEST_F(PersonalColumnsTest, AreThoseOfModelsThatAreMadeOfThem) {
  origin(kGold, "who", kCustomers, {{"name", "computed"}, {"email", "copied"}});
  origin(kGold, "last", kCustomers, {{"email", "aggregated"}});
  origin(kGold, "many", kCustomers, {{"email", "counted"}, {"name", ""}});
  origin(kView, "shown", kGold, {{"who", "copied"}});
  EXPECT_THAT(kinds(kGold, "who"), ElementsAre("email", "name"));
  EXPECT_THAT(kinds(kGold, "last"), ElementsAre("email"));
  EXPECT_THAT(kinds(kGold, "many"), IsEmpty());
  EXPECT_THAT(kinds(kGold, "constant"), IsEmpty());
  EXPECT_THAT(kinds(kView, "shown"), ElementsAre("email", "name"));
}

TEST_F(PersonalColumnsTest, AreAllOfAModelThatCannotBeFollowed) {
  EXPECT_THAT(kinds(kGold, "anything"), ElementsAre("other"));
  origin(kGold, "who", kCustomers, {{"id", "copied"}});
  EXPECT_THAT(kinds(kGold, "who"), IsEmpty());
  moment_.lineage_fingerprint.clear();
  EXPECT_THAT(kinds(kGold, "who"), ElementsAre("other"));
}

TEST_F(PersonalColumnsTest, ThoseOfAModelOfWhichOnlyTheTablesAreKnownAreNotFollowed) {
  moment_.lineage.push_back({kGold, "", "", {{kCustomers, "", "", "filter"}}});
  EXPECT_THAT(kinds(kGold, "anything"), ElementsAre("other"));
  const PersonalColumns columns(moment_, schemas_, {kGold});
  EXPECT_THAT(columns.find(kGold, "anything").kinds, IsEmpty());
}

TEST_F(PersonalColumnsTest, CopiesAreToldFromWhatIsWorkedOut) {
  origin(kGold, "who", kCustomers, {{"name", "copied"}});
  origin(kGold, "letters", kCustomers, {{"name", "computed"}});
  origin(kView, "who", kGold, {{"who", "copied"}});
  origin(kView, "letters", kGold, {{"letters", "copied"}});
  EXPECT_TRUE(is_copy(kCustomers, "name"));
  EXPECT_TRUE(is_copy(kView, "who"));
  EXPECT_FALSE(is_copy(kGold, "letters"));
  EXPECT_FALSE(is_copy(kView, "letters"));
}

TEST_F(PersonalColumnsTest, AreAllThatComeFromRawData) {
  origin(kGold, "text", {"bronze", "customers"}, {{"Name", "copied"}});
  origin(kGold, "reason", {"quarantine", "customers"}, {{"_message", "computed"}});
  origin(kGold, "strange", {"silver", "not_there"}, {{"x", "copied"}});
  for (const char* column : {"text", "reason", "strange"}) EXPECT_THAT(kinds(kGold, column), ElementsAre("other"));
}

class MasksTest : public ::testing::Test {
 protected:
  MasksTest() { add_mask_functions(database_, std::string(16, 'k')); }

  /// What stands for values of a column v.
  std::vector<std::string> masks(const std::string& values, sql::Type type, const std::set<std::string>& kinds,
                                 bool is_copy = true) {
    sql::Query rows;
    rows.user_sql = "SELECT * FROM (VALUES " + values + ") t(v)";
    sql::Query query;
    query.select = {{masked({"v", type}, {kinds, is_copy}), "v"}};
    query.from = sql::subquery(rows, "r");
    engine::Result result = connection_.query(query);
    return testing::texts(result);
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(MasksTest, TextsBecomePseudonyms) {
  const auto all = masks("('Ann'), ('Bob'), ('Ann'), (NULL), ('')", {sql::TypeKind::kString}, {"name"});
  ASSERT_EQ(all.size(), 5U);
  EXPECT_THAT(all[0], MatchesRegex("name·[0-9a-z]{12}"));
  EXPECT_EQ(all[0], all[2]);
  EXPECT_NE(all[0], all[1]);
  EXPECT_EQ(all[3], "NULL");
  EXPECT_NE(all[4], all[0]);
  EXPECT_THAT(masks("('Ann')", {sql::TypeKind::kString}, {"name", "email"})[0], MatchesRegex("other·[0-9a-z]{12}"));
}

TEST_F(MasksTest, NumbersThatNameSomebodyBecomeOthers) {
  const auto all = masks("(4711::bigint), (4712), (4711), (NULL)", {sql::TypeKind::kBigint}, {"phone"});
  EXPECT_THAT(all[0], MatchesRegex("[0-9]+"));
  EXPECT_NE(all[0], "4711");
  EXPECT_EQ(all[0], all[2]);
  EXPECT_NE(all[0], all[1]);
  EXPECT_EQ(all[3], "NULL");
}

TEST_F(MasksTest, AllElseIsNull) {
  EXPECT_THAT(masks("(42::bigint)", {sql::TypeKind::kBigint}, {"health"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(42::bigint)", {sql::TypeKind::kBigint}, {"phone", "health"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(42::bigint)", {sql::TypeKind::kBigint}, {"phone"}, false), ElementsAre("NULL"));
  EXPECT_THAT(masks("(42::integer)", {sql::TypeKind::kInteger}, {"phone"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(date '2000-01-01')", {sql::TypeKind::kDate}, {"birth_date"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(1.5)", sql::Type::decimal(9, 2), {"other"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(true)", {sql::TypeKind::kBoolean}, {"health"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("(['a'])", {sql::TypeKind::kStringList}, {"name"}), ElementsAre("NULL"));
  EXPECT_THAT(masks("({'a': 1})", sql::Type::structure({{"a", {sql::TypeKind::kBigint}}}), {"name"}),
              ElementsAre("NULL"));
}

TEST_F(MasksTest, OtherKeysGiveOtherMasks) {
  engine::Database other;
  add_mask_functions(other, std::string(16, 'o'));
  const auto first = masks("('Ann')", {sql::TypeKind::kString}, {"name"});
  connection_ = other.connect();
  EXPECT_NE(first, masks("('Ann')", {sql::TypeKind::kString}, {"name"}));
}

}  // namespace
}  // namespace c360::session
