// The answer to a question about a star, worked out row by row from what measures mean, without SQL and without any
// of the compiler's ways: every cell of the answer looks at every row anew.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/metric/question.h"
#include "c360/metric/testing/exact.h"
#include "c360/metric/testing/star.h"

namespace c360::metric::testing_star {

/// A measure's value: a number, or a text for days and words.
struct SlowValue {
  Number number;
  Text text;
  bool is_text = false;
};

class Slow {
 public:
  explicit Slow(const Star& star) : star_(star) {}

  /// The rows, "a|b" each, NULL as "-", in no order.
  std::vector<std::string> answer(const Question& question);

  static constexpr int kPlace = -1;
  static constexpr int kRegion = -2;

  /// The facts whose rows a measure counts: their number, kPlace or kRegion.
  std::set<int> facts_of(const std::string& measure) const;
  bool reaches(int fact, const std::string& dimension) const;

 private:
  /// What rows of a cell have in common.
  struct Bound {
    std::string dimension;
    Text value;
    Text from;             ///< with `value`: the first of a range of periods that ends with it
    bool is_rest = false;  ///< any value but those in `kept`
    std::vector<Text> kept;
  };
  struct Cell {
    std::vector<Bound> bounds;
    std::vector<Condition> where;
    std::optional<int> place;
  };
  struct Row {
    int fact = 0;
    std::size_t index = 0;
  };

  std::size_t size_of(int fact) const;
  std::vector<Row> rows(int fact, const Cell& cell);
  bool matches(const Row& row, const Cell& cell);
  bool fulfils(const Row& row, const Condition& condition);
  const FactRow& fact_row(const Row& row) const { return star_.facts[static_cast<std::size_t>(row.fact)][row.index]; }
  const PlaceRow* place_of(const Row& row) const;
  const RegionRow* region_of(const Row& row, bool over_place) const;
  Text attribute(const Row& row, const std::string& dimension);
  Text place_attribute(const PlaceRow& place, const std::string& name);
  Text since(const Row& row, const std::string& name);

  SlowValue value(const std::string& measure, const Cell& cell);
  SlowValue aggregate(const std::string& base, int fact, const Cell& cell);
  SlowValue balance(const std::string& base, int fact, const Cell& cell);
  SlowValue each(const std::string& base, int fact, const Cell& cell);
  SlowValue compared(const std::string& base, int fact, const Cell& cell);
  SlowValue total(const std::string& base, int fact, const Cell& cell);
  Number number(const std::string& measure, const Cell& cell) { return value(measure, cell).number; }

  std::set<std::vector<Text>> combinations(const Question& question, const std::set<std::string>& measures,
                                           const Cell& all);
  std::vector<Text> kept_values(const Question& question, const std::string& dimension, const Cell& all);

  const Star& star_;
  std::string axis_;                 ///< the time dimension of the question, or empty
  Text first_, last_;                ///< its first and last period
  std::vector<Condition> shown_if_;  ///< conditions on it
};

/// The first day of a day's period; and a period later.
std::string first_of(const std::string& day, const std::string& period);
std::string shifted_by(const std::string& first, const std::string& period, int by);

}  // namespace c360::metric::testing_star
