#include "c360/project/check_measures.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "c360/base/suggest.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

using MeasureKind = Measure::Kind;

const std::vector<std::string>& kind_keys() {
  static const std::vector<std::string> keys = {"value",   "ratio", "share",   "change", "running",
                                                "rolling", "rank",  "formula", "each"};
  return keys;
}

/// Which kind each further key belongs to.
const std::map<std::string, std::vector<std::string>>& owners_of_keys() {
  static const std::map<std::string, std::vector<std::string>> owners = {
      {"where", {"value"}},     {"filter", {"value"}},    {"semi_additive", {"value"}},
      {"over", {"share"}},      {"since", {"change"}},    {"as", {"change"}},
      {"restart", {"running"}}, {"periods", {"rolling"}}, {"having", {"each"}},
      {"take", {"each"}},       {"of", {"each"}}};
  return owners;
}

/// The measures that one is made of, with the key that names them.
std::vector<std::pair<std::string, std::string>> parts_of(const Measure& measure) {
  if (measure.kind == MeasureKind::kAggregate) return {};
  if (measure.kind == MeasureKind::kRatio) return {{"ratio", measure.ratio.first}, {"ratio", measure.ratio.second}};
  std::vector<std::pair<std::string, std::string>> parts;
  for (const FormulaStep& step : measure.formula)
    if (step.kind == FormulaStep::Kind::kMeasure) parts.emplace_back("formula", step.text);
  if (measure.kind == MeasureKind::kFormula || measure.of.empty()) return parts;
  const char* key = measure.kind == MeasureKind::kShare     ? "share"
                    : measure.kind == MeasureKind::kChange  ? "change"
                    : measure.kind == MeasureKind::kRunning ? "running"
                    : measure.kind == MeasureKind::kRolling ? "rolling"
                    : measure.kind == MeasureKind::kRank    ? "rank"
                                                            : "of";
  return {{key, measure.of}};
}

class MeasureChecker {
 public:
  MeasureChecker(const std::vector<ReadMetrics>& all, Problems& problems) : all_(all), problems_(problems) {
    for (const ReadMetrics& read : all_)
      for (const Measure& measure : read.entity.measures) add(measure);
  }

  void check() {
    for (const ReadMetrics& read : all_)
      for (const Measure& measure : read.entity.measures) {
        const YamlNode* measures = read.document.find("measures");
        const YamlNode* node = measures == nullptr ? nullptr : measures->find(measure.name);
        if (node != nullptr) check_measure(measure, *node);
      }
    for (const auto& [name, measure] : known_) follow(*measure);
  }

 private:
  void add(const Measure& measure) {
    const auto [first, is_new] = known_.emplace(folded(measure.name), &measure);
    if (!is_new)
      problems_.add(
          measure.where, fmt::format("the measure '{}' is defined twice", measure.name),
          fmt::format("a measure means one thing everywhere; the other is {}", first->second->where.to_string()));
  }

  void check_measure(const Measure& measure, const YamlNode& node) {
    if (!check_kind(measure, node)) return;
    check_needs(measure, node);
    for (const auto& [key, part] : parts_of(measure)) check_part(part, node.place({key}));
    if (measure.kind == MeasureKind::kEach && !has_entity(measure.each))
      problems_.add(node.place({"each"}), fmt::format("there is no entity '{}'", measure.each),
                    did_you_mean(measure.each, entity_names(all_)));
  }

  bool check_kind(const Measure& measure, const YamlNode& node) {
    std::vector<std::string> kinds;
    for (const std::string& key : kind_keys())
      if (node.find(key) != nullptr) kinds.push_back(key);
    if (kinds.size() != 1) {
      const std::string found = kinds.empty() ? "none" : fmt::format("{}", fmt::join(kinds, " and "));
      problems_.add(
          measure.where,
          fmt::format("the measure '{}' must have one key that says what it is, and has {}", measure.name, found),
          fmt::format("one of {}", joined(kind_keys())));
      return false;
    }
    for (const auto& [key, owners] : owners_of_keys())
      if (node.find(key) != nullptr && std::find(owners.begin(), owners.end(), kinds.front()) == owners.end())
        problems_.add(node.place({key}), fmt::format("'{}' has no use with '{}'", key, kinds.front()),
                      fmt::format("it goes with '{}'", owners.front()));
    return true;
  }

  void check_needs(const Measure& measure, const YamlNode& node) {
    if (measure.kind == MeasureKind::kRolling && node.find("periods") == nullptr)
      problems_.add(measure.where, fmt::format("'{}' does not say over how many periods", measure.name),
                    "add 'periods', such as periods: 3");
    if (measure.kind == MeasureKind::kEach && node.find("of") == nullptr)
      problems_.add(
          measure.where,
          fmt::format("'{}' does not say which measure it takes for each of '{}'", measure.name, measure.each),
          "add 'of' with a measure's name");
  }

  void check_part(const std::string& part, const Location& where) {
    if (part.empty() || known_.count(folded(part)) > 0 || problems_.reported(where)) return;
    problems_.add(where, fmt::format("there is no measure '{}'", part), did_you_mean(part, measure_names(all_)));
  }

  bool has_entity(const std::string& name) const {
    return std::any_of(all_.begin(), all_.end(), [&](const ReadMetrics& read) { return read.entity.name == name; });
  }

  /// Walks to what a measure is made of and reports a way back to it.
  void follow(const Measure& measure) {
    if (done_.count(measure.name) > 0) return;
    const auto start = std::find(path_.begin(), path_.end(), measure.name);
    if (start != path_.end()) {
      std::string circle;
      for (auto step = start; step != path_.end(); ++step) circle += *step + " → ";
      problems_.add(measure.where, fmt::format("a measure is made of itself: {}{}", circle, measure.name),
                    "one of them must be a value of its own");
      return;
    }
    path_.push_back(measure.name);
    for (const auto& part : parts_of(measure))
      if (const auto found = known_.find(folded(part.second)); found != known_.end()) follow(*found->second);
    path_.pop_back();
    done_.insert(measure.name);
  }

  static std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

  const std::vector<ReadMetrics>& all_;
  Problems& problems_;
  std::map<std::string, const Measure*> known_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
};

}  // namespace

void check_measures(const std::vector<ReadMetrics>& all, Problems& problems) {
  MeasureChecker(all, problems).check();
}

std::vector<std::string> measure_names(const std::vector<ReadMetrics>& all) {
  std::vector<std::string> names;
  for (const ReadMetrics& read : all)
    for (const Measure& measure : read.entity.measures) names.push_back(measure.name);
  return names;
}

std::vector<std::string> entity_names(const std::vector<ReadMetrics>& all) {
  std::vector<std::string> names;
  for (const ReadMetrics& read : all) names.push_back(read.entity.name);
  return names;
}

}  // namespace c360::project
