#include "c360/project/region_values.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <regex>

#include "c360/base/suggest.h"
#include "c360/project/names.h"
#include "c360/project/region_names.h"

namespace c360::project {
namespace {

using Hint = std::function<std::string(const std::string&)>;

bool contains(const std::vector<std::string>& sorted, const std::string& name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

/// A text that `is_one` accepts as it is; `hint` helps with any other.
Value<std::string> known_text(std::string expected, std::string pattern, std::function<bool(const std::string&)> is_one,
                              Hint hint) {
  Shape shape;
  shape.expected = std::move(expected);
  shape.pattern = std::move(pattern);
  return {shape,
          [shape, is_one, hint](const YamlNode& node, const std::string& what,
                                Problems& problems) -> std::optional<std::string> {
            const bool is_text = node.kind == YamlNode::Kind::kScalar;
            if (is_text && is_one(node.text)) return node.text;
            add_mismatch(node, what, shape.expected, problems, is_text ? hint(node.text) : "");
            return std::nullopt;
          }};
}

std::string did_you_mean_this(const std::string& name) {
  return name.empty() ? "" : "did you mean '" + name + "'?";
}

/// What people write for money instead of its code.
std::string currency_meant(const std::string& written) {
  static const std::map<std::string, std::string> words = {
      {"€", "EUR"},       {"euro", "EUR"}, {"euros", "EUR"}, {"$", "USD"},   {"us$", "USD"}, {"dollar", "USD"},
      {"dollars", "USD"}, {"£", "GBP"},    {"pound", "GBP"}, {"yen", "JPY"}, {"¥", "JPY"},   {"franc", "CHF"}};
  const auto found = words.find(folded(written));
  return found != words.end() ? found->second : closest(written, currency_codes()).value_or("");
}

std::string zone_meant(const std::string& written) {
  static const std::map<std::string, std::string> words = {{"cet", "Europe/Berlin"},
                                                           {"cest", "Europe/Berlin"},
                                                           {"bst", "Europe/London"},
                                                           {"pst", "America/Los_Angeles"},
                                                           {"pdt", "America/Los_Angeles"},
                                                           {"edt", "America/New_York"},
                                                           {"cdt", "America/Chicago"},
                                                           {"ist", "Asia/Kolkata"},
                                                           {"jst", "Asia/Tokyo"},
                                                           {"z", "UTC"},
                                                           {"local", "UTC"}};
  if (const auto found = words.find(folded(written)); found != words.end()) return found->second;
  for (const std::string& zone : time_zone_names()) {
    const std::string city = zone.substr(zone.find_last_of('/') + 1);
    if (folded(zone) == folded(written) || folded(city) == folded(written)) return zone;
  }
  return closest(written, time_zone_names()).value_or("");
}

std::string hint_for_zone(const std::string& written) {
  static const std::regex offset(R"((utc|gmt)?\s*[+-]\d{1,2}(:?\d{2})?)", std::regex::icase);
  if (std::regex_match(written, offset))
    return "an offset knows no summer time; write the zone's name, such as Europe/Berlin";
  return did_you_mean_this(zone_meant(written));
}

constexpr const char* kLanguageTag =
    R"(^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$)";

bool is_language_tag(const std::string& text) {
  static const std::regex tag(kLanguageTag);
  return std::regex_match(text, tag);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A part of a tag in the case of its place: the first small, four letters titled, two in capitals.
std::string in_case(std::string part, bool is_first) {
  part = folded(part);
  const auto upper = [](char& c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  };
  const bool letters = std::all_of(part.begin(), part.end(), is_letter);
  if (is_first || !letters) return part;
  if (part.size() == 4) upper(part.front());
  if (part.size() == 2) std::for_each(part.begin(), part.end(), upper);
  return part;
}

/// The tag as it is best written: "de_at.UTF-8" gives "de-AT". Empty where even that is none.
std::string tag_meant(const std::string& written) {
  std::string tag, part;
  for (const char c : written.substr(0, written.find('.')) + "-") {
    if (c != '-' && c != '_') {
      part += c;
      continue;
    }
    tag += (tag.empty() ? "" : "-") + in_case(part, tag.empty());
    part.clear();
  }
  return is_language_tag(tag) ? tag : "";
}

std::optional<std::int64_t> parse_span(const std::string& written) {
  static const std::map<char, std::int64_t> seconds = {{'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
  constexpr std::int64_t kMost = 100000;
  std::int64_t number = 0;
  const char* end = written.data() + written.size();
  const auto [rest, error] = std::from_chars(written.data(), end, number);
  if (error != std::errc() || rest + 1 != end || number < 1 || number > kMost) return std::nullopt;
  const auto unit = seconds.find(*rest);
  return unit == seconds.end() ? std::nullopt : std::optional(number * unit->second);
}

}  // namespace

Value<std::string> currency_code() {
  return known_text(
      "a currency's code of ISO 4217 such as EUR", "^[A-Z]{3}$",
      [](const std::string& written) { return contains(currency_codes(), written); },
      [](const std::string& written) { return did_you_mean_this(currency_meant(written)); });
}

Value<std::string> language_tag() {
  return known_text("a language tag of BCP 47 such as de-DE", kLanguageTag, is_language_tag,
                    [](const std::string& written) { return did_you_mean_this(tag_meant(written)); });
}

Value<std::string> time_zone_name() {
  return known_text(
      "a time zone's IANA name such as Europe/Berlin", "^[A-Za-z0-9_+/-]+$",
      [](const std::string& written) { return contains(time_zone_names(), written); }, hint_for_zone);
}

Value<int> weekday() {
  return one_of<int>({{"monday", 1},
                      {"tuesday", 2},
                      {"wednesday", 3},
                      {"thursday", 4},
                      {"friday", 5},
                      {"saturday", 6},
                      {"sunday", 7}});
}

Value<std::int64_t> time_span() {
  return parsed_text<std::int64_t>("a span of time such as 90m, 36h or 7d", "^[1-9][0-9]*[mhdw]$", parse_span);
}

}  // namespace c360::project
