#include "c360/generate/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace c360::generate {
namespace {

const std::vector<std::pair<const char*, Words>>& lists() {
  static const std::vector<std::pair<const char*, Words>> all = {
      {"first names", words::kFirstNames},
      {"last names", words::kLastNames},
      {"mail hosts", words::kMailHosts},
      {"streets", words::kStreets},
      {"cities", words::kCities},
      {"products", words::kProducts},
      {"departments", words::kDepartments},
      {"shifts", words::kShifts},
      {"open hours", words::kOpenHours},
      {"shop categories", words::kShopCategories},
      {"retail categories", words::kRetailCategories},
      {"shop payment methods", words::kShopPaymentMethods},
      {"retail payment methods", words::kRetailPaymentMethods},
      {"payment statuses", words::kPaymentStatuses},
      {"order statuses", words::kOrderStatuses},
      {"issues", words::kIssues},
      {"resolutions", words::kResolutions},
      {"retail issues", words::kRetailIssues},
      {"retail resolutions", words::kRetailResolutions},
      {"pages", words::kPages},
      {"devices", words::kDevices},
      {"tiers", words::kTiers},
      {"point reasons", words::kPointReasons}};
  return all;
}

TEST(WordsTest, AreSeveralAndNoneTwice) {
  for (const auto& [name, list] : lists()) {
    EXPECT_GE(list.size(), 2U) << name;
    EXPECT_EQ(std::set<std::string_view>(list.begin(), list.end()).size(), list.size()) << name;
  }
}

TEST(WordsTest, AreCleanAsTheyStand) {
  constexpr std::string_view kBlanks = " \t\n";
  for (const auto& [name, list] : lists()) {
    for (const std::string_view word : list) {
      ASSERT_FALSE(word.empty()) << name;
      EXPECT_EQ(kBlanks.find(word.front()), std::string_view::npos) << word;
      EXPECT_EQ(kBlanks.find(word.back()), std::string_view::npos) << word;
      EXPECT_EQ(word.find("  "), std::string_view::npos) << word;
      EXPECT_EQ(word.find('"'), std::string_view::npos) << word;
      EXPECT_NE(word, "NA") << name;
      EXPECT_NE(word, "Unknown") << name;
    }
  }
}

TEST(WordsTest, AreFoundAtTheirPlace) {
  for (const auto& [name, list] : lists()) {
    for (std::size_t at = 0; at < list.size(); ++at) {
      EXPECT_EQ(place_of(list[at], list), static_cast<std::int64_t>(at)) << name;
    }
  }
}

}  // namespace
}  // namespace c360::generate
