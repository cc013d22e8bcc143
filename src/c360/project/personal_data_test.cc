#include "c360/project/personal_data.h"

#include <gtest/gtest.h>

#include <set>

namespace c360::project {
namespace {

TEST(PersonalData, EveryKindHasAWordOfItsOwn) {
  std::set<std::string_view> words;
  for (const PersonalData kind : personal_data_kinds()) {
    EXPECT_TRUE(words.insert(to_string(kind)).second) << to_string(kind);
    EXPECT_EQ(personal_data_of(to_string(kind)), kind);
  }
  EXPECT_EQ(words.size(), 16U);
  EXPECT_EQ(words.count(""), 0U);
}

TEST(PersonalData, WordsAreThoseOfTheField) {
  EXPECT_EQ(to_string(PersonalData::kEmail), "email");
  EXPECT_EQ(to_string(PersonalData::kBirthDate), "birth_date");
  EXPECT_EQ(to_string(PersonalData::kUserName), "user_name");
  EXPECT_EQ(to_string(PersonalData::kOther), "other");
}

TEST(PersonalData, NoneIsTheEmptyWordAndOthersAreNone) {
  EXPECT_EQ(to_string(PersonalData::kNone), "");
  EXPECT_EQ(personal_data_of(""), PersonalData::kNone);
  EXPECT_EQ(personal_data_of("shoe_size"), std::nullopt);
  EXPECT_EQ(personal_data_of("Email"), std::nullopt);
}

}  // namespace
}  // namespace c360::project
