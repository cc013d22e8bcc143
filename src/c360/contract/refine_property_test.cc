// Refining random rows against a second, naive reading of the rules: whole rows compared with all others, in plain
// loops over values kept in memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <tuple>

#include "c360/contract/testing/refine_fixture.h"

namespace c360::contract {
namespace {

using namespace testing;

/// id bigint (key), part text (key), amount integer ≥ 0, day date, parent bigint → parents.id; check: amount <> 13.
struct CleanRow {
  std::optional<long> id, amount, parent;
  std::optional<std::string> part, day;
  std::vector<std::string> reasons;
};

struct Expected {
  Texts silver, quarantine;
  std::int64_t exact_duplicates = 0;
  std::int64_t older_versions = 0;
};

class NaiveRules {
 public:
  explicit NaiveRules(std::set<long> parents) : parents_(std::move(parents)) {}

  /// What is decided about a record counts for all its copies; the highest number of all of theirs does.
  void decide(std::vector<DecisionRow> decisions) { decisions_ = std::move(decisions); }

  Expected apply(const std::vector<BronzeRow>& rows) {
    Expected out;
    std::map<std::pair<long, std::string>, std::vector<std::pair<const BronzeRow*, CleanRow>>> by_key;
    for (const BronzeRow& row : rows) {
      if (has_later_copy(rows, row)) {
        ++out.exact_duplicates;
        continue;
      }
      const CleanRow clean = read(row);
      const std::string verdict = verdict_on(rows, row);
      if (clean.reasons.empty() || (verdict == "release" && can_stand(clean))) {
        by_key[{*clean.id, *clean.part}].emplace_back(&row, clean);
      } else {
        out.quarantine.push_back(std::to_string(row.file) + "|" + std::to_string(row.record) + "|" +
                                 list(clean.reasons) + "|" + (verdict.empty() ? "NULL" : verdict));
      }
    }
    for (auto& [key, versions] : by_key) {
      const auto latest = std::max_element(versions.begin(), versions.end(), is_earlier);
      out.silver.push_back(text(latest->second));
      out.older_versions += static_cast<std::int64_t>(versions.size()) - 1;
    }
    std::sort(out.silver.begin(), out.silver.end());
    std::sort(out.quarantine.begin(), out.quarantine.end());
    return out;
  }

 private:
  std::string verdict_on(const std::vector<BronzeRow>& rows, const BronzeRow& row) const {
    DecisionRow last{0, "withdraw"};
    for (const DecisionRow& decision : decisions_) {
      const bool about_it = std::any_of(rows.begin(), rows.end(), [&](const BronzeRow& other) {
        return other.cells == row.cells && other.file == decision.file && other.record == decision.record;
      });
      if (about_it && decision.number > last.number) last = decision;
    }
    return last.verdict == "withdraw" ? "" : last.verdict;
  }

  static bool can_stand(const CleanRow& row) {
    return std::all_of(row.reasons.begin(), row.reasons.end(),
                       [](const std::string& reason) { return reason == "range(amount)" || reason == "unlucky"; });
  }

  static bool has_later_copy(const std::vector<BronzeRow>& rows, const BronzeRow& row) {
    return std::any_of(rows.begin(), rows.end(), [&row](const BronzeRow& other) {
      return other.cells == row.cells && std::tie(other.file, other.record) > std::tie(row.file, row.record);
    });
  }

  /// NULL days before all others, then the arrival.
  static bool is_earlier(const std::pair<const BronzeRow*, CleanRow>& a,
                         const std::pair<const BronzeRow*, CleanRow>& b) {
    return std::tie(a.second.day, a.first->file, a.first->record) <
           std::tie(b.second.day, b.first->file, b.first->record);
  }

  static std::optional<std::string> trimmed(const Cell& cell) {
    if (!cell) return std::nullopt;
    const std::string text = std::regex_replace(*cell, std::regex("^[ \t]+|[ \t]+$"), "");
    if (text.empty() || text == "NA" || text == "na") return std::nullopt;
    return text;
  }

  static std::optional<long> number(const Cell& cell, const std::string& column, CleanRow& row) {
    const std::optional<std::string> text = trimmed(cell);
    if (!text) return std::nullopt;
    if (std::regex_match(*text, std::regex("-?[0-9]+(\\.0*)?"))) return std::stol(*text);
    row.reasons.push_back("type(" + column + ")");
    return std::nullopt;
  }

  CleanRow read(const BronzeRow& bronze) const {
    CleanRow row;
    row.id = number(bronze.cells[0], "id", row);
    if (!row.id && row.reasons.empty()) row.reasons.push_back("required(id)");
    row.part = trimmed(bronze.cells[1]).value_or("main");
    row.amount = number(bronze.cells[2], "amount", row);
    if (row.amount && *row.amount < 0) row.reasons.push_back("range(amount)");
    row.day = trimmed(bronze.cells[3]);
    if (row.day && !std::regex_match(*row.day, std::regex("2024-0[1-9]-[0-2][1-9]")))
      row.reasons.push_back("type(day)");
    row.parent = number(bronze.cells[4], "parent", row);
    if (row.parent && !parents_.contains(*row.parent)) row.reasons.push_back("reference(parent)");
    if (row.amount && *row.amount == 13) row.reasons.push_back("unlucky");
    return row;
  }

  static std::string list(const std::vector<std::string>& reasons) {
    std::string text = "[";
    for (const std::string& reason : reasons) text += (text.size() > 1 ? ", " : "") + reason;
    return text + "]";
  }

  static std::string text(const CleanRow& row) {
    const auto shown = [](const std::optional<long>& value) { return value ? std::to_string(*value) : "NULL"; };
    return shown(row.id) + "|" + *row.part + "|" + shown(row.amount) + "|" + row.day.value_or("NULL") + "|" +
           shown(row.parent);
  }

  std::set<long> parents_;
  std::vector<DecisionRow> decisions_;
};

class RefinePropertyTest : public RefineFixture {
 protected:
  RefinePropertyTest() {
    project::ColumnSpec part = column("part");
    part.default_value = "main";
    project::ColumnSpec amount = column("amount", "integer");
    amount.min = "0";
    contract_ = contract_of("items", {"id", "part"},
                            {column("id", "bigint"), part, amount, column("day", "date"),
                             referring(column("parent", "bigint"), "parents", "id")});
    contract_.latest_by = {"day"};
    contract_.null_tokens = {"", "NA"};
    contract_.checks = {row_check("unlucky", "amount <> 13")};
  }

  Cell pick(const std::vector<Cell>& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random_)];
  }

  std::vector<BronzeRow> random_rows(std::size_t count, std::size_t keys) {
    std::vector<BronzeRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
      if (!rows.empty() && random_() % 5 == 0) {
        rows.push_back({static_cast<std::int64_t>(i / 20), static_cast<std::int64_t>(i % 20),
                        rows[random_() % rows.size()].cells});
        continue;
      }
      const Cell id =
          random_() % 12 == 0 ? pick({"", std::nullopt, "x", "7x", "NA"}) : Cell(std::to_string(random_() % keys));
      rows.push_back({static_cast<std::int64_t>(i / 20),
                      static_cast<std::int64_t>(i % 20),
                      {id, pick({"a", " a", "b", "", std::nullopt}), pick({"1", "2.0", "-3", "13", "1e3", "", "5"}),
                       pick({"2024-01-01", "2024-02-11", "2024-1-1", "", std::nullopt, "2024-03-29"}),
                       pick({"1", "2", "2.00", "9", "", "p"})}});
    }
    std::shuffle(rows.begin(), rows.end(), random_);
    return rows;
  }

  /// A decision each about some of the rows, in the order of their numbers.
  std::vector<DecisionRow> random_decisions(const std::vector<BronzeRow>& rows, std::int64_t count) {
    std::vector<DecisionRow> decisions;
    for (std::int64_t number = 1; number <= count; ++number) {
      const BronzeRow& row = rows[random_() % rows.size()];
      const std::string verdict = *pick({"release", "release", "dismiss", "withdraw"});
      decisions.push_back({number, verdict, row.file, row.record});
    }
    return decisions;
  }

  void expect_as_naive(const Refined& refined, const Expected& expected) {
    EXPECT_EQ(silver(contract_, refined), expected.silver);
    EXPECT_EQ(quarantine(contract_, refined, {"_file_no", "_source_row", "_reasons", "_decision"}),
              expected.quarantine);
    EXPECT_EQ(refined.exact_duplicates, expected.exact_duplicates);
    EXPECT_EQ(refined.older_versions, expected.older_versions);
  }

  std::mt19937 random_{360};
  project::Contract contract_;
};

TEST_F(RefinePropertyTest, RandomRowsComeOutAsTheNaiveRulesSay) {
  const project::Contract parents = contract_of("parents", {"id"}, {column("id", "bigint")});
  run(parents, bronze({"id"}, one_file({{"1"}, {"2"}})));
  for (const std::size_t keys : {1U, 3U, 20U, 200U}) {
    const std::vector<BronzeRow> rows = random_rows(160, keys);
    const Expected expected = NaiveRules({1, 2}).apply(rows);
    SCOPED_TRACE(keys);
    expect_as_naive(run(contract_, bronze({"id", "part", "amount", "day", "parent"}, rows)), expected);
  }
}

TEST_F(RefinePropertyTest, DecidedRowsComeOutAsTheNaiveRulesSay) {
  const project::Contract parents = contract_of("parents", {"id"}, {column("id", "bigint")});
  run(parents, bronze({"id"}, one_file({{"1"}, {"2"}})));
  std::int64_t released = 0;
  for (const std::size_t keys : {1U, 3U, 20U, 200U}) {
    const std::vector<BronzeRow> rows = random_rows(160, keys);
    std::vector<DecisionRow> decisions = random_decisions(rows, 120);
    NaiveRules rules({1, 2});
    rules.decide(decisions);
    const Expected expected = rules.apply(rows);
    SCOPED_TRACE(keys);
    std::shuffle(decisions.begin(), decisions.end(), random_);
    decide(contract_, decisions);
    const Refined refined = run(contract_, bronze({"id", "part", "amount", "day", "parent"}, rows));
    expect_as_naive(refined, expected);
    released += refined.released;
  }
  EXPECT_GT(released, 20) << "too few rows to prove anything";
}

}  // namespace
}  // namespace c360::contract
