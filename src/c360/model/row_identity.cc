#include "c360/model/row_identity.h"

#include <algorithm>
#include <array>

#include "c360/base/error.h"

namespace c360::model {

using Kind = PlanNode::Kind;

namespace {

constexpr std::size_t kMostOperators = 20000;

bool is_call(const Expression& expression, std::string_view name) {
  return expression.kind == Expression::Kind::kCall && expression.name == name;
}

bool is_constant(const Expression& expression) {
  bool reads = expression.kind == Expression::Kind::kAggregate || expression.kind == Expression::Kind::kWindow;
  for_each_column(expression, [&](std::size_t) { reads = true; });
  return !reads;
}

/// Comparisons that are never true of NULL.
bool rejects_null(const Expression& expression) {
  constexpr std::array<std::string_view, 12> kNames = {
      "=", "<>", "<", ">", "<=", ">=", "IN", "~~", "!~~", "~~*", "!~~*", "IS NOT NULL"};
  return expression.kind == Expression::Kind::kCall &&
         std::find(kNames.begin(), kNames.end(), expression.name) != kNames.end();
}

const Expression& without_casts(const Expression& expression) {
  return expression.kind == Expression::Kind::kCast ? without_casts(expression.arguments[0]) : expression;
}

}  // namespace

Ids read_by(const Expression& expression, const std::vector<Id>& columns) {
  Ids result;
  for_each_column(expression, [&](std::size_t position) { result.insert(columns.at(position)); });
  return result;
}

const Expression* bare_column(const Expression& expression) {
  if (expression.kind == Expression::Kind::kColumn) return &expression;
  if (expression.kind == Expression::Kind::kCast && expression.keeps_apart) return bare_column(expression.arguments[0]);
  return nullptr;
}

void add_pinned(const Expression& condition, const std::vector<Id>& columns, Ids& pinned) {
  const auto& parts = condition.arguments;
  const auto pin = [&](const Expression& expression) {
    if (const Expression* column = bare_column(expression)) pinned.insert(columns.at(column->column));
  };
  if (is_call(condition, "AND")) {
    for (const Expression& part : parts) add_pinned(part, columns, pinned);
  } else if (is_call(condition, "=") || is_call(condition, "IS NOT DISTINCT FROM")) {
    if (is_constant(parts[0])) pin(parts[1]);
    if (is_constant(parts[1])) pin(parts[0]);
  } else if (is_call(condition, "IN") && parts.size() == 2 && is_constant(parts[1])) {
    pin(parts[0]);
  } else if (is_call(condition, "IS NULL") || is_call(condition, "NOT")) {
    pin(parts[0]);
  } else {
    pin(condition);
  }
}

/// Walks a plan from its tables up.
class RowVisitor {
 public:
  RowVisitor(RowIdentity& known, const TableKeys& keys, const RowIdentity::AtAggregate& at_aggregate)
      : known_(known), keys_(keys), at_aggregate_(at_aggregate) {}

  Relation visit(const PlanNode& node) {
    if (++visited_ > kMostOperators)
      throw Error(ErrorCode::kUnsupported, "common table expressions read one another too often to be followed");
    switch (node.kind) {
      case Kind::kTable:
        return table(node);
      case Kind::kValues:
        return values(node);
      case Kind::kProject:
        return project(node);
      case Kind::kFilter:
        return filter(node);
      case Kind::kJoin:
        return join(node);
      case Kind::kAggregate:
        return aggregate(node);
      case Kind::kDistinct:
        return distinct(node);
      case Kind::kWindow:
        return window(node);
      case Kind::kUnnest:
        return unnest(node);
      case Kind::kUnion:
        return united(node);
      case Kind::kIntersect:
      case Kind::kExcept:
        return left_of(node);
      case Kind::kOrder:
        return visit(node.children[0]);
      case Kind::kLimit:
        return limit(node);
      case Kind::kWith:
        named_[node.with_index] = &node.children[0];
        return visit(node.children[1]);
      case Kind::kReference:
        return referenced(node);
      case Kind::kOuterColumns:
        return outer_columns(node);
      case Kind::kRecursion:
        throw Error(ErrorCode::kUnsupported, "a recursive common table expression cannot be followed");
    }
    return {};
  }

 private:
  Id fresh() { return next_++; }

  void depend(Ids from, Ids to) { known_.dependencies_.add(std::move(from), std::move(to)); }

  /// A relation whose rows are new: of a table, a group, a list.
  Relation source(const PlanNode& node, std::size_t width) {
    const Id row = fresh();
    Relation relation;
    relation.row = relation.present = {row};
    for (std::size_t i = 0; i < width; ++i) {
      relation.columns.push_back(fresh());
      known_.owners_[relation.columns.back()] = row;
    }
    depend({row}, {relation.columns.begin(), relation.columns.end()});
    known_.sources_[row] = {&node, relation.columns, {}, {}, deciding_ > 0, false};
    return relation;
  }

  Relation table(const PlanNode& node) {
    Relation relation = source(node, node.width);
    for (std::size_t i = 0; i < node.width; ++i) {
      if (node.columns[i].empty()) depend({relation.columns[i]}, relation.row);
    }
    const auto keys = keys_.find(node.table);
    if (keys == keys_.end()) return relation;
    for (const auto& key : keys->second) {
      if (const auto columns = columns_called(node, relation, key)) depend(*columns, relation.row);
    }
    return relation;
  }

  /// nullopt where the SELECT does not read all of them: then they tell nothing apart.
  static std::optional<Ids> columns_called(const PlanNode& node, const Relation& relation,
                                           const std::vector<std::string>& names) {
    Ids result;
    for (const std::string& name : names) {
      const auto found = std::find(node.columns.begin(), node.columns.end(), name);
      if (found == node.columns.end()) return std::nullopt;
      result.insert(relation.columns[static_cast<std::size_t>(found - node.columns.begin())]);
    }
    return result;
  }

  Relation values(const PlanNode& node) {
    Relation child;
    if (!node.children.empty()) child = visit(node.children[0]);
    Relation made = source(node, node.width - node.groups.size());
    const Id row = *made.row.begin();
    if (node.function.empty()) {
      if (node.rows.size() == 1) depend({}, made.row);
      find_keys_of_values(node, made);
    } else if (node.children.empty() && node.function != "unnest" && !made.columns.empty()) {
      depend({made.columns[0]}, made.row);
    }
    if (node.children.empty()) return made;
    if (!node.function.empty()) {
      known_.sources_[row].made_for_each = true;
      depend({row}, child.row);
    }
    for (const Expression& carried : node.groups) made.columns.push_back(child.columns.at(carried.column));
    made.row.insert(child.row.begin(), child.row.end());
    made.present.insert(child.present.begin(), child.present.end());
    return made;
  }

  /// Columns in which the rows that stand in the text all differ.
  void find_keys_of_values(const PlanNode& node, const Relation& relation) {
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
      std::set<std::string> texts;
      for (const auto& row : node.rows) {
        const Expression& value = without_casts(row[i]);
        if (value.kind == Expression::Kind::kConstant) texts.insert(value.name);
      }
      if (texts.size() == node.rows.size()) depend({relation.columns[i]}, relation.row);
    }
  }

  /// The column that an expression is, or a new one that its inputs decide about.
  Id column_of(const Expression& expression, const std::vector<Id>& inputs) {
    if (expression.kind == Expression::Kind::kColumn) return inputs.at(expression.column);
    const Id id = fresh();
    depend(read_by(expression, inputs), {id});
    if (const Expression* bare = bare_column(expression)) depend({id}, {inputs.at(bare->column)});
    known_.definitions_[id] = {&expression, inputs};
    return id;
  }

  Relation project(const PlanNode& node) {
    Relation relation = visit(node.children[0]);
    const std::vector<Id> inputs = std::move(relation.columns);
    relation.columns.clear();
    for (const Expression& expression : node.expressions) relation.columns.push_back(column_of(expression, inputs));
    return relation;
  }

  Relation filter(const PlanNode& node) {
    Relation relation = visit(node.children[0]);
    for (const Expression& condition : node.expressions) assume(condition, relation, true);
    return relation;
  }

  /// What follows where a condition holds; `for_all`: for every row of the relation, not only where two sides meet.
  void assume(const Expression& condition, Relation& relation, bool for_all) {
    if (is_call(condition, "AND")) {
      for (const Expression& part : condition.arguments) assume(part, relation, for_all);
      return;
    }
    Ids pinned;
    add_pinned(condition, relation.columns, pinned);
    if (!pinned.empty()) depend({}, pinned);
    if (is_call(condition, "=") || is_call(condition, "IS NOT DISTINCT FROM")) equate(condition, relation, for_all);
    note_first(condition, relation);
    if (for_all) note_present(condition, relation);
  }

  void equate(const Expression& condition, const Relation& relation, bool for_all) {
    const Expression& left = condition.arguments[0];
    const Expression& right = condition.arguments[1];
    const Expression* left_column = bare_column(left);
    const Expression* right_column = bare_column(right);
    if (right_column != nullptr) depend(read_by(left, relation.columns), {relation.columns.at(right_column->column)});
    if (left_column != nullptr) depend(read_by(right, relation.columns), {relation.columns.at(left_column->column)});
    if (left_column == nullptr || right_column == nullptr) return;
    const Id a = relation.columns[left_column->column];
    const Id b = relation.columns[right_column->column];
    known_.equalities_.emplace_back(a, b);
    if (for_all && left_column == &left && right_column == &right) unite(a, b);
  }

  void unite(Id a, Id b) {
    Ids all = known_.same_as(a);
    const Ids others = known_.same_as(b);
    all.insert(others.begin(), others.end());
    for (const Id id : all) known_.same_[id] = all;
  }

  /// `n <= 1` and `n < 2` pin a number that starts at one.
  void note_first(const Expression& condition, const Relation& relation) {
    const auto is_first = [&](const Expression& number, const Expression& bound, const char* most) {
      const Expression* column = bare_column(number);
      if (column == nullptr || without_casts(bound).name != most) return;
      const Id id = relation.columns.at(column->column);
      if (counters_.count(id) > 0) depend({}, {id});
    };
    if (condition.kind != Expression::Kind::kCall || condition.arguments.size() != 2) return;
    const Expression& left = condition.arguments[0];
    const Expression& right = condition.arguments[1];
    if (condition.name == "<=") is_first(left, right, "1");
    if (condition.name == "<") is_first(left, right, "2");
    if (condition.name == ">=") is_first(right, left, "1");
    if (condition.name == ">") is_first(right, left, "2");
  }

  /// A condition that is never true of NULL leaves out the rows that an outer join has put together with none.
  void note_present(const Expression& condition, Relation& relation) const {
    const bool is_flag = condition.kind == Expression::Kind::kColumn || is_call(condition, "NOT");
    if (!is_flag && !rejects_null(condition)) return;
    const auto note = [&](const Expression& expression) {
      const Expression& column = without_casts(expression);
      if (column.kind != Expression::Kind::kColumn) return;
      if (const auto owner = known_.owner(relation.columns.at(column.column))) relation.present.insert(*owner);
    };
    if (condition.kind == Expression::Kind::kColumn) return note(condition);
    const std::size_t tested = condition.name == "IN" ? 1 : condition.arguments.size();
    for (std::size_t i = 0; i < tested; ++i) note(condition.arguments[i]);
  }

  Relation join(const PlanNode& node) {
    const std::size_t before_left = known_.dependencies_.size();
    const Relation left = visit(node.children[0]);
    const std::size_t before_right = known_.dependencies_.size();
    const bool only_decides =
        node.join == JoinKind::kSemi || node.join == JoinKind::kAnti || node.join == JoinKind::kMark;
    const Relation right = only_decides ? deciding(node.children[1]) : visit(node.children[1]);
    const std::size_t after_right = known_.dependencies_.size();
    if (node.join == JoinKind::kSemi || node.join == JoinKind::kAnti) return left;
    if (node.join == JoinKind::kMark) return marked(node, left, right);
    known_.meetings_.push_back({&node, left, right});
    Relation both = beside(left, right);
    if (node.join == JoinKind::kInner) {
      for (const Expression& condition : node.expressions) assume(condition, both, true);
    } else {
      meet_outer(node, left, right, both);
    }
    if (node.one_partner || node.join == JoinKind::kSingle) depend(left.row, right.row);
    if (node.one_partner && node.join == JoinKind::kFull) depend(right.row, left.row);
    const bool right_may_miss = node.join != JoinKind::kInner && node.join != JoinKind::kRight;
    const bool left_may_miss = node.join == JoinKind::kRight || node.join == JoinKind::kFull;
    if (right_may_miss) may_miss(before_right, after_right, right, both);
    if (left_may_miss) may_miss(before_left, before_right, left, both);
    if (!node.outer_columns.empty()) tie_to_left(left, right);
    return both;
  }

  /// What was known of a side holds only for rows that have one of its; where none is there all its columns are NULL.
  void may_miss(std::size_t since, std::size_t until, const Relation& side, Relation& both) {
    known_.dependencies_.guard(since, until, side.row);
    depend(side.row, {side.columns.begin(), side.columns.end()});
    for (const Id row : side.row) both.present.erase(row);
  }

  /// Rows that are only looked up.
  Relation deciding(const PlanNode& node) {
    ++deciding_;
    Relation relation = visit(node);
    --deciding_;
    return relation;
  }

  static Relation beside(const Relation& left, const Relation& right) {
    Relation both = left;
    both.columns.insert(both.columns.end(), right.columns.begin(), right.columns.end());
    both.row.insert(right.row.begin(), right.row.end());
    both.present.insert(right.present.begin(), right.present.end());
    return both;
  }

  Relation marked(const PlanNode& node, Relation left, const Relation& right) {
    const Relation both = beside(left, right);
    const Id mark = fresh();
    Ids tested;
    for (const Expression& condition : node.expressions) {
      for (const Id id : read_by(condition, both.columns)) {
        if (std::find(left.columns.begin(), left.columns.end(), id) != left.columns.end()) tested.insert(id);
      }
    }
    depend(tested.empty() ? left.row : tested, {mark});
    left.columns.push_back(mark);
    return left;
  }

  /// An outer join's conditions hold where rows meet; a row that meets one row at most decides about it, or that there
  /// is none.
  void meet_outer(const PlanNode& node, const Relation& left, const Relation& right, const Relation& both) {
    if (node.join != JoinKind::kRight) decide_partner(node, left, right, both);
    if (node.join == JoinKind::kRight || node.join == JoinKind::kFull) decide_partner(node, right, left, both);
    const std::size_t before = known_.dependencies_.size();
    Relation meeting = both;
    for (const Expression& condition : node.expressions) assume(condition, meeting, false);
    const std::size_t after = known_.dependencies_.size();
    if (node.join != JoinKind::kRight) known_.dependencies_.guard(before, after, right.row);
    if (node.join == JoinKind::kRight || node.join == JoinKind::kFull)
      known_.dependencies_.guard(before, after, left.row);
  }

  void decide_partner(const PlanNode& node, const Relation& of, const Relation& partner, const Relation& both) {
    const Ids of_columns(of.columns.begin(), of.columns.end());
    const Ids partner_columns(partner.columns.begin(), partner.columns.end());
    Ids deciding;
    Ids matched;
    for (const Expression& condition : node.expressions) {
      for (const Id id : read_by(condition, both.columns)) {
        if (of_columns.count(id) > 0) deciding.insert(id);
      }
      add_matched(condition, both, of_columns, partner_columns, matched);
    }
    if (!includes(known_.decided_by(matched, partner), partner.row)) return;
    const std::size_t before = known_.dependencies_.size();
    depend(deciding, partner.row);
    if (node.join == JoinKind::kFull) known_.dependencies_.guard(before, before + 1, of.row);
  }

  /// The partner's columns that a condition holds equal to something of the other side or to a constant.
  static void add_matched(const Expression& condition, const Relation& both, const Ids& of, const Ids& partner,
                          Ids& matched) {
    if (is_call(condition, "AND")) {
      for (const Expression& part : condition.arguments) add_matched(part, both, of, partner, matched);
      return;
    }
    add_pinned(condition, both.columns, matched);
    if (!is_call(condition, "=") && !is_call(condition, "IS NOT DISTINCT FROM")) return;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const Expression* column = bare_column(condition.arguments[side]);
      if (column == nullptr) continue;
      const Id id = both.columns.at(column->column);
      if (partner.count(id) > 0 && includes(of, read_by(condition.arguments[1 - side], both.columns)))
        matched.insert(id);
    }
  }

  /// Rows that a table function made for each row of the left belong to that row alone.
  void tie_to_left(const Relation& left, const Relation& right) {
    for (const Id row : right.row) {
      if (known_.source(row)->made_for_each) depend({row}, left.row);
    }
  }

  Relation aggregate(const PlanNode& node) {
    const Relation child = visit(node.children[0]);
    if (at_aggregate_) at_aggregate_(known_, node, child);
    Relation groups = source(node, node.width);
    groups.present.insert(child.present.begin(), child.present.end());
    if (!node.several_groupings) group(node.groups, child, groups);
    return groups;
  }

  /// One row for each value of `keys`, which are the first of the new relation's columns.
  void group(const std::vector<Expression>& keys, const Relation& child, const Relation& groups) {
    Ids key;
    std::vector<Id>& names = known_.sources_[*groups.row.begin()].names_from;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const Id id = groups.columns[i];
      names.push_back(column_of(keys[i], child.columns));
      key.insert(id);
      depend(read_by(keys[i], child.columns), {id});
      if (const Expression* bare = bare_column(keys[i])) depend({id}, {child.columns.at(bare->column)});
    }
    depend(key, groups.row);
  }

  Relation distinct(const PlanNode& node) {
    const Relation child = visit(node.children[0]);
    if (node.chooses) {
      Ids targets;
      for (const Expression& target : node.groups) targets.merge(read_by(target, child.columns));
      depend(targets, child.row);
      return child;
    }
    Relation groups = source(node, node.width);
    groups.present.insert(child.present.begin(), child.present.end());
    known_.sources_[*groups.row.begin()].names_from = child.columns;
    for (std::size_t i = 0; i < node.width; ++i) {
      depend({child.columns.at(i)}, {groups.columns[i]});
      depend({groups.columns[i]}, {child.columns[i]});
    }
    depend({groups.columns.begin(), groups.columns.end()}, groups.row);
    return groups;
  }

  Relation window(const PlanNode& node) {
    Relation relation = visit(node.children[0]);
    if (at_aggregate_) at_aggregate_(known_, node, relation);
    const std::vector<Id> inputs = relation.columns;
    for (const Expression& expression : node.expressions) {
      const Id id = fresh();
      depend(relation.row, {id});
      known_.definitions_[id] = {&expression, inputs};
      if (expression.name == "row_number") {
        counters_.insert(id);
        Ids key{id};
        for (const Expression& partition : expression.partitions) key.merge(read_by(partition, inputs));
        depend(key, relation.row);
      }
      relation.columns.push_back(id);
    }
    return relation;
  }

  Relation unnest(const PlanNode& node) {
    const Relation child = visit(node.children[0]);
    const Relation list = source(node, node.expressions.size());
    depend(list.row, child.row);
    known_.meetings_.push_back({&node, child, list});
    return beside(child, list);
  }

  Relation united(const PlanNode& node) {
    Relation left = visit(node.children[0]);
    Relation right = visit(node.children[1]);
    Relation rows = source(node, node.width);
    known_.sources_[*rows.row.begin()].branches = {std::move(left), std::move(right)};
    return rows;
  }

  Relation left_of(const PlanNode& node) {
    Relation left = visit(node.children[0]);
    deciding(node.children[1]);
    return left;
  }

  Relation limit(const PlanNode& node) {
    Relation relation = visit(node.children[0]);
    if (node.limit && *node.limit <= 1) depend({}, relation.row);
    return relation;
  }

  /// A common table expression is followed anew wherever it is read: its rows there are others.
  Relation referenced(const PlanNode& node) {
    const auto found = named_.find(node.with_index);
    if (found == named_.end())
      throw Error(ErrorCode::kUnsupported, "a common table expression is read that cannot be found");
    return visit(*found->second);
  }

  Relation outer_columns(const PlanNode& node) {
    Relation relation = source(node, node.width);
    depend({relation.columns.begin(), relation.columns.end()}, relation.row);
    return relation;
  }

  RowIdentity& known_;
  const TableKeys& keys_;
  const RowIdentity::AtAggregate& at_aggregate_;
  Id next_ = 0;
  std::size_t visited_ = 0;
  std::map<std::size_t, const PlanNode*> named_;
  Ids counters_;
  int deciding_ = 0;
};

RowIdentity::RowIdentity(const PlanNode& plan, const TableKeys& keys, AtAggregate at_aggregate) {
  top_ = RowVisitor(*this, keys, at_aggregate).visit(plan);
}

Ids RowIdentity::decided_by(Ids start, const Relation& rows) const {
  Ids present = rows.present;
  for (const Id id : start) {
    if (rows.row.count(id) > 0) present.insert(id);
  }
  return dependencies_.closure(std::move(start), present);
}

bool RowIdentity::is_key(const Ids& columns, const Relation& rows) const {
  return includes(decided_by(columns, rows), rows.row);
}

const RowSource* RowIdentity::source(Id row) const {
  const auto found = sources_.find(row);
  return found == sources_.end() ? nullptr : &found->second;
}

const Definition* RowIdentity::definition(Id column) const {
  const auto found = definitions_.find(column);
  return found == definitions_.end() ? nullptr : &found->second;
}

std::optional<Id> RowIdentity::owner(Id column) const {
  const auto found = owners_.find(column);
  return found == owners_.end() ? std::nullopt : std::optional(found->second);
}

Ids RowIdentity::same_as(Id column) const {
  const auto found = same_.find(column);
  return found == same_.end() ? Ids{column} : found->second;
}

}  // namespace c360::model
