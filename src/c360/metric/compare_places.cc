#include "c360/metric/compare_places.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "c360/base/error.h"
#include "c360/metric/compile.h"
#include "c360/metric/names.h"
#include "c360/metric/plain_question.h"
#include "c360/metric/value.h"

namespace c360::metric {
namespace {

using project::Measure;
using project::MetricEntity;
using Texts = std::vector<std::string>;
using IsThere = std::function<bool(const std::string& schema, const std::string& table)>;

class Collector {
 public:
  Collector(const TypedModel& model, const IsThere& is_there) : model_(model), is_there_(is_there) {
    const Names names(model);
    dimensions_ = {""};  // none
    for (const std::string& name : names.all()) dimensions_.push_back(names.with_month(name));
  }

  void add(const Measure& measure) {
    const Texts needed = plain_question(model_, measure).by;
    bool is_asked = false;
    for (const std::string& dimension : dimensions_) {
      Question question{{measure.name}, needed, {}, {}, {}, {}, {}};
      if (!dimension.empty()) question.by.push_back(dimension);
      if (!can_be_asked(model_, question, is_there_)) continue;
      is_asked = true;
      place_for(question.by).measures.push_back(measure.name);
    }
    if (!is_asked) all_.not_asked.push_back(measure.name);
  }

  EveryQuestion take() { return std::move(all_); }

 private:
  Question& place_for(const Texts& by) {
    const auto known = std::find_if(all_.questions.begin(), all_.questions.end(),
                                    [&](const Question& question) { return question.by == by; });
    if (known != all_.questions.end()) return *known;
    Question& question = all_.questions.emplace_back();
    question.by = by;
    return question;
  }

  const TypedModel& model_;
  const IsThere& is_there_;
  Texts dimensions_;
  EveryQuestion all_;
};

/// The rows of two answers, met by their dimensions while both are read.
class Meeting {
 public:
  Meeting(const std::vector<AnswerColumn>& columns, std::size_t dimensions, Texts places, Comparison& comparison)
      : columns_(columns), dimensions_(dimensions), places_(std::move(places)), comparison_(comparison) {}

  /// A row of one side: 0 or 1. It is kept until the other side's comes.
  void add(std::size_t side, AnswerRow row) {
    AnswerRow member(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(dimensions_));
    Waiting& others = waiting_[1 - side];
    if (const auto other = others.find(member); other != others.end()) {
      ++comparison_.rows;
      compare(side == 0 ? row : other->second, side == 0 ? other->second : row);
      others.erase(other);
      return;
    }
    if (!waiting_[side].emplace(std::move(member), row).second)
      note(in_words(row) + fmt::format("several rows in {}", places_[side]));
  }

  void finish() {
    for (std::size_t side : {0U, 1U})
      for (const auto& [member, row] : waiting_[side]) {
        ++comparison_.rows;
        note(in_words(row) + fmt::format("only in {}", places_[side]));
      }
  }

 private:
  using Waiting = std::map<AnswerRow, AnswerRow>;

  /// "location Berlin: "
  std::string in_words(const AnswerRow& row) const {
    Texts members;
    for (std::size_t i = 0; i < dimensions_; ++i)
      members.push_back(fmt::format("{} {}", columns_[i].name, shown_value(row[i])));
    return members.empty() ? "" : fmt::format("{}: ", fmt::join(members, ", "));
  }

  void compare(const AnswerRow& here, const AnswerRow& there) {
    Texts parts;
    for (std::size_t i = dimensions_; i < here.size(); ++i)
      if (here[i] != there[i])
        parts.push_back(fmt::format("{} is {} in {}, {} in {}", columns_[i].name, shown_value(here[i]), places_[0],
                                    shown_value(there[i]), places_[1]));
    if (!parts.empty()) note(in_words(here) + fmt::format("{}", fmt::join(parts, "; ")));
  }

  void note(std::string difference) {
    if (++comparison_.different <= static_cast<std::int64_t>(kMostDifferences))
      comparison_.differences.push_back(std::move(difference));
  }

  const std::vector<AnswerColumn>& columns_;
  std::size_t dimensions_;
  Texts places_;
  Comparison& comparison_;
  Waiting waiting_[2];
};

}  // namespace

bool can_be_asked(const TypedModel& model, const Question& question, const IsThere& is_there) {
  bool all_there = true;
  try {
    compile(model, question, [&](const std::string& schema, const std::string& table) -> Texts {
      all_there = all_there && is_there(schema, table);
      return {schema, table};
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUsage) throw;
    return false;
  }
  return all_there;
}

EveryQuestion every_question(const TypedModel& model, const IsThere& is_there, const MetricEntity* entity) {
  Collector collector(model, is_there);
  for (const MetricEntity& each : model.spec().entities) {
    if (entity != nullptr && entity->name != each.name) continue;
    for (const Measure& measure : each.measures) collector.add(measure);
  }
  return collector.take();
}

Comparison compare_places(const Question& question, const Side& here, const Side& there) {
  Comparison comparison;
  comparison.what = question.by.empty() ? "in all" : fmt::format("by {}", fmt::join(question.by, ", "));
  comparison.measures = question.measures;
  const Compiled ours = compile(here.model, question, here.place.tables());
  const Compiled theirs = compile(there.model, question, there.place.tables());
  Meeting meeting(ours.columns, question.by.size(), {here.place.name(), there.place.name()}, comparison);
  AnswerRows rows[] = {here.place.open(ours.query), there.place.open(theirs.query)};
  bool open[] = {true, true};
  while (open[0] || open[1])
    for (std::size_t side : {0U, 1U}) {
      if (!open[side]) continue;
      auto row = rows[side].next();
      open[side] = row.has_value();
      if (row) meeting.add(side, std::move(*row));
    }
  meeting.finish();
  return comparison;
}

}  // namespace c360::metric
