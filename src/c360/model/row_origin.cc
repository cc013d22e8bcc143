#include "c360/model/row_origin.h"

#include <algorithm>
#include <map>
#include <set>

#include "c360/model/conditions.h"
#include "c360/model/row_identity.h"

namespace c360::model {
namespace {

using Kind = PlanNode::Kind;

/// Columns that have an output's value in all rows that it comes from.
class Follower {
 public:
  explicit Follower(const RowIdentity& known) : known_(known) {
    for (const auto& [a, b] : known.equalities()) {
      equal_[a].insert(b);
      equal_[b].insert(a);
    }
  }

  Ids follow(Id output) const {
    Ids found;
    std::vector<Id> waiting{output};
    while (!waiting.empty()) {
      const Id id = waiting.back();
      waiting.pop_back();
      if (!found.insert(id).second) continue;
      for (const Id next : next_to(id)) waiting.push_back(next);
    }
    return found;
  }

 private:
  Ids next_to(Id id) const {
    Ids next;
    const auto equal = equal_.find(id);
    if (equal != equal_.end()) next = equal->second;
    add_behind_definition(id, next);
    const auto owner = known_.owner(id);
    const RowSource* source = owner ? known_.source(*owner) : nullptr;
    if (source == nullptr) return next;
    const auto at = std::find(source->columns.begin(), source->columns.end(), id);
    const auto position = static_cast<std::size_t>(at - source->columns.begin());
    if (position < source->names_from.size()) next.insert(source->names_from[position]);
    for (const Relation& branch : source->branches) next.insert(branch.columns.at(position));
    return next;
  }

  /// USING of an outer join takes the first of two columns that is there: each that is there has its value.
  void add_behind_definition(Id id, Ids& next) const {
    const Definition* definition = known_.definition(id);
    if (definition == nullptr) return;
    const Expression& expression = *definition->expression;
    if (const Expression* bare = bare_column(expression)) {
      if (bare == &expression) next.insert(definition->inputs.at(bare->column));
    } else if (expression.kind == Expression::Kind::kCall && expression.name == "coalesce") {
      add_alternatives(*definition, next);
    }
  }

  void add_alternatives(const Definition& definition, Ids& next) const {
    Ids columns;
    for (const Expression& argument : definition.expression->arguments) {
      if (argument.kind != Expression::Kind::kColumn) return;
      columns.insert(definition.inputs.at(argument.column));
    }
    for (const Id column : columns) {
      const auto equal = equal_.find(column);
      const bool tied = equal != equal_.end() && std::any_of(columns.begin(), columns.end(),
                                                             [&](Id other) { return equal->second.count(other) > 0; });
      if (!tied) return;
    }
    next.insert(columns.begin(), columns.end());
  }

  const RowIdentity& known_;
  std::map<Id, Ids> equal_;
};

bool drops_rows(const PlanNode& node) {
  const bool chooses = node.kind == Kind::kDistinct && node.chooses;
  const bool joins = node.kind == Kind::kJoin && node.join != JoinKind::kLeft && node.join != JoinKind::kFull &&
                     node.join != JoinKind::kSingle && node.join != JoinKind::kMark;
  const bool drops = node.kind == Kind::kFilter || node.kind == Kind::kLimit || node.kind == Kind::kIntersect ||
                     node.kind == Kind::kExcept;
  return drops || chooses || joins || std::any_of(node.children.begin(), node.children.end(), drops_rows);
}

/// The row identities of tables among all that a plan's rows are made of.
void add_tables(const RowIdentity& known, std::map<Id, InputRows>& inputs) {
  for (const auto& [row, source] : known.sources()) {
    if (source.node->kind == Kind::kTable && !source.only_decides) inputs[row].table = source.node->table;
  }
}

std::string name_of(const RowSource& source, Id column) {
  const auto at = std::find(source.columns.begin(), source.columns.end(), column);
  const auto position = static_cast<std::size_t>(at - source.columns.begin());
  return position < source.node->columns.size() ? source.node->columns[position] : std::string();
}

}  // namespace

RowOrigin origin_of_rows(const PlannedSelect& select) {
  const TableKeys no_keys;
  const RowIdentity known(select.plan, no_keys);
  std::map<Id, InputRows> inputs;
  add_tables(known, inputs);
  const Follower follower(known);
  for (std::size_t i = 0; i < select.columns.size(); ++i) {
    for (const Id id : follower.follow(known.rows().columns.at(i))) {
      const auto owner = known.owner(id);
      if (!owner || inputs.count(*owner) == 0) continue;
      const std::string name = name_of(*known.source(*owner), id);
      if (!name.empty()) inputs[*owner].equal.emplace_back(name, select.columns[i].name);
    }
  }
  RowOrigin origin;
  origin.leaves_rows_out = drops_rows(select.plan);
  for (auto& [row, input] : inputs) {
    std::sort(input.equal.begin(), input.equal.end());
    if (std::find(origin.inputs.begin(), origin.inputs.end(), input) == origin.inputs.end())
      origin.inputs.push_back(std::move(input));
  }
  return origin;
}

}  // namespace c360::model
