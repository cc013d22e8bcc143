// A measure taken apart: arithmetic over leaves, each of which is one aggregate of one entity's rows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/metric/names.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

struct Value;
using ValuePtr = std::shared_ptr<const Value>;

/// What is added up, at its own grain.
struct Leaf {
  std::string id;                                 ///< two leaves of one id are the same
  const project::MetricEntity* entity = nullptr;  ///< whose rows; of kEach whose values
  const project::Measure* measure = nullptr;      ///< whose condition and filters rows must fulfil
  project::Aggregate aggregate;
  bool from_top = false;  ///< percentiles: counted from the greatest
  ValuePtr each;          ///< set: the aggregate is of this value's results, one for each row of `entity`
  sql::Type type;
  bool zero = false;  ///< what nothing adds up to is 0; else it is not known

  bool adds_up() const {
    return !each && (aggregate.function == project::Aggregate::Function::kCount ||
                     aggregate.function == project::Aggregate::Function::kSum);
  }
};

/// A node of a measure's arithmetic.
struct Value {
  enum class Kind { kLeaf, kNumber, kAdd, kSubtract, kMultiply, kDivide, kShare, kChange, kRunning, kRolling, kRank };
  Kind kind = Kind::kLeaf;
  std::shared_ptr<const Leaf> leaf;           ///< kLeaf
  std::string number;                         ///< kNumber
  std::vector<ValuePtr> parts;                ///< two of kAdd to kDivide, one of those after
  const project::Measure* measure = nullptr;  ///< kShare to kRank: its details
  sql::Type type;
};

/// Takes a measure apart. Throws Error(kUsage) for a measure that has no right answer whatever the question: a running
/// or rolling total of what does not add up over time, a share of what has no total, a comparison of comparisons.
ValuePtr value_of(const TypedModel& model, const project::Measure& measure);

/// Every leaf below, each once.
std::vector<std::shared_ptr<const Leaf>> leaves_of(const ValuePtr& value);

/// Whether the value or a part of it is of a kind.
bool has_kind(const ValuePtr& value, Value::Kind kind);

}  // namespace c360::metric
