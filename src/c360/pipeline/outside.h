// What a run reaches beyond its lakehouse: the targets of publish:. The rooms that know them stand above this one and
// fill it in.
#pragma once

#include <cstdint>
#include <string>

#include "c360/base/cancel.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/pipeline/progress.h"
#include "c360/project/expression.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// One thread at a time for publish(), any for the rest. All throw Error; none tells a secret.
class Outside {
 public:
  struct Call {
    const project::Project& project;
    const project::PublishTarget& target;
    const Cancellation& cancel;
  };
  virtual ~Outside() = default;
  /// Brings a target to the lakehouse's current snapshot; what became of its tables, as `c360 publish --json` tells it.
  virtual project::JsonValue publish(const Call& call, lakehouse::Lakehouse& lake, bool full, Progress& progress) = 0;
  /// Runs a statement in the target's database; the rows that it changed.
  virtual std::int64_t execute(const Call& call, const std::string& statement) = 0;
};

}  // namespace c360::pipeline
