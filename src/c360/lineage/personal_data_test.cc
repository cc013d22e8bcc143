#include "c360/lineage/personal_data.h"

#include <gmock/gmock.h>

namespace c360::lineage {
namespace {

using model::Derivation;
using model::TableRole;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Kinds = std::set<std::string>;
using Column = model::SourceColumn;

const Column kRaw{{"raw", "people"}, "Mail"}, kBronze{{"bronze", "people"}, "Mail"},
    kSilver{{"silver", "people"}, "email"}, kRejected{{"quarantine", "people"}, "Mail"},
    kReason{{"quarantine", "people"}, "_reasons"}, kShout{{"gold", "shout"}, "loud"},
    kPast{{"gold", "past_silver"}, "mail"}, kCount{{"gold", "shout"}, "people"},
    kDomain{{"silver", "people"}, "domain"};

class PersonalDataTest : public ::testing::Test {
 protected:
  PersonalDataTest() {
    add(kRaw.table, TableRole::kSource, {{"Mail", "", "", ""}});
    add(kBronze.table, TableRole::kBronze, {{"Mail", "", "", ""}});
    add(kSilver.table, TableRole::kSilver, {{"email", "", "email", ""}, {"domain", "", "", ""}});
    add(kRejected.table, TableRole::kQuarantine, {{"Mail", "", "", ""}, {"_reasons", "", "", ""}});
    add(kShout.table, TableRole::kModel, {{"loud", "", "", ""}, {"people", "", "", ""}});
    add(kPast.table, TableRole::kModel, {{"mail", "", "", ""}});
    carry(kRaw, kBronze);
    carry(kBronze, kSilver);
    carry(kBronze, kDomain);
    carry(kBronze, kRejected);
    carry(kSilver, kShout);
    carry(kRejected, kPast);
    graph_.add({kSilver, kCount, {Derivation::kAggregated, false, 0}});
    graph_.add({kBronze, kReason, {Derivation::kNone, false, model::kConditions}});
  }

  void add(const lakehouse::TableName& name, TableRole role, std::vector<model::LineageColumn> columns) {
    graph_.add({name, role, {}, std::move(columns), {}});
  }
  void carry(const Column& from, const Column& to) { graph_.add({from, to, {Derivation::kComputed, true, 0}}); }

  model::LineageGraph graph_;
};

TEST_F(PersonalDataTest, FollowsSilverToWhatIsMadeOfIt) {
  EXPECT_THAT(personal_data_in(graph_, kSilver), ElementsAre("email"));
  EXPECT_THAT(personal_data_in(graph_, kShout), ElementsAre("email"));
  EXPECT_THAT(personal_data_in(graph_, kCount), IsEmpty()) << "a count shows nobody";
}

TEST_F(PersonalDataTest, KnowsRawColumnsByTheSilverColumnsReadFromThem) {
  EXPECT_THAT(personal_data_in(graph_, kRaw), ElementsAre("email"));
  EXPECT_THAT(personal_data_in(graph_, kBronze), ElementsAre("email"));
  EXPECT_THAT(personal_data_in(graph_, kRejected), ElementsAre("email"));
}

TEST_F(PersonalDataTest, FollowsModelsThatReadPastSilver) {
  EXPECT_THAT(personal_data_in(graph_, kPast), ElementsAre("email"));
}

TEST_F(PersonalDataTest, LeavesWhatOnlyDecidesAndOtherSilverColumnsAlone) {
  EXPECT_THAT(personal_data_in(graph_, kReason), IsEmpty());
  EXPECT_THAT(personal_data_in(graph_, kDomain), IsEmpty()) << "a contract that says so means it";
}

}  // namespace
}  // namespace c360::lineage
