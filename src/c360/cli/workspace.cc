#include "c360/cli/workspace.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/project/open_lake.h"
#include "c360/project/values.h"

namespace c360::cli {
namespace {

engine::Options engine_options(const project::Project& project, std::uint64_t memory_limit) {
  engine::Options options;
  options.memory_limit_bytes = memory_limit > 0 ? memory_limit : project.memory_limit_bytes;
  options.threads = project.threads;
  return options;
}

}  // namespace

Workspace::Workspace(const Context& context, std::uint64_t memory_limit)
    : project_(context.load_project()),
      database_(std::make_unique<engine::Database>(engine_options(project_, memory_limit))),
      lake_(std::make_unique<lakehouse::Lakehouse>(project::open_lake(project_, context.cancel), *database_,
                                                   Clock::system())) {}

std::uint64_t memory_of(const std::string& amount) {
  if (amount.empty()) return 0;
  if (const auto bytes = project::parse_memory(amount)) return *bytes;
  throw Error(ErrorCode::kUsage, "'" + amount + "' is no amount of memory", "write it as 4GB, 512MB or 60%");
}

lakehouse::Moment Workspace::moment() const {
  auto moment = lakehouse::current_moment(lake_->store());
  if (moment) return std::move(*moment);
  throw Error(ErrorCode::kNotFound, "there is no finished run in " + lake_->store().display(), "run c360 run first");
}

lakehouse::Moment Workspace::moment_of(std::int64_t snapshot) const {
  auto moment = lakehouse::read_moment(lake_->store(), snapshot);
  if (moment) return std::move(*moment);
  throw Error(ErrorCode::kUsage, fmt::format("there is no snapshot {}", snapshot), "c360 status names the current one");
}

}  // namespace c360::cli
