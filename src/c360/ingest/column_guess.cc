#include "c360/ingest/column_guess.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "c360/engine/values/civil_time.h"
#include "c360/ingest/column_names.h"

namespace c360::ingest {
namespace {

/// A format to be tried; those that could be read two ways (day and month) come in the order of how common they are.
struct KnownFormat {
  values::TimeFormat format;
  bool time_of_day;
  bool zone;
};

const std::vector<KnownFormat>& known_formats() {
  static const std::vector<KnownFormat> formats = [] {
    std::vector<KnownFormat> all;
    for (const char* date : {"%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d"}) {
      all.push_back({values::TimeFormat(date), false, false});
    }
    for (const char* date : {"%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y"}) {
      for (const char* time : {" %H:%M:%S", "T%H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S.%f", " %H:%M"}) {
        all.push_back({values::TimeFormat(std::string(date) + time), true, false});
        all.push_back({values::TimeFormat(std::string(date) + time + "%z"), true, true});
      }
    }
    return all;
  }();
  return formats;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool is_null_token(std::string_view value) {
  constexpr std::array<std::string_view, 5> kTokens = {"na", "n/a", "null", "none", "-"};
  return value.empty() || std::any_of(kTokens.begin(), kTokens.end(),
                                      [value](std::string_view token) { return equal_ignoring_case(token, value); });
}

bool is_boolean(std::string_view value) {
  constexpr std::array<std::string_view, 4> kTexts = {"true", "false", "yes", "no"};
  return std::any_of(kTexts.begin(), kTexts.end(),
                     [value](std::string_view text) { return equal_ignoring_case(text, value); });
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; }) -
                                  text.begin());
}

}  // namespace

ColumnGuess::ColumnGuess() : format_uses_(known_formats().size(), 0) {}

void ColumnGuess::see(std::string_view raw) {
  const std::string_view value = trimmed(raw);
  if (is_null_token(value)) {
    ++empty_;
    return;
  }
  ++values_;
  see_number(value);
  see_time(value);
  if (is_boolean(value)) ++booleans_;
  if (!repeated_) repeated_ = !hashes_.insert(std::hash<std::string_view>()(value)).second;
}

void ColumnGuess::see_number(std::string_view value) {
  if (numbers_ + 1 < values_) return;
  if (value.front() == '-' || value.front() == '+') value.remove_prefix(1);
  const std::size_t whole = count_digits(value);
  const bool point = whole < value.size() && value[whole] == '.';
  const std::string_view after = point ? value.substr(whole + 1) : std::string_view();
  const std::size_t decimals = count_digits(after);
  const bool all_read = whole + (point ? 1 : 0) + decimals == value.size();
  if (whole == 0 || !all_read || (point && decimals == 0)) return;
  ++numbers_;
  if (whole > 1 && value.front() == '0') ++leading_zeros_;
  whole_digits_ = std::max(whole_digits_, static_cast<int>(whole));
  decimals_ = std::max(decimals_, static_cast<int>(decimals));
}

void ColumnGuess::see_time(std::string_view value) {
  if (times_ + 1 < values_ || value.size() < 8) return;
  values::CivilTime time;
  for (std::size_t at = 0; at < known_formats().size(); ++at) {
    const KnownFormat& known = known_formats()[at];
    if (!known.format.read(value, time)) continue;
    ++format_uses_[at];
    ++times_;
    times_of_day_ += known.time_of_day ? 1 : 0;
    zones_ += known.zone ? 1 : 0;
    return;
  }
}

std::optional<sql::Type> ColumnGuess::number_type() const {
  if (numbers_ != values_ || leading_zeros_ > 0) return std::nullopt;
  if (decimals_ == 0 && whole_digits_ <= 18) return sql::Type{sql::TypeKind::kBigint};
  const int scale = decimals_ == 0 ? 0 : std::max(2, decimals_);
  const int precision = std::max(12, whole_digits_ + scale);
  if (precision > 38) return std::nullopt;
  return sql::Type::decimal(precision, scale);
}

SniffedColumn ColumnGuess::sniffed() const {
  SniffedColumn column;
  column.values = values_;
  column.empty = empty_;
  column.unique = values_ > 0 && empty_ == 0 && !repeated_;
  if (values_ == 0) return column;
  const bool all_times = times_ == values_;
  const bool mixed_zones = zones_ > 0 && zones_ < values_;
  if (all_times && !mixed_zones) {
    column.type.kind = times_of_day_ == 0 ? sql::TypeKind::kDate
                       : zones_ > 0       ? sql::TypeKind::kTimestamp
                                          : sql::TypeKind::kDatetime;
    std::vector<std::size_t> order(format_uses_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return format_uses_[a] > format_uses_[b]; });
    for (const std::size_t at : order) {
      if (format_uses_[at] > 0) column.formats.push_back(known_formats()[at].format.text());
    }
  } else if (const std::optional<sql::Type> number = number_type()) {
    column.type = *number;
  } else if (booleans_ == values_) {
    column.type.kind = sql::TypeKind::kBoolean;
  }
  return column;
}

}  // namespace c360::ingest
