#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "c360/base/hashing.h"
#include "c360/contract/decisions.h"
#include "c360/contract/refine.h"
#include "c360/pipeline/stages.h"
#include "c360/project/names.h"

namespace c360::pipeline {
namespace {

/// Raised whenever the same inputs could give other rows than an older c360 gave.
constexpr int kRowsVersion = 1;

/// A text of parts in which no two different lists of parts look alike.
class Ingredients {
 public:
  Ingredients() { add(fmt::format("rows version {}", kRowsVersion)); }
  void add(const std::string& part) { text_ += fmt::format("{}:{}\n", part.size(), part); }
  std::string hash() const { return content_hash(text_); }

 private:
  std::string text_;
};

std::string bronze_fingerprint(const Work& work, const std::string& source) {
  const auto* table = work.after.find({"bronze", source});
  return table == nullptr ? "none" : table->fingerprint;
}

/// Whether a SELECT or a condition may ask for days, hours or weeks of the project's calendar. A mention in a comment
/// or a text counts too; that costs a rebuild where the calendar changes, and no more.
bool may_use_calendar(const std::string& sql) {
  static constexpr std::array<std::string_view, 3> kFunctions = {"local_time", "week_of", "weekday_of"};
  const std::string text = project::folded(sql);
  return std::any_of(kFunctions.begin(), kFunctions.end(),
                     [&](std::string_view name) { return text.find(name) != std::string::npos; });
}

void add_calendar(const Work& work, const std::string& sql, Ingredients& ingredients) {
  if (may_use_calendar(sql))
    ingredients.add(fmt::format("{}, weeks from day {}", work.project.time_zone, work.project.week_start));
}

/// Of an entity's silver or quarantine; `decided`: the number of the last decision that it knows of, 0 for none.
std::string entity_fingerprint(const Work& work, const project::Contract& contract, std::int64_t decided) {
  Ingredients ingredients;
  ingredients.add(contract::fingerprint(contract));
  ingredients.add(contract.description);
  ingredients.add(fmt::format("at most {} quarantined", contract.max_quarantined));
  ingredients.add(bronze_fingerprint(work, contract.from));
  for (const auto& check : contract.checks) add_calendar(work, check.condition + " " + check.sql, ingredients);
  for (const auto& column : contract.columns) {
    if (column.references) ingredients.add(work.fingerprints.at({"silver", column.references->entity}));
  }
  if (decided > 0) ingredients.add(fmt::format("decisions up to {}", decided));
  return ingredients.hash();
}

contract::MarksByEntity decision_marks(Work& work) {
  return work.decisions ? contract::decision_marks(work.connection(), *work.decisions) : contract::MarksByEntity{};
}

std::string model_fingerprint(const Work& work, const model::Node& node) {
  Ingredients ingredients;
  ingredients.add(node.spec->sql);
  add_calendar(work, node.spec->sql, ingredients);
  ingredients.add(node.spec->description);
  ingredients.add(std::to_string(static_cast<int>(node.spec->materialize)));
  for (const auto& variant : node.spec->variants)
    ingredients.add(fmt::format("{} {}", to_string(variant.language), variant.sql));
  for (const auto& column : node.spec->grain) ingredients.add("grain " + column);
  for (const auto& [column, target] : node.spec->references) ingredients.add(column + " -> " + target);
  for (const auto& input : node.inputs) {
    const auto known = work.fingerprints.find(input);
    ingredients.add(known == work.fingerprints.end() ? "none" : known->second);
  }
  return ingredients.hash();
}

void add_rows(const std::vector<project::TestRow>& rows, Ingredients& ingredients) {
  for (const auto& row : rows) {
    ingredients.add("row");
    for (const auto& cell : row.cells) {
      ingredients.add(cell.column.text);
      ingredients.add(cell.text ? "=" + *cell.text : "null");
    }
  }
}

void add_model_test(const project::ModelTestSpec& test, Ingredients& ingredients) {
  ingredients.add("test of " + test.model.text);
  ingredients.add(test.name);
  for (const auto& table : test.given) {
    ingredients.add("given " + table.table.text);
    add_rows(table.rows, ingredients);
  }
  ingredients.add("expect");
  add_rows(test.expect, ingredients);
}

std::string tests_fingerprint(const Work& work) {
  Ingredients ingredients;
  for (const auto& test : work.project.tests) {
    ingredients.add(test.name);
    ingredients.add(test.sql);
    add_calendar(work, test.sql, ingredients);
  }
  for (const auto& test : work.project.model_tests) add_model_test(test, ingredients);
  return ingredients.hash();
}

}  // namespace

void take_entity_fingerprints(Work& work) {
  for (const auto& table : work.after.tables) work.fingerprints[table.name] = table.fingerprint;
  contract::MarksByEntity marks = decision_marks(work);
  for (const auto& contract : work.project.contracts) {
    const contract::DecisionMarks decided = marks[{contract.entity, contract.from}];
    work.fingerprints[{"silver", contract.entity}] = entity_fingerprint(work, contract, decided.silver);
    work.fingerprints[{"quarantine", contract.entity}] = entity_fingerprint(work, contract, decided.quarantine);
  }
}

void take_model_fingerprints(Work& work) {
  for (const auto& node : work.models) work.fingerprints[node.name()] = model_fingerprint(work, node);
}

void take_tests_fingerprint(Work& work) {
  work.tests_fingerprint = tests_fingerprint(work);
}

void take_fingerprints(Work& work) {
  take_entity_fingerprints(work);
  take_model_fingerprints(work);
  take_tests_fingerprint(work);
}

}  // namespace c360::pipeline
