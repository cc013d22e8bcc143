#include "c360/project/region_values.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/project/region_names.h"

namespace c360::project {
namespace {

/// What reading a text gives: the value, or the hint after "no: ".
template <class V>
std::string value_or_hint(const Value<V>& value, const std::string& text) {
  Problems problems;
  const std::optional<V> got = value.read(YamlNode::scalar(text, {"c360.yaml", 1, 1}), "it", problems);
  if (got) {
    if constexpr (std::is_same_v<V, std::string>) {
      return *got;
    } else {
      return std::to_string(*got);
    }
  }
  try {
    problems.throw_if_any();
  } catch (const ProjectErrors& errors) {
    return "no: " + errors.errors().at(0).hint();
  }
  return "no mistake";
}

TEST(RegionNames, AreSortedSoThatTheyCanBeSearched) {
  for (const auto* names : {&currency_codes(), &time_zone_names()}) {
    EXPECT_TRUE(std::is_sorted(names->begin(), names->end()));
    EXPECT_EQ(std::adjacent_find(names->begin(), names->end()), names->end());
    EXPECT_GT(names->size(), 150U);
  }
}

TEST(RegionValues, CurrenciesAreCodesInUse) {
  EXPECT_EQ(value_or_hint(currency_code(), "EUR"), "EUR");
  EXPECT_EQ(value_or_hint(currency_code(), "ZWG"), "ZWG");
  EXPECT_EQ(value_or_hint(currency_code(), "eur"), "no: did you mean 'EUR'?");
  EXPECT_EQ(value_or_hint(currency_code(), "Euro"), "no: did you mean 'EUR'?");
  EXPECT_EQ(value_or_hint(currency_code(), "€"), "no: did you mean 'EUR'?");
  EXPECT_EQ(value_or_hint(currency_code(), "dollars"), "no: did you mean 'USD'?");
  EXPECT_EQ(value_or_hint(currency_code(), "seashells"), "no: ");
}

TEST(RegionValues, LocalesAreLanguageTags) {
  for (const char* tag : {"de", "de-DE", "zh-Hant-TW", "es-419", "sr-Latn-RS", "de-CH-1901"}) {
    EXPECT_EQ(value_or_hint(language_tag(), tag), tag);
  }
  EXPECT_EQ(value_or_hint(language_tag(), "de_DE"), "no: did you mean 'de-DE'?");
  EXPECT_EQ(value_or_hint(language_tag(), "DE-de.UTF-8"), "no: did you mean 'de-DE'?");
  EXPECT_EQ(value_or_hint(language_tag(), "zh-hant-tw"), "no: did you mean 'zh-Hant-TW'?");
  EXPECT_EQ(value_or_hint(language_tag(), "German"), "no: ");
  EXPECT_EQ(value_or_hint(language_tag(), ""), "no: ");
  EXPECT_EQ(value_or_hint(language_tag(), "de-"), "no: ");
}

TEST(RegionValues, TimeZonesAreNamesOfTheDatabase) {
  EXPECT_EQ(value_or_hint(time_zone_name(), "Europe/Berlin"), "Europe/Berlin");
  EXPECT_EQ(value_or_hint(time_zone_name(), "UTC"), "UTC");
  EXPECT_EQ(value_or_hint(time_zone_name(), "europe/berlin"), "no: did you mean 'Europe/Berlin'?");
  EXPECT_EQ(value_or_hint(time_zone_name(), "Europe/Berln"), "no: did you mean 'Europe/Berlin'?");
  EXPECT_EQ(value_or_hint(time_zone_name(), "Tokyo"), "no: did you mean 'Asia/Tokyo'?");
  EXPECT_EQ(value_or_hint(time_zone_name(), "CEST"), "no: did you mean 'Europe/Berlin'?");
  for (const char* offset : {"+02:00", "UTC+2", "GMT-0330"}) {
    EXPECT_EQ(value_or_hint(time_zone_name(), offset),
              "no: an offset knows no summer time; write the zone's name, such as Europe/Berlin");
  }
}

TEST(RegionValues, WeekdaysAreNumberedAsIsoDoes) {
  EXPECT_EQ(value_or_hint(weekday(), "monday"), "1");
  EXPECT_EQ(value_or_hint(weekday(), "sunday"), "7");
  EXPECT_EQ(value_or_hint(weekday(), "Sunday"), "no: did you mean 'sunday'?");
}

TEST(RegionValues, SpansOfTimeHaveAUnit) {
  EXPECT_EQ(value_or_hint(time_span(), "90m"), "5400");
  EXPECT_EQ(value_or_hint(time_span(), "36h"), "129600");
  EXPECT_EQ(value_or_hint(time_span(), "7d"), "604800");
  EXPECT_EQ(value_or_hint(time_span(), "2w"), "1209600");
  for (const char* text : {"", "7", "d", "0d", "-1d", "1.5h", "7 d", "7days", "100001d", "99999999999999999999d"}) {
    EXPECT_EQ(value_or_hint(time_span(), text), "no: ") << text;
  }
}

}  // namespace
}  // namespace c360::project
