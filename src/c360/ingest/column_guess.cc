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

/// Whether a project takes the text for no value without being told so.
bool is_usual_null_token(std::string_view value) {
  return !equal_ignoring_case(value, "none") && value != "-";
}

}  // namespace

ColumnGuess::ColumnGuess() : format_uses_(known_formats().size(), 0) {}

void ColumnGuess::see(std::string_view raw) {
  const std::string_view value = trimmed(raw);
  if (is_null_token(value)) {
    ++empty_;
    if (!is_usual_null_token(value)) null_tokens_.emplace(value);
    return;
  }
  ++values_;
  for (NumberGuess* guess : {&plain_, &english_, &continental_}) guess->see(value);
  see_time(value);
  if (is_boolean(value)) ++booleans_;
  if (!repeated_) repeated_ = !hashes_.insert(std::hash<std::string_view>()(value)).second;
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

bool ColumnGuess::are_times() const {
  const bool mixed_zones = zones_ > 0 && zones_ < values_;
  return times_ == values_ && !mixed_zones;
}

void ColumnGuess::tell_times(SniffedColumn& column) const {
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
}

/// False if the values are no numbers, or could be read as different ones: 1,234 is one thousand or one.
bool ColumnGuess::tell_numbers(SniffedColumn& column) const {
  const auto english = english_.type(), continental = continental_.type();
  const bool clear = english.has_value() != continental.has_value();
  const NumberGuess& guess = plain_.type() ? plain_ : english ? english_ : continental_;
  const auto type = guess.type();
  if (!type || (!plain_.type() && !clear)) return false;
  column.type = *type;
  column.style = guess.style();
  return true;
}

SniffedColumn ColumnGuess::sniffed() const {
  SniffedColumn column;
  column.values = values_;
  column.empty = empty_;
  column.unique = values_ > 0 && empty_ == 0 && !repeated_;
  if (values_ == 0) return column;
  if (are_times()) {
    tell_times(column);
  } else if (!tell_numbers(column)) {
    if (booleans_ == values_) column.type.kind = sql::TypeKind::kBoolean;
  }
  if (column.type.kind != sql::TypeKind::kString) column.null_tokens.assign(null_tokens_.begin(), null_tokens_.end());
  return column;
}

}  // namespace c360::ingest
