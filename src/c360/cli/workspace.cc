#include "c360/cli/workspace.h"

#include "c360/base/error.h"
#include "c360/storage/object_store.h"

namespace c360::cli {
namespace {

engine::Options engine_options(const project::Project& project) {
  engine::Options options;
  options.memory_limit_bytes = project.memory_limit_bytes;
  options.threads = project.threads;
  return options;
}

}  // namespace

Workspace::Workspace(const Context& context)
    : project_(context.load_project()),
      database_(std::make_unique<engine::Database>(engine_options(project_))),
      lake_(std::make_unique<lakehouse::Lakehouse>(storage::open_local_store(project_.lakehouse), *database_,
                                                   Clock::system())) {}

lakehouse::Moment Workspace::moment() const {
  auto moment = lakehouse::current_moment(lake_->store());
  if (moment) return std::move(*moment);
  throw Error(ErrorCode::kNotFound, "there is no finished run in " + lake_->store().display(), "run c360 run first");
}

}  // namespace c360::cli
