#include "c360/model/fan_out.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "c360/model/conditions.h"
#include "c360/model/expression_text.h"
#include "c360/model/row_names.h"
#include "c360/model/row_terms.h"

namespace c360::model {
namespace {

/// A row identity whose rows come several times, and where from.
struct Repeated {
  Id row = 0;
  const Meeting* meeting = nullptr;
  Id partner = 0;
};

/// Whether terms count each row of some table once at most, within groups that are alike in some columns.
class OnceCheck {
 public:
  explicit OnceCheck(const RowIdentity& known) : known_(known) {}

  /// nullopt where all is well.
  std::optional<Repeated> check(const Term& term, const Relation& rows, const Ids& grouped) const {
    const Ids candidates = candidates_of(term, rows);
    std::optional<Repeated> first;
    for (const Id row : candidates) {
      Ids start = grouped;
      start.insert(term.pinned.begin(), term.pinned.end());
      start.insert(row);
      const Ids decided = known_.decided_by(std::move(start), rows);
      std::optional<Repeated> fault =
          includes(decided, rows.row) ? check_branches(row, term, grouped) : std::optional(explain(row, decided));
      if (!fault) return std::nullopt;
      if (!first) first = fault;
    }
    return first;
  }

 private:
  /// The row identities that the term's columns belong to, or columns that always equal them; all for a term that
  /// counts rows.
  Ids candidates_of(const Term& term, const Relation& rows) const {
    Ids result;
    for (const Id column : term.columns) {
      for (const Id same : known_.same_as(column)) {
        const auto owner = known_.owner(same);
        if (owner && rows.row.count(*owner) > 0) result.insert(*owner);
      }
    }
    return result.empty() ? rows.row : result;
  }

  /// Rows of a UNION come as often as its branches' rows do.
  std::optional<Repeated> check_branches(Id row, const Term& term, const Ids& grouped) const {
    const RowSource* source = known_.source(row);
    for (const Relation& branch : source->branches) {
      const Term within{moved(term.columns, *source, branch), moved(term.pinned, *source, branch)};
      if (auto fault = check(expanded(within), branch, moved(grouped, *source, branch))) return fault;
    }
    return std::nullopt;
  }

  /// A union's columns as they are called in a branch.
  static Ids moved(const Ids& columns, const RowSource& source, const Relation& branch) {
    Ids result;
    for (std::size_t i = 0; i < source.columns.size(); ++i) {
      if (columns.count(source.columns[i]) > 0) result.insert(branch.columns.at(i));
    }
    return result;
  }

  Term expanded(Term term) const {
    term.columns = base_columns(term.columns, known_);
    return term;
  }

  /// The lowest join on the way up at which the row no longer decides about all.
  Repeated explain(Id row, const Ids& decided) const {
    Repeated result{row, nullptr, row};
    for (const Meeting& meeting : known_.meetings()) {
      const bool in_left = meeting.left.row.count(row) > 0;
      if (!in_left && meeting.right.row.count(row) == 0) continue;
      const Ids& others = in_left ? meeting.right.row : meeting.left.row;
      const auto open = std::find_if(others.begin(), others.end(), [&](Id id) { return decided.count(id) == 0; });
      if (open == others.end()) continue;
      return {row, &meeting, *open};
    }
    return result;
  }

  const RowIdentity& known_;
};

/// Looks at every aggregate as the plan is walked.
class FanOutFinder {
 public:
  FanOutFinder(const std::map<std::size_t, TablePlace>& places, const TableKeys& keys) : places_(places), keys_(keys) {}

  void look_at(const RowIdentity& known, const PlanNode& node, const Relation& rows) {
    Ids grouped;
    for (const Expression& group : node.groups) add_column(group, rows, grouped);
    for (const Expression& aggregate : node.expressions) {
      if (!seen_.insert(&aggregate).second || ignores_repeats(aggregate)) continue;
      Ids within = node.several_groupings ? Ids{} : grouped;
      for (const Expression& partition : aggregate.partitions) add_column(partition, rows, within);
      look_at(known, aggregate, rows, within);
    }
  }

  std::vector<FanOut> found() && { return std::move(found_); }

 private:
  static void add_column(const Expression& expression, const Relation& rows, Ids& columns) {
    if (const Expression* column = bare_column(expression)) columns.insert(rows.columns.at(column->column));
  }

  void look_at(const RowIdentity& known, const Expression& aggregate, const Relation& rows, const Ids& grouped) {
    const OnceCheck once(known);
    for (const Term& term : terms_of(aggregate, rows.columns, known)) {
      if (const auto fault = once.check(term, rows, grouped)) return report(known, aggregate, rows, term, *fault);
    }
  }

  void report(const RowIdentity& known, const Expression& aggregate, const Relation& rows, const Term& term,
              const Repeated& fault) {
    const RowNames names(known, places_, keys_);
    const bool counts_pairs = term.columns.empty();
    const std::string what = counts_pairs || aggregate.name == "count" ? "counts" : "adds up";
    FanOut fan_out;
    fan_out.offset = names.offset_of(fault.partner);
    fan_out.message =
        fmt::format("{} {} a row of {} once for each row of {} that it meets{}", names.text_of(aggregate, rows), what,
                    names.name_of(fault.row), names.name_of(fault.partner), joined_on(known, names, fault));
    fan_out.hint = advice(names, fault, joined_columns(known, fault));
    found_.push_back(std::move(fan_out));
  }

  /// Pairs of columns, the partner's second, on which two tables are joined.
  static std::vector<std::pair<Id, Id>> pairs(const RowIdentity& known, const Repeated& fault) {
    std::vector<std::pair<Id, Id>> result;
    if (fault.meeting == nullptr) return result;
    const Ids& mine = fault.meeting->left.row.count(fault.row) > 0 ? fault.meeting->left.row : fault.meeting->right.row;
    for (auto [a, b] : known.equalities()) {
      if (known.owner(a) == fault.partner) std::swap(a, b);
      const auto owner = known.owner(a);
      const bool is_new = std::find(result.begin(), result.end(), std::pair(a, b)) == result.end();
      if (known.owner(b) == fault.partner && owner && mine.count(*owner) > 0 && is_new) result.emplace_back(a, b);
    }
    return result;
  }

  static std::vector<Id> joined_columns(const RowIdentity& known, const Repeated& fault) {
    std::vector<Id> result;
    for (const auto& [mine, partners] : pairs(known, fault)) result.push_back(partners);
    return result;
  }

  static std::string joined_on(const RowIdentity& known, const RowNames& names, const Repeated& fault) {
    std::vector<std::string> conditions;
    for (const auto& [mine, partners] : pairs(known, fault))
      conditions.push_back(names.column_name(mine) + " = " + names.column_name(partners));
    if (conditions.empty())
      return fmt::format(": nothing they are joined on is a key of {}", names.short_name(fault.partner));
    return fmt::format(": they are joined on {}, which is no key of {}{}", fmt::join(conditions, " AND "),
                       names.short_name(fault.partner), names.known_keys(fault.partner));
  }

  static std::string advice(const RowNames& names, const Repeated& fault, const std::vector<Id>& columns) {
    std::vector<std::string> by;
    for (const Id column : columns) by.push_back(names.bare_name(column));
    const std::string grouped = by.empty() ? "" : fmt::format(" by {}", fmt::join(by, ", "));
    return fmt::format("add {} up{} in a subquery before it is joined, or join it on its key",
                       names.short_name(fault.partner), grouped);
  }

  const std::map<std::size_t, TablePlace>& places_;
  const TableKeys& keys_;
  std::set<const Expression*> seen_;
  std::vector<FanOut> found_;
};

/// All sets of `size` of the first `count` numbers.
void choose(std::size_t count, std::size_t size, std::size_t from, std::vector<std::size_t>& chosen,
            const std::function<void(const std::vector<std::size_t>&)>& use) {
  if (chosen.size() == size) return use(chosen);
  for (std::size_t i = from; i < count; ++i) {
    chosen.push_back(i);
    choose(count, size, i + 1, chosen, use);
    chosen.pop_back();
  }
}

}  // namespace

std::vector<FanOut> fan_outs(const PlannedSelect& select, const TableKeys& keys,
                             const std::map<std::size_t, TablePlace>& places) {
  FanOutFinder finder(places, keys);
  const RowIdentity known(select.plan, keys,
                          [&](const RowIdentity& so_far, const PlanNode& node, const Relation& rows) {
                            finder.look_at(so_far, node, rows);
                          });
  return std::move(finder).found();
}

std::vector<std::vector<std::string>> keys_of(const PlannedSelect& select, const TableKeys& keys) {
  constexpr std::size_t kWide = 12;
  const std::size_t most = select.columns.size() <= kWide ? 3 : 2;
  const RowIdentity known(select.plan, keys);
  const Relation& rows = known.rows();
  std::vector<std::set<std::size_t>> found;
  std::vector<std::size_t> chosen;
  for (std::size_t size = 0; size <= most; ++size) {
    choose(select.columns.size(), size, 0, chosen, [&](const std::vector<std::size_t>& positions) {
      const std::set<std::size_t> key(positions.begin(), positions.end());
      const auto is_part = [&](const std::set<std::size_t>& smaller) {
        return std::includes(key.begin(), key.end(), smaller.begin(), smaller.end());
      };
      if (std::any_of(found.begin(), found.end(), is_part)) return;
      Ids columns;
      for (const std::size_t position : positions) columns.insert(rows.columns[position]);
      if (known.is_key(columns, rows)) found.push_back(key);
    });
  }
  std::vector<std::vector<std::string>> names;
  for (const auto& key : found) {
    names.emplace_back();
    for (const std::size_t position : key) names.back().push_back(select.columns[position].name);
  }
  return names;
}

}  // namespace c360::model
