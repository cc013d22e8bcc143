// Random stars with random rows, asked random questions: the compiled statement and the slow evaluation must say the
// same. C360_PROPERTY_CASES says how many stars; a failure names its seed, and C360_PROPERTY_SEED begins there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "c360/metric/keeping.h"
#include "c360/metric/testing/model_fixture.h"
#include "c360/metric/testing/slow.h"
#include "c360/metric/testing/star.h"

namespace c360::metric {
namespace {

using testing_star::Slow;
using testing_star::Star;

int number_from(const char* variable, int otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::atoi(text);
}

/// Questions that have an answer.
class Asker {
 public:
  Asker(const Star& star, const Slow& slow, std::mt19937& random) : star_(star), slow_(slow), random_(random) {}

  Question ask() {
    Question question;
    const bool compares = chance(40);
    if (compares && !chance(15)) question.by.push_back(pick({"time.month", "time.quarter", "time.year"}));
    add_measures(question, compares);
    add_dimensions(question, compares);
    add_conditions(question, compares);
    add_top(question);
    return question;
  }

 private:
  bool chance(int percent) { return std::uniform_int_distribution<int>(0, 99)(random_) < percent; }
  std::string pick(const std::vector<std::string>& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random_)];
  }

  void add_measures(Question& question, bool compares) {
    const std::vector<std::string> plain = {
        "sum",     "count", "known", "kinds",     "min",        "max",         "average", "median", "ninety",
        "day",     "last",  "onlya", "filtered",  "stock",      "opening",     "ratio",   "rate",   "cross",
        "formula", "share", "rank",  "eachcount", "eachmedian", "eachaverage", "eachmax"};
    const std::vector<std::string> comparing = {"percent", "difference", "previous", "lastyear",
                                                "running", "thisyear",   "rolling",  "rollingratio"};
    const std::size_t count = 1 + static_cast<std::size_t>(chance(60)) + static_cast<std::size_t>(chance(40));
    while (question.measures.size() < count) {
      std::string base = pick(plain);
      if (compares && chance(70)) base = question.by.empty() ? "running" : pick(comparing);
      std::string measure =
          fmt::format("{}{}", base, std::uniform_int_distribution<std::size_t>(0, star_.facts.size() - 1)(random_));
      if (!compares && chance(6)) measure = pick({"places", "regions"});
      if (std::find(question.measures.begin(), question.measures.end(), measure) == question.measures.end())
        question.measures.push_back(measure);
    }
  }

  bool is_reached(const Question& question, const std::string& dimension) const {
    for (const std::string& measure : question.measures)
      for (const int fact : slow_.facts_of(measure))
        if (!slow_.reaches(fact, dimension)) return false;
    return true;
  }

  std::vector<std::string> dimensions() {
    std::vector<std::string> all = {"place.kind", "place.size", "place.key", "region.name", "region.key"};
    for (std::size_t i = 0; i < star_.facts.size(); ++i)
      for (const char* text :
           {"f{}.kind", "f{}.late{}", "f{}.since{}.month", "f{}.since{}.year", "f{}.place.region.name", "place.band{}",
            "place.times{}", "place.rank{}", "place.better{}", "place.lastkind{}", "place.first{}.month"})
        all.push_back(fmt::format(fmt::runtime(text), i, i));
    return all;
  }

  void add_dimensions(Question& question, bool compares) {
    if (question.by.empty() && chance(30) && is_reached(question, "time.month"))
      question.by.push_back(pick({"time.month", "time.quarter", "time.year", "time.day"}));
    for (int tries = 0; tries < 3; ++tries) {
      const std::string dimension = pick(dimensions());
      const bool is_new = std::find(question.by.begin(), question.by.end(), dimension) == question.by.end();
      const bool has_axis = !question.by.empty() && question.by.front().starts_with("time.");
      if ((has_axis || compares) && dimension.find("first") != std::string::npos) continue;
      if (is_new && question.by.size() < 3 && chance(55) && is_reached(question, dimension))
        question.by.push_back(dimension);
    }
    if (chance(50)) std::reverse(question.by.begin(), question.by.end());
    if (std::find(question.by.begin(), question.by.end(), "place.kind") != question.by.end() && chance(40))
      question.measures.push_back("shareover0");
    if (!is_reached(question, "place.kind") || !all_reached(question))
      question.measures.resize(std::max<std::size_t>(1, question.measures.size()));
    if (!all_reached(question)) question.measures.pop_back();
  }

  bool all_reached(const Question& question) const {
    return std::all_of(question.by.begin(), question.by.end(),
                       [&](const std::string& dimension) { return is_reached(question, dimension); });
  }

  void add_conditions(Question& question, bool compares) {
    const bool has_axis = std::any_of(question.by.begin(), question.by.end(),
                                      [](const std::string& text) { return text.starts_with("time."); });
    std::vector<std::string> all = {
        "place.kind = a",        "place.kind is null", "place.size >= 1",
        "place.kind not in (b)", "region.name <> a",   "region.key in (1, 2)",
        "place.times0 = 1",      "place.rank0 <= 2",   "place.band0 in (under 0, 0 to under 5.5)",
        "f0.kind is not null",   "f0.kind in (a, c)",  "time < 2024-01-01"};
    if (!compares || has_axis) all.insert(all.end(), {"time >= 2024-01-01", "time.year = 2024-01-01"});
    if (!compares)
      all.insert(all.end(), {"time >= 2023-07-15", "time = 2023-04-02", "time.month > 2023-04-01", "time is null"});
    for (int i = 0; i < 2; ++i) {
      const Condition condition = parse_condition(pick(all));
      const std::string& name = condition.dimension == "time" ? "time.day" : condition.dimension;
      if (chance(35) && is_reached(question, name)) question.where.push_back(condition);
    }
  }

  void add_top(Question& question) {
    if (!chance(25)) return;
    const std::string base = question.measures.front().substr(0, question.measures.front().find_first_of("0123456789"));
    const std::vector<std::string> sizes = {"sum",       "count",  "ratio", "kinds",
                                            "eachcount", "places", "stock", "average"};
    if (std::find(sizes.begin(), sizes.end(), base) == sizes.end()) return;
    const auto first = std::find_if(question.by.begin(), question.by.end(), [](const std::string& text) {
      return !text.starts_with("time.") && text.find(".first") == std::string::npos &&
             text.find(".since") == std::string::npos;
    });
    const std::vector<std::string> foldable = {"place.kind",  "place.size", "place.key",
                                               "region.name", "region.key", "f0.kind"};
    const bool is_first = std::find_if(question.by.begin(), question.by.end(),
                                       [](const std::string& text) { return !text.starts_with("time."); }) == first;
    if (first == question.by.end() || !is_first ||
        std::find(foldable.begin(), foldable.end(), *first) == foldable.end())
      return;
    question.top = 1 + static_cast<std::int64_t>(chance(50));
  }

  const Star& star_;
  const Slow& slow_;
  std::mt19937& random_;
};

std::string in_words(const Question& question) {
  std::vector<std::string> where;
  for (const Condition& condition : question.where)
    where.push_back(
        fmt::format("{} {} {}", condition.dimension, static_cast<int>(condition.op), fmt::join(condition.values, ",")));
  return fmt::format("{} by {} where {} top {}", fmt::join(question.measures, ", "), fmt::join(question.by, ", "),
                     fmt::join(where, " and "), question.top.value_or(0));
}

/// A database and project for one star.
class StarTest : public ModelTest {
 public:
  void TestBody() override {}
  explicit StarTest(const Star& star) {
    for (const auto& [file, text] : testing_star::project_of(star)) write(file, text);
    for (const std::string& statement : testing_star::tables_of(star)) run(statement);
  }
  std::vector<std::string> ask(const Question& asked, const Kept* kept = nullptr) {
    std::vector<std::string> rows = answer(asked, kept);
    std::sort(rows.begin(), rows.end());
    return rows;
  }
  /// All that can be kept of these entities.
  Kept kept_of(const std::vector<std::string>& entities) {
    std::vector<std::string> dimensions;
    for (const std::string& name : Names(model()).all())
      if (!name.starts_with("time.")) dimensions.push_back(name);
    Kept kept;
    for (const project::MetricEntity* entity : entities_to_keep(model(), connection_, 0)) {
      if (std::find(entities.begin(), entities.end(), entity->name) == entities.end()) continue;
      const auto keeping = keeping_of(model(), connection_, *entity, dimensions, kept);
      if (!keeping) throw Error(ErrorCode::kInternal, entity->name + " is not kept");
      const std::filesystem::path file = files_.path() / (entity->name + ".parquet");
      connection_.copy_to_parquet(keeping->query, file);
      kept.put(entity->name, kept_in(*keeping, file));
    }
    return kept;
  }

 private:
  TemporaryDirectory files_;
};

constexpr int kQuestions = 12;

/// False if one question of a star was answered wrongly.
bool is_right(unsigned seed) {
  std::mt19937 random(seed);
  const Star star = testing_star::random_star(random);
  Slow slow(star);
  StarTest compiled(star);
  Asker asker(star, slow, random);
  for (int i = 0; i < kQuestions; ++i) {
    const Question question = asker.ask();
    std::vector<std::string> expected = slow.answer(question);
    std::sort(expected.begin(), expected.end());
    std::vector<std::string> found;
    try {
      found = compiled.ask(question);
    } catch (const Error& error) {
      ADD_FAILURE() << "seed " << seed << ": " << in_words(question) << "\n" << error.what();
      return false;
    }
    if (found == expected) continue;
    ADD_FAILURE() << "seed " << seed << ": " << in_words(question) << "\nexpected\n"
                  << fmt::format("{}", fmt::join(expected, "\n")) << "\nfound\n"
                  << fmt::format("{}", fmt::join(found, "\n"));
    return false;
  }
  return true;
}

/// Some of a star's entities, so that kept rows meet those of tables.
std::vector<std::string> some_entities(const Star& star, std::mt19937& random) {
  std::vector<std::string> all = {"place", "region"};
  for (std::size_t i = 0; i < star.facts.size(); ++i) all.push_back(fmt::format("f{}", i));
  std::vector<std::string> some;
  for (const std::string& name : all)
    if (std::uniform_int_distribution<int>(0, 99)(random) < 70) some.push_back(name);
  return some;
}

/// False if a question of a star has another answer where columns are kept.
bool is_the_same_kept(unsigned seed) {
  std::mt19937 random(seed);
  const Star star = testing_star::random_star(random);
  Slow slow(star);
  StarTest asked(star);
  const Kept kept = asked.kept_of(some_entities(star, random));
  Asker asker(star, slow, random);
  for (int i = 0; i < kQuestions; ++i) {
    const Question question = asker.ask();
    const auto from_tables = asked.ask(question);
    const auto from_kept = asked.ask(question, &kept);
    if (from_kept == from_tables) continue;
    ADD_FAILURE() << "seed " << seed << ": " << in_words(question) << "\nfrom tables\n"
                  << fmt::format("{}", fmt::join(from_tables, "\n")) << "\nkept\n"
                  << fmt::format("{}", fmt::join(from_kept, "\n"));
    return false;
  }
  return true;
}

TEST(MetricProperty, KeptColumnsGiveTheAnswersOfTheTables) {
  const int cases = number_from("C360_PROPERTY_CASES", 12);
  const auto first = static_cast<unsigned>(number_from("C360_PROPERTY_SEED", 1001));
  int wrong = 0;
  for (unsigned seed = first; seed < first + static_cast<unsigned>(cases) && wrong < 3; ++seed)
    if (!is_the_same_kept(seed)) ++wrong;
}

TEST(MetricProperty, CompiledQuestionsHaveTheAnswersThatRowByRowEvaluationGives) {
  const int cases = number_from("C360_PROPERTY_CASES", 25);
  const auto first = static_cast<unsigned>(number_from("C360_PROPERTY_SEED", 1));
  int wrong = 0;
  for (unsigned seed = first; seed < first + static_cast<unsigned>(cases) && wrong < 3; ++seed)
    if (!is_right(seed)) ++wrong;
}

}  // namespace
}  // namespace c360::metric
