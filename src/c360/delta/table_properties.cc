#include "c360/delta/table_properties.h"

#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>

#include "c360/base/letter_case.h"

namespace c360::delta {
namespace {

constexpr Version kDefaultCheckpointInterval = 10;
constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;

const std::string* find_property(const Metadata& metadata, const std::string& name) {
  const auto found = metadata.configuration.find(name);
  return found == metadata.configuration.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> unit_millis(std::string unit) {
  struct Unit {
    std::string_view name;
    std::int64_t millis;
  };
  constexpr std::array<Unit, 6> kUnits = {{{"week", 7 * kDay},
                                           {"day", kDay},
                                           {"hour", kDay / 24},
                                           {"minute", 60'000},
                                           {"second", 1000},
                                           {"millisecond", 1}}};
  if (unit.ends_with('s')) unit.pop_back();
  for (const Unit& known : kUnits) {
    if (known.name == unit) return known.millis;
  }
  return std::nullopt;
}

/// "interval 1 week", "interval 36 hours 30 minutes"; the word interval may be missing.
std::optional<std::int64_t> parse_interval(const std::string& text) {
  std::istringstream words(to_lower(text));
  std::string word;
  std::optional<std::int64_t> total;
  while (words >> word) {
    if (word == "interval") continue;
    std::int64_t count = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), count);
    std::string unit;
    if (failure != std::errc() || *end != '\0' || count < 0 || !(words >> unit)) return std::nullopt;
    const auto millis = unit_millis(unit);
    if (!millis) return std::nullopt;
    total = total.value_or(0) + count * *millis;
  }
  return total;
}

}  // namespace

Version checkpoint_interval(const Metadata& metadata) {
  const std::string* text = find_property(metadata, "delta.checkpointInterval");
  if (text == nullptr) return kDefaultCheckpointInterval;
  Version interval = 0;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), interval);
  const bool sensible = failure == std::errc() && end == text->data() + text->size() && interval > 0;
  return sensible ? interval : kDefaultCheckpointInterval;
}

std::int64_t tombstone_retention(const Metadata& metadata) {
  const std::string* text = find_property(metadata, "delta.deletedFileRetentionDuration");
  return (text == nullptr ? std::nullopt : parse_interval(*text)).value_or(7 * kDay);
}

bool is_append_only(const Metadata& metadata) {
  return property_is_true(metadata, "delta.appendOnly");
}

bool property_is_true(const Metadata& metadata, const std::string& name) {
  const std::string* text = find_property(metadata, name);
  return text != nullptr && to_lower(*text) == "true";
}

}  // namespace c360::delta
