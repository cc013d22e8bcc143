// The targets of `publish:` as pipelines reach them.
#pragma once

#include "c360/pipeline/outside.h"

namespace c360::publish {

/// Publishes as `c360 publish` does, and sends statements to targets with `postgresql:` or `odbc:`. Error(kUnsupported)
/// for a statement to another kind of target.
class PipelineTargets final : public pipeline::Outside {
 public:
  project::JsonValue publish(const Call& call, lakehouse::Lakehouse& lake, bool full,
                             pipeline::Progress& progress) override;
  std::int64_t execute(const Call& call, const std::string& statement) override;
};

}  // namespace c360::publish
