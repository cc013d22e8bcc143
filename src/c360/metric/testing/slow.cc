#include "c360/metric/testing/slow.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>

namespace c360::metric::testing_star {
namespace {

using Op = Condition::Op;

std::pair<std::string, int> parts_of(const std::string& measure) {
  const std::size_t at = measure.find_last_not_of("0123456789") + 1;
  return {measure.substr(0, at), at < measure.size() ? std::stoi(measure.substr(at)) : 0};
}

Exact cents(std::int64_t value) {
  return {value, 2};
}
Exact whole(std::int64_t value) {
  return {value, 0};
}
SlowValue of(Number number) {
  return {number, std::nullopt, false};
}
SlowValue of_text(Text text) {
  return {std::nullopt, std::move(text), true};
}

std::string shown(const SlowValue& value) {
  return value.is_text ? value.text.value_or("-") : text_of(value.number);
}

Number nth(std::vector<Exact> values, std::size_t place) {
  std::sort(values.begin(), values.end(), less);
  return values.at(place);
}

/// The least value that a share in tenths of the values does not exceed.
Number percentile(const std::vector<Exact>& values, std::size_t tenths) {
  if (values.empty()) return std::nullopt;
  return nth(values, (values.size() * tenths + 9) / 10 - 1);
}

Number median(const std::vector<Exact>& values) {
  if (values.empty()) return std::nullopt;
  const Number low = nth(values, (values.size() + 1) / 2 - 1);
  const Number high = nth(values, values.size() / 2);
  return quotient(added(*low, *high), whole(2), 4);
}

/// Numbers by their size, all other texts as they are.
bool is_less(const std::string& a, const std::string& b) {
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789-.") == std::string::npos &&
           text.find('-', 1) == std::string::npos;
  };
  return is_number(a) && is_number(b) ? std::stod(a) < std::stod(b) : a < b;
}

int year_of(const std::string& day) {
  return std::stoi(day.substr(0, 4));
}
int month_of(const std::string& day) {
  return std::stoi(day.substr(5, 2));
}

std::string band(const Number& value, const std::vector<std::pair<Exact, std::string>>& ends, const std::string& last) {
  for (const auto& [end, label] : ends)
    if (less(*value, end)) return label;
  return last;
}

const std::set<std::string>& comparing() {
  static const std::set<std::string> names = {"percent", "difference", "previous", "lastyear",
                                              "running", "thisyear",   "rolling",  "rollingratio"};
  return names;
}

}  // namespace

std::string first_of(const std::string& day, const std::string& period) {
  if (period == "day") return day;
  const int month = period == "year" ? 1 : period == "quarter" ? (month_of(day) - 1) / 3 * 3 + 1 : month_of(day);
  return fmt::format("{:04}-{:02}-01", year_of(day), month);
}

std::string shifted_by(const std::string& first, const std::string& period, int by) {
  namespace chrono = std::chrono;
  const chrono::year_month_day from{chrono::year(year_of(first)), chrono::month(static_cast<unsigned>(month_of(first))),
                                    chrono::day(static_cast<unsigned>(std::stoi(first.substr(8, 2))))};
  chrono::year_month_day to = chrono::sys_days(from) + chrono::days(by);
  if (period != "day") {
    to = from + chrono::months((period == "year" ? 12 : period == "quarter" ? 3 : 1) * by);
    if (!to.ok()) to = to.year() / to.month() / chrono::last;  // there is no 29 February every year
  }
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(to.year()), static_cast<unsigned>(to.month()),
                     static_cast<unsigned>(to.day()));
}

std::size_t Slow::size_of(int fact) const {
  if (fact == kPlace) return star_.places.size();
  if (fact == kRegion) return star_.regions.size();
  return star_.facts[static_cast<std::size_t>(fact)].size();
}

const PlaceRow* Slow::place_of(const Row& row) const {
  if (row.fact == kPlace) return &star_.places[row.index];
  if (row.fact == kRegion) return nullptr;
  for (const PlaceRow& place : star_.places)
    if (fact_row(row).place == place.key) return &place;
  return nullptr;
}

const RegionRow* Slow::region_of(const Row& row, bool over_place) const {
  if (row.fact == kRegion) return &star_.regions[row.index];
  std::optional<int> key;
  if (row.fact >= 0 && star_.leads_to_region[static_cast<std::size_t>(row.fact)] && !over_place) {
    key = fact_row(row).region;
  } else if (const PlaceRow* place = place_of(row)) {
    key = place->region;
  }
  for (const RegionRow& region : star_.regions)
    if (key == region.key) return &region;
  return nullptr;
}

bool Slow::reaches(int fact, const std::string& dimension) const {
  const std::string entity = dimension.substr(0, dimension.find('.'));
  if (entity == "time") return fact >= 0;
  if (entity == "region") return true;
  if (entity == "place") return fact != kRegion;
  return fact >= 0 && entity == fmt::format("f{}", fact);
}

Text Slow::place_attribute(const PlaceRow& place, const std::string& name) {
  if (name == "kind") return place.kind;
  if (name == "key") return std::to_string(place.key);
  if (name == "size") return place.size ? Text(std::to_string(*place.size)) : std::nullopt;
  const auto [base, fact] = parts_of(name.substr(0, name.find('.')));
  const auto of_place = [&, index = fact](const char* measure, int key) {
    Cell cell;
    cell.place = key;
    return value(fmt::format("{}{}", measure, index), cell);
  };
  if (base == "band")
    return band(of_place("sum", place.key).number,
                {{whole(0), "under 0"}, {{55, 1}, "0 to under 5.5"}, {whole(20), "5.5 to under 20"}}, "20 and more");
  if (base == "times")
    return band(of_place("count", place.key).number, {{whole(1), "under 1"}, {whole(2), "1"}, {whole(4), "2 to 3"}},
                "4 and more");
  if (base == "first") {
    const Text day = of_place("day", place.key).text;
    return day ? Text(first_of(*day, name.substr(name.find('.') + 1))) : std::nullopt;
  }
  if (base == "lastkind") return of_place("last", place.key).text;
  const bool is_rank = base == "rank";
  std::int64_t better = 0;
  const char* measure = is_rank ? "count" : "sum";
  const Number own = of_place(measure, place.key).number;
  for (const PlaceRow& other : star_.places) {
    const Number theirs = of_place(measure, other.key).number;
    if (is_rank ? less(*own, *theirs) : less(*theirs, *own)) ++better;
  }
  if (is_rank) return std::to_string(better + 1);
  const Number share = quotient(whole(better), whole(static_cast<std::int64_t>(star_.places.size()) - 1), 6);
  return share ? Text(text_of(share)) : std::nullopt;
}

Text Slow::since(const Row& row, const std::string& name) {
  const std::string period = name.substr(name.find('.') + 1);
  const PlaceRow* place = place_of(row);
  if (place == nullptr || !fact_row(row).day) return std::nullopt;
  const Text first = place_attribute(*place, fmt::format("first{}.{}", row.fact, period));
  if (!first) return std::nullopt;
  const std::string to = first_of(*fact_row(row).day, period);
  int count = 0;
  for (std::string at = *first; at < to; at = shifted_by(at, period, 1)) ++count;
  return std::to_string(count);
}

Text Slow::attribute(const Row& row, const std::string& dimension) {
  const std::size_t dot = dimension.find('.');
  const std::string entity = dimension.substr(0, dot);
  const std::string name = dimension.substr(dot + 1);
  if (entity == "place") {
    const PlaceRow* place = place_of(row);
    return place == nullptr ? std::nullopt : place_attribute(*place, name);
  }
  const bool over_place = name == "place.region.name";
  if (entity == "region" || over_place) {
    const RegionRow* region = region_of(row, over_place);
    return region == nullptr ? std::nullopt : name == "key" ? Text(std::to_string(region->key)) : region->name;
  }
  const FactRow& fact = fact_row(row);
  if (entity == "time") return fact.day ? Text(first_of(*fact.day, name)) : std::nullopt;
  if (name == "kind") return fact.kind;
  if (name.starts_with("late")) return fact.day ? Text(*fact.day >= "2024-01-01" ? "true" : "false") : std::nullopt;
  return since(row, name);
}

bool Slow::fulfils(const Row& row, const Condition& condition) {
  const std::string name = condition.dimension == "time" ? "time.day" : condition.dimension;
  const Text value = attribute(row, name);
  if (condition.op == Op::kIsNull) return !value;
  if (condition.op == Op::kIsNotNull) return value.has_value();
  if (!value) return false;
  const auto& values = condition.values;
  const auto equals = [&](const std::string& other) { return !is_less(*value, other) && !is_less(other, *value); };
  switch (condition.op) {
    case Op::kEqual:
      return equals(values[0]);
    case Op::kNotEqual:
      return !equals(values[0]);
    case Op::kLess:
      return is_less(*value, values[0]);
    case Op::kLessEqual:
      return !is_less(values[0], *value);
    case Op::kGreater:
      return is_less(values[0], *value);
    case Op::kGreaterEqual:
      return !is_less(*value, values[0]);
    default:
      return std::any_of(values.begin(), values.end(), equals) == (condition.op == Op::kIn);
  }
}

bool Slow::matches(const Row& row, const Cell& cell) {
  if (cell.place) {
    const PlaceRow* place = place_of(row);
    if (place == nullptr || place->key != *cell.place) return false;
  }
  for (const Condition& condition : cell.where)
    if (!fulfils(row, condition)) return false;
  for (const Bound& bound : cell.bounds) {
    const Text value = attribute(row, bound.dimension);
    if (bound.is_rest) {
      if (std::find(bound.kept.begin(), bound.kept.end(), value) != bound.kept.end()) return false;
    } else if (bound.from) {
      if (!value || *value < *bound.from || *value > *bound.value) return false;
    } else if (value != bound.value) {
      return false;
    }
  }
  return true;
}

std::vector<Slow::Row> Slow::rows(int fact, const Cell& cell) {
  std::vector<Row> found;
  for (std::size_t i = 0; i < size_of(fact); ++i)
    if (matches({fact, i}, cell)) found.push_back({fact, i});
  return found;
}

std::set<int> Slow::facts_of(const std::string& measure) const {
  if (measure == "places") return {kPlace};
  if (measure == "regions") return {kRegion};
  const auto [base, fact] = parts_of(measure);
  const int next = (fact + 1) % static_cast<int>(star_.facts.size());
  if (base == "cross" || base == "eachmax") return {fact, next};
  return {fact};
}

SlowValue Slow::value(const std::string& measure, const Cell& cell) {
  const auto [base, fact] = parts_of(measure);
  const auto other = [&, index = fact](const char* name) { return number(fmt::format("{}{}", name, index), cell); };
  if (measure == "places") return of(whole(static_cast<std::int64_t>(rows(kPlace, cell).size())));
  if (measure == "regions") return of(whole(static_cast<std::int64_t>(rows(kRegion, cell).size())));
  if (base == "ratio") return of(quotient(other("sum"), other("count"), 4));
  if (base == "rate") return of(quotient(other("known"), other("count"), 6));
  if (base == "average") return of(quotient(other("sum"), other("known"), 4));
  if (base == "cross") {
    const int next = (fact + 1) % static_cast<int>(star_.facts.size());
    return of(quotient(other("sum"), number(fmt::format("count{}", next), cell), 4));
  }
  if (base == "formula") {
    const Exact half{other("onlya")->units * 5, 3};
    return of(added(rescaled(*other("sum"), 3), half, -1));
  }
  if (base == "stock" || base == "opening") return balance(base, fact, cell);
  if (base.starts_with("each")) return each(base, fact, cell);
  if (base.starts_with("share")) {
    Cell whole_cell = cell;
    const auto is_over = [&, all = base == "share"](const Bound& bound) {
      return all || bound.dimension == "place.kind";
    };
    whole_cell.bounds.erase(std::remove_if(whole_cell.bounds.begin(), whole_cell.bounds.end(), is_over),
                            whole_cell.bounds.end());
    whole_cell.where.insert(whole_cell.where.end(), shown_if_.begin(), shown_if_.end());
    const std::string inner = fmt::format("{}{}", base == "share" ? "sum" : "kinds", fact);
    return of(quotient(number(inner, cell), number(inner, whole_cell), 6));
  }
  if (base == "running" || base == "thisyear" || base.starts_with("rolling")) return total(base, fact, cell);
  if (comparing().count(base) > 0) return compared(base, fact, cell);
  return aggregate(base, fact, cell);
}

SlowValue Slow::aggregate(const std::string& base, int fact, const Cell& cell) {
  std::vector<Exact> amounts;
  std::set<std::string> kinds;
  Text day;
  std::optional<std::pair<std::string, int>> last;
  Text last_kind;
  std::int64_t count = 0, sum = 0, only_a = 0, filtered = 0;
  for (const Row& row : rows(fact, cell)) {
    const FactRow& here = fact_row(row);
    ++count;
    if (here.cents) amounts.push_back(cents(*here.cents));
    sum += here.cents.value_or(0);
    if (here.kind == "a") only_a += here.cents.value_or(0);
    if (here.kind) kinds.insert(*here.kind);
    if (here.day && (!day || *here.day < *day)) day = here.day;
    if (here.kind && here.day && (!last || *last < std::pair(*here.day, here.id))) {
      last = std::pair(*here.day, here.id);
      last_kind = here.kind;
    }
    const PlaceRow* place = place_of(row);
    if (place != nullptr && place->kind == "b") ++filtered;
  }
  if (base == "sum") return of(cents(sum));
  if (base == "count") return of(whole(count));
  if (base == "known") return of(whole(static_cast<std::int64_t>(amounts.size())));
  if (base == "kinds") return of(whole(static_cast<std::int64_t>(kinds.size())));
  if (base == "min") return of(amounts.empty() ? std::nullopt : nth(amounts, 0));
  if (base == "max") return of(amounts.empty() ? std::nullopt : nth(amounts, amounts.size() - 1));
  if (base == "median") return of(median(amounts));
  if (base == "ninety") return of(percentile(amounts, 9));
  if (base == "day") return of_text(day);
  if (base == "last") return of_text(last_kind);
  if (base == "onlya") return of(cents(only_a));
  if (base == "filtered") return of(whole(filtered));
  throw std::runtime_error("no measure " + base);
}

/// The last day of each place's rows, or the first of all that are no b.
SlowValue Slow::balance(const std::string& base, int fact, const Cell& cell) {
  const bool is_last = base == "stock";
  const auto counts = [&](const FactRow& row) { return row.day && (is_last || (row.kind && *row.kind != "b")); };
  std::map<std::optional<int>, std::string> ends;
  const std::vector<Row> all = rows(fact, cell);
  for (const Row& row : all) {
    const FactRow& here = fact_row(row);
    if (!counts(here)) continue;
    auto [end, is_new] = ends.emplace(is_last ? here.place : std::nullopt, *here.day);
    end->second = is_last ? std::max(end->second, *here.day) : std::min(end->second, *here.day);
  }
  std::int64_t sum = 0;
  for (const Row& row : all) {
    const FactRow& here = fact_row(row);
    if (counts(here) && ends.at(is_last ? here.place : std::nullopt) == *here.day) sum += here.stock.value_or(0);
  }
  return of(whole(sum));
}

SlowValue Slow::each(const std::string& base, int fact, const Cell& cell) {
  const char* inner = base == "eachaverage" ? "count" : base == "eachmax" ? "cross" : "sum";
  const std::string measure = fmt::format("{}{}", inner, fact);
  std::vector<Exact> values;
  for (const PlaceRow& place : star_.places) {
    Cell own = cell;
    own.place = place.key;
    bool exists = false;
    for (const int part : facts_of(measure)) exists = exists || !rows(part, own).empty();
    const Number value = number(measure, own);
    if (exists && value) values.push_back(*value);
  }
  const auto keep = [&](auto wanted) {
    values.erase(std::remove_if(values.begin(), values.end(), [&](const Exact& value) { return !wanted(value); }),
                 values.end());
  };
  if (base == "eachcount") {
    keep([](const Exact& value) { return !less(value, Exact{55, 1}); });
    return of(whole(static_cast<std::int64_t>(values.size())));
  }
  if (base == "eachmedian") return of(median(values));
  if (base == "eachmax") return of(values.empty() ? std::nullopt : nth(values, values.size() - 1));
  keep([](const Exact& value) { return less(value, whole(4)); });
  Exact sum = whole(0);
  for (const Exact& value : values) sum = added(sum, value);
  return of(quotient(sum, whole(static_cast<std::int64_t>(values.size())), 4));
}

/// The period's bound made a range that begins earlier.
SlowValue Slow::total(const std::string& base, int fact, const Cell& cell) {
  Cell range = cell;
  const std::string period = axis_.empty() ? "" : axis_.substr(axis_.find('.') + 1);
  for (Bound& bound : range.bounds) {
    if (bound.dimension != axis_ || !bound.value) continue;
    if (base == "running") {
      bound.from = "0000-01-01";
    } else if (base == "thisyear") {
      bound.from = first_of(*bound.value, "year");
    } else {
      bound.from = shifted_by(*bound.value, period, base == "rolling" ? -2 : -1);
    }
  }
  const char* inner = base == "thisyear" ? "count" : base == "rollingratio" ? "average" : "sum";
  return value(fmt::format("{}{}", inner, fact), range);
}

SlowValue Slow::compared(const std::string& base, int fact, const Cell& cell) {
  const char* inner = base == "previous" ? "ratio" : base == "lastyear" ? "kinds" : "sum";
  const std::string measure = fmt::format("{}{}", inner, fact);
  const std::string period = axis_.substr(axis_.find('.') + 1);
  Cell before = cell;
  bool exists = false;
  for (Bound& bound : before.bounds) {
    if (bound.dimension != axis_ || !bound.value) continue;
    bound.value = shifted_by(*bound.value, base == "lastyear" ? "year" : period, -1);
    exists = first_ && *bound.value >= *first_ && *bound.value <= *last_;
  }
  const Number earlier = exists ? number(measure, before) : std::nullopt;
  if (base == "previous" || base == "lastyear") return of(earlier);
  if (!earlier) return of(std::nullopt);
  const Exact difference = added(*number(measure, cell), *earlier, -1);
  if (base == "difference") return of(difference);
  return of(quotient(difference, Exact{earlier->units < 0 ? -earlier->units : earlier->units, earlier->scale}, 6));
}

/// What any row that is counted has, and of comparisons every period for each.
std::set<std::vector<Text>> Slow::combinations(const Question& question, const std::set<std::string>& measures,
                                               const Cell& all) {
  std::set<std::vector<Text>> found;
  for (const std::string& measure : measures)
    for (const int fact : facts_of(measure))
      for (const Row& row : rows(fact, all)) {
        if (measure.starts_with("each") && place_of(row) == nullptr) continue;
        std::vector<Text> values;
        for (const std::string& dimension : question.by) values.push_back(attribute(row, dimension));
        found.insert(std::move(values));
      }
  if (axis_.empty()) return found;
  const auto at =
      static_cast<std::size_t>(std::find(question.by.begin(), question.by.end(), axis_) - question.by.begin());
  for (const auto& values : found) {
    if (!values[at]) continue;
    first_ = first_ ? std::min(*first_, *values[at]) : values[at];
    last_ = last_ ? std::max(*last_, *values[at]) : values[at];
  }
  std::set<std::vector<Text>> filled;
  const std::string period = axis_.substr(axis_.find('.') + 1);
  for (std::vector<Text> values : found) {
    if (!values[at]) filled.insert(values);
    for (Text day = first_; day && *day <= *last_; day = shifted_by(*day, period, 1)) {
      values[at] = day;
      filled.insert(values);
    }
  }
  return filled;
}

/// The values of a dimension with the greatest of the first measure.
std::vector<Text> Slow::kept_values(const Question& question, const std::string& dimension, const Cell& all) {
  Question alone;
  alone.by = {dimension};
  std::vector<std::pair<Number, Text>> sized;
  const std::string axis = std::exchange(axis_, "");
  for (const auto& values : combinations(alone, {question.measures.front()}, all)) {
    Cell cell = all;
    cell.bounds.push_back({dimension, values[0], {}, false, {}});
    sized.emplace_back(number(question.measures.front(), cell), values[0]);
  }
  axis_ = axis;
  const auto before = [](const auto& a, const auto& b) {
    if (a.first && b.first && (less(*a.first, *b.first) || less(*b.first, *a.first))) return less(*b.first, *a.first);
    if (a.first.has_value() != b.first.has_value()) return a.first.has_value();
    if (a.second.has_value() != b.second.has_value()) return a.second.has_value();
    return a.second && is_less(*a.second, *b.second);
  };
  std::sort(sized.begin(), sized.end(), before);
  std::vector<Text> kept;
  for (const auto& entry : sized)
    if (static_cast<std::int64_t>(kept.size()) < *question.top) kept.push_back(entry.second);
  return kept;
}

std::vector<std::string> Slow::answer(const Question& question) {
  const auto is_period = [](const std::string& dimension) { return dimension.starts_with("time."); };
  const bool compares = std::any_of(question.measures.begin(), question.measures.end(), [](const std::string& measure) {
    return comparing().count(parts_of(measure).first) > 0;
  });
  axis_.clear();
  first_ = last_ = std::nullopt;
  const auto axis = std::find_if(question.by.begin(), question.by.end(), is_period);
  if (compares && axis != question.by.end()) axis_ = *axis;
  Cell all;
  shown_if_.clear();
  for (const Condition& condition : question.where)
    (!axis_.empty() && condition.dimension.starts_with("time") ? shown_if_ : all.where).push_back(condition);
  const auto folded = std::find_if_not(question.by.begin(), question.by.end(), is_period);
  std::vector<Text> kept;
  Cell filtered = all;
  filtered.where = question.where;
  if (question.top) kept = kept_values(question, *folded, filtered);
  std::set<std::vector<Text>> combined =
      combinations(question, {question.measures.begin(), question.measures.end()}, all);
  if (question.by.empty()) combined = {{}};

  struct Line {
    std::vector<std::string> texts;
    bool is_rest = false;
    Cell cell;
  };
  std::vector<Line> lines;
  std::set<std::vector<std::string>> seen;
  for (const auto& values : combined) {
    Line line;
    line.cell = all;
    bool is_shown = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool is_rest =
          question.top && question.by[i] == *folded && std::find(kept.begin(), kept.end(), values[i]) == kept.end();
      line.is_rest = line.is_rest || is_rest;
      line.cell.bounds.push_back({question.by[i], values[i], {}, is_rest, is_rest ? kept : std::vector<Text>{}});
      line.texts.push_back(is_rest ? question.rest : values[i].value_or("-"));
      if (question.by[i] != axis_) continue;
      for (const Condition& condition : shown_if_)
        is_shown = is_shown && values[i] &&
                   (condition.op == Op::kLess ? *values[i] < condition.values[0]
                    : condition.op == Op::kGreaterEqual
                        ? *values[i] >= condition.values[0]
                        : first_of(*values[i], condition.dimension.substr(condition.dimension.find('.') + 1)) ==
                              condition.values[0]);
    }
    std::vector<std::string> key = line.texts;
    key.emplace_back(line.is_rest ? "rest" : "");
    if (is_shown && seen.insert(key).second) lines.push_back(std::move(line));
  }
  std::vector<std::string> answer;
  for (const Line& line : lines) {
    std::string text;
    for (const std::string& part : line.texts) text += (text.empty() ? "" : "|") + part;
    for (const std::string& measure : question.measures) {
      const auto [base, fact] = parts_of(measure);
      std::string own;
      if (base != "rank") {
        own = shown(value(measure, line.cell));
      } else {
        const std::string sum = fmt::format("sum{}", fact);
        const Number mine = number(sum, line.cell);
        std::int64_t place = 1;
        for (const Line& other : lines)
          if (!other.is_rest && less(*mine, *number(sum, other.cell))) ++place;
        own = line.is_rest ? "-" : std::to_string(place);
      }
      text += (text.empty() ? "" : "|") + own;
    }
    answer.push_back(std::move(text));
  }
  return answer;
}

}  // namespace c360::metric::testing_star
