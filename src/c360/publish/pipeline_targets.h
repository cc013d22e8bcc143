// The targets of `publish:` as pipelines reach them.
#pragma once

#include "c360/pipeline/outside.h"

namespace c360::publish {

/// Publishes as `c360 publish` does, and sends statements and rows to targets with `postgresql:` or `odbc:`.
/// Error(kUnsupported) where they are for another kind of target.
class PipelineTargets final : public pipeline::Outside {
 public:
  project::JsonValue publish(const Call& call, lakehouse::Lakehouse& lake, bool full,
                             pipeline::Progress& progress) override;
  std::int64_t execute(const Call& call, const std::string& statement) override;
  Rows ask(const Call& call, const std::string& query, std::int64_t most) override;
  std::int64_t load(const Call& call, const Load& load) override;
};

}  // namespace c360::publish
