#include "c360/serve/reading.h"

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/storage/object_store.h"

namespace c360::serve {
namespace {

engine::Options options_of(const project::Project& project) {
  engine::Options options;
  options.memory_limit_bytes = project.memory_limit_bytes;
  options.threads = project.threads;
  return options;
}

}  // namespace

Reading::Reading(project::Project project)
    : project_(std::move(project)),
      database_(options_of(project_)),
      lake_(storage::open_local_store(project_.lakehouse), database_, Clock::system()),
      moment_(lakehouse::current_moment(lake_.store())),
      session_(lake_, &project_, moment_) {
  for (const lakehouse::TableName& name : session_.catalog().names())
    names_.emplace(to_lower(name.layer), to_lower(name.name));
}

bool Reading::has_table(const std::string& schema, const std::string& name) const {
  return names_.contains({to_lower(schema), to_lower(name)});
}

const metric::TypedModel& Reading::model() const {
  if (project_.metrics.empty())
    throw Error(ErrorCode::kUsage, "the project has no metrics", "say in metrics/*.yaml what its tables mean");
  const std::lock_guard lock(mutex_);
  if (!model_) {
    engine::Connection connection = connect();
    model_ = std::make_unique<metric::TypedModel>(project_, connection);
  }
  return *model_;
}

const customer::CustomerModel& Reading::customers() const {
  const metric::TypedModel& typed = model();
  if (!moment_) throw Error(ErrorCode::kNotFound, "there was no run yet, and so there are no customers", "c360 run");
  const std::lock_guard lock(mutex_);
  if (!customers_) {
    engine::Connection connection = connect();
    customers_ =
        std::make_unique<customer::CustomerModel>(connection, project_, typed, moment_.value_or(lakehouse::Moment()));
  }
  return *customers_;
}

Readings::Readings(std::function<project::Project()> load)
    : load_(std::move(load)), current_(std::make_shared<Reading>(load_())) {}

std::shared_ptr<const Reading> Readings::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

bool Readings::move_on() {
  const std::shared_ptr<const Reading> before = current();
  const std::vector<std::int64_t> numbers = lakehouse::moment_numbers(before->store());
  if (numbers.empty() || numbers.back() <= before->number()) return false;
  auto after = std::make_shared<const Reading>(load_());
  const std::lock_guard lock(mutex_);
  current_ = std::move(after);
  return true;
}

}  // namespace c360::serve
