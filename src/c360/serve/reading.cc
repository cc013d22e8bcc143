#include "c360/serve/reading.h"

#include <fmt/core.h>

#include "c360/access/mask_key.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/lineage/whole_graph.h"
#include "c360/metric/metric_lineage.h"
#include "c360/project/open_lake.h"
#include "c360/publish/published_lineage.h"

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
      lake_(project::open_lake(project_), database_, Clock::system()),
      moment_(lakehouse::current_moment(lake_.store())),
      session_(lake_, &project_, moment_) {
  note_names();
}

Reading::Reading(std::shared_ptr<const Reading> whole, session::Access access)
    : whole_(std::move(whole)),
      project_(whole_->project_),
      sight_((access.mask_key ? "masked" : "") + (access.rows ? "." + access.rows->name : "")),
      database_(options_of(project_)),
      lake_(project::open_lake(project_), database_, Clock::system()),
      moment_(whole_->moment_),
      session_(lake_, &project_, moment_, std::move(access)),
      rules_(session_.rules()) {
  note_names();
}

void Reading::note_names() {
  for (const lakehouse::TableName& name : session_.catalog().names())
    names_.emplace(to_lower(name.layer), to_lower(name.name));
}

bool Reading::has_table(const std::string& schema, const std::string& name) const {
  return names_.contains({to_lower(schema), to_lower(name)});
}

const metric::TypedModel& Reading::model() const {
  if (whole_) return whole_->model();
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
  const metric::TypedModel& typed = model();  // the whole one's
  if (!moment_) throw Error(ErrorCode::kNotFound, "there was no run yet, and so there are no customers", "c360 run");
  const std::lock_guard lock(mutex_);
  if (!customers_) {
    engine::Connection connection = connect();
    customers_ = whole_ ? std::make_unique<customer::CustomerModel>(whole_->customers(), connection)
                        : std::make_unique<customer::CustomerModel>(connection, project_, typed,
                                                                    moment_.value_or(lakehouse::Moment()));
  }
  return *customers_;
}

const model::LineageGraph& Reading::lineage() const {
  const std::lock_guard lock(mutex_);
  if (!lineage_) {
    const auto published = [](const project::Project& of, model::Planner&, model::LineageGraph& whole) {
      publish::add_lineage(of, whole);
    };
    lineage_ = std::make_unique<model::LineageGraph>(
        lineage::whole_graph(database_, project_, {metric::add_lineage, published}));
  }
  return *lineage_;
}

Readings::Readings(std::function<project::Project()> load)
    : load_(std::move(load)), current_(std::make_shared<Reading>(load_())) {}

std::shared_ptr<const Reading> Readings::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

std::shared_ptr<const Reading> Readings::current(const std::string& sight) const {
  const std::lock_guard lock(mutex_);
  if (sight.empty()) return current_;
  for (const auto& [seen, reading] : partial_) {
    if (reading->sight() == sight) return reading;
  }
  return nullptr;
}

std::shared_ptr<const Reading> Readings::find(const Sight& sight) const {
  const std::lock_guard lock(mutex_);
  const auto found = partial_.find(sight);
  return found == partial_.end() ? nullptr : found->second;
}

std::shared_ptr<const Reading> Readings::open(const std::shared_ptr<const Reading>& whole, const Sight& sight) {
  const auto& [is_masked, role] = sight;
  session::Access access;
  if (is_masked) access.mask_key = access::mask_key(*project::open_lake(whole->project()));
  if (!role.empty()) {
    const project::RoleSpec* spec = whole->project().find_role(role);
    if (spec == nullptr)
      throw Error(ErrorCode::kNotFound, fmt::format("the project has no role '{}' (any more)", role));
    access.rows = *spec;
  }
  return std::make_shared<const Reading>(whole, std::move(access));
}

std::shared_ptr<const Reading> Readings::of(const access::Reader& reader) {
  const Sight sight(!reader.unmasked, reader.rows_of_role);
  if (sight == Sight()) return current();
  if (auto known = find(sight)) return known;
  const std::lock_guard opening(opening_);
  if (auto known = find(sight)) return known;
  const auto whole = current();
  auto opened = open(whole, sight);
  const std::lock_guard lock(mutex_);
  if (current_ == whole) partial_[sight] = opened;
  return opened;
}

bool Readings::move_on() {
  const std::shared_ptr<const Reading> before = current();
  const std::vector<std::int64_t> numbers = lakehouse::moment_numbers(before->store());
  if (numbers.empty() || numbers.back() <= before->number()) return false;
  auto after = std::make_shared<const Reading>(load_());
  // What others saw of the one before is opened before anyone asks for it.
  const std::lock_guard opening(opening_);
  Partial partial;
  for (const auto& [sight, reading] : partial_) {
    try {
      partial[sight] = open(after, sight);
    } catch (const Error&) {
      // Whoever asks for it is told.
    }
  }
  const std::lock_guard lock(mutex_);
  current_ = std::move(after);
  partial_ = std::move(partial);
  return true;
}

}  // namespace c360::serve
