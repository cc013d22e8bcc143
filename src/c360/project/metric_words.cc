#include "c360/project/metric_words.h"

#include <algorithm>
#include <cctype>

namespace c360::project {
namespace {

template <class V>
std::string find_word(const Words<V>& words, V value) {
  for (const auto& [word, known] : words)
    if (known == value) return word;
  return "other";
}

}  // namespace

const Words<EntityRole>& entity_role_words() {
  static const Words<EntityRole> words = {
      {"customer", EntityRole::kCustomer}, {"sale", EntityRole::kSale},
      {"payment", EntityRole::kPayment},   {"product", EntityRole::kProduct},
      {"store", EntityRole::kStore},       {"agent", EntityRole::kAgent},
      {"ticket", EntityRole::kTicket},     {"session", EntityRole::kSession},
      {"loyalty", EntityRole::kLoyalty},   {"loyalty_change", EntityRole::kLoyaltyChange},
      {"other", EntityRole::kOther}};
  return words;
}

const Words<ColumnRole>& column_role_words() {
  static const Words<ColumnRole> words = {{"amount", ColumnRole::kAmount},
                                          {"price", ColumnRole::kPrice},
                                          {"quantity", ColumnRole::kQuantity},
                                          {"points", ColumnRole::kPoints},
                                          {"duration", ColumnRole::kDuration},
                                          {"number", ColumnRole::kNumber},
                                          {"id", ColumnRole::kId},
                                          {"name", ColumnRole::kName},
                                          {"email", ColumnRole::kEmail},
                                          {"phone", ColumnRole::kPhone},
                                          {"address", ColumnRole::kAddress},
                                          {"time", ColumnRole::kTime},
                                          {"channel", ColumnRole::kChannel},
                                          {"status", ColumnRole::kStatus},
                                          {"category", ColumnRole::kCategory},
                                          {"location", ColumnRole::kLocation},
                                          {"method", ColumnRole::kMethod},
                                          {"tier", ColumnRole::kTier},
                                          {"issue", ColumnRole::kIssue},
                                          {"reason", ColumnRole::kReason},
                                          {"device", ColumnRole::kDevice},
                                          {"page", ColumnRole::kPage},
                                          {"segment", ColumnRole::kSegment},
                                          {"department", ColumnRole::kDepartment},
                                          {"shift", ColumnRole::kShift},
                                          {"manager", ColumnRole::kManager},
                                          {"hours", ColumnRole::kHours},
                                          {"flag", ColumnRole::kFlag},
                                          {"other", ColumnRole::kOther}};
  return words;
}

const Words<TimeGrain>& time_grain_words() {
  using Grain = TimeGrain;
  static const Words<Grain> words = {{"day", Grain::kDay},
                                     {"week", Grain::kWeek},
                                     {"month", Grain::kMonth},
                                     {"quarter", Grain::kQuarter},
                                     {"year", Grain::kYear},
                                     {"hour_of_day", Grain::kHourOfDay},
                                     {"day_of_week", Grain::kDayOfWeek},
                                     {"day_name", Grain::kDayName},
                                     {"month_of_year", Grain::kMonthOfYear}};
  return words;
}

const Words<ValueFormat>& value_format_words() {
  using Format = ValueFormat;
  static const Words<Format> words = {{"number", Format::kNumber},   {"currency", Format::kCurrency},
                                      {"percent", Format::kPercent}, {"duration", Format::kDuration},
                                      {"date", Format::kDate},       {"text", Format::kText}};
  return words;
}

std::string word_of(EntityRole role) {
  return find_word(entity_role_words(), role);
}
std::string word_of(ColumnRole role) {
  return find_word(column_role_words(), role);
}
std::string word_of(TimeGrain grain) {
  return find_word(time_grain_words(), grain);
}
std::string word_of(ValueFormat format) {
  return find_word(value_format_words(), format);
}

bool is_period(TimeGrain grain) {
  return grain <= TimeGrain::kYear;
}

std::optional<TimeGrain> find_grain(std::string_view word) {
  for (const auto& [known, grain] : time_grain_words())
    if (known == word) return grain;
  return std::nullopt;
}

std::vector<std::string> grain_names() {
  std::vector<std::string> names;
  for (const auto& entry : time_grain_words()) names.push_back(entry.first);
  return names;
}

std::string label_of_name(std::string_view name) {
  std::string label(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  return label;
}

}  // namespace c360::project
