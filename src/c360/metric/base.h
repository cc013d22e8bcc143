// Leaves by dimensions, before any arithmetic: each added up at its own grain, then put side by side.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "c360/metric/rows.h"
#include "c360/metric/value.h"

namespace c360::metric {

using Leaves = std::vector<std::shared_ptr<const Leaf>>;

/// Of one dimension the values that are shown by themselves; the others are one.
struct Fold {
  std::size_t dimension = 0;
  sql::Query kept;  ///< columns v (as rows are grouped) and kept (true)
};

/// Builds the queries that everything else is made of. Each fact is added up in a query of its own, by its own way to
/// each dimension; their rows are then stacked and joined by grouping, so that no fact's rows meet another's before
/// they are added up. The model must outlive it; one thread at a time.
class Base {
 public:
  /// `kept` may be nullptr.
  Base(const TypedModel& model, TableNames tables, const Kept* kept = nullptr);

  /// Columns d0, d1, … (what dimensions are grouped by), with a fold `rest` (1 for what is folded, else 0), and m0, m1,
  /// … (leaves; those that are 0 where nothing is, are). One row for each combination that any leaf's entity has;
  /// without dimensions one row.
  sql::Query query(const std::vector<Dim>& dims, const Leaves& leaves, const std::vector<Condition>& where,
                   const std::optional<Fold>& fold = std::nullopt) const;

  const TypedModel& model() const { return model_; }
  const TableNames& tables() const { return tables_; }
  /// For Rows of one's own. As long as this is kept.
  const MeasuredValues& measured_values() const { return measured_; }

 private:
  struct Asked;
  struct Block;

  /// Where the values for each row of an entity all come from; nullptr: from several facts, or from moments.
  const project::MetricEntity* only_fact_of(const Leaf& leaf) const;

  std::vector<Block> blocks_of(const Leaves& leaves) const;
  sql::Query block(const Asked& asked, const Block& block) const;
  sql::Query fact(const Asked& asked, const Block& block) const;
  sql::Query balance(const Asked& asked, const Block& block) const;
  sql::Query each(const Asked& asked, const Block& block) const;
  sql::Query stacked(const Asked& asked, const std::vector<Block>& blocks) const;
  /// What each row of an entity comes to: k0, k1, … and v.
  sql::Query measured(const project::MetricEntity& entity, const project::Dimension& dimension) const;
  sql::Query ranked(const project::MetricEntity& entity, const project::Dimension& dimension, const sql::Query& values,
                    const ValuePtr& value) const;

  const TypedModel& model_;
  TableNames tables_;
  const Kept* kept_;
  MeasuredValues measured_;
  mutable int depth_ = 0;
};

/// Arithmetic over leaves' columns. Not for values that compare rows.
using LeafColumn = std::function<sql::Expr(const Leaf&)>;
sql::Expr arithmetic(const ValuePtr& value, const LeafColumn& column);
/// One operation of it, of kAdd to kDivide, on its two parts.
sql::Expr combined(const Value& value, const sql::Expr& a, const sql::Expr& b);
/// Exact division once.
sql::Expr divided(const sql::Expr& a, const sql::Type& a_type, const sql::Expr& b, const sql::Type& b_type,
                  const sql::Type& type);

/// "m3": the column of a leaf, by its place among others.
std::string leaf_column(const Leaves& leaves, const Leaf& leaf);
std::string dim_column(std::size_t index);
/// A column that is 0 where it is NULL, if the leaf is.
sql::Expr completed(const Leaf& leaf, sql::Expr column);

inline constexpr const char* kRest = "rest";

}  // namespace c360::metric
