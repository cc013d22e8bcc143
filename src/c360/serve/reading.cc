#include "c360/serve/reading.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/access/mask_key.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/machine.h"
#include "c360/lineage/whole_graph.h"
#include "c360/metric/metric_lineage.h"
#include "c360/project/open_lake.h"
#include "c360/publish/published_lineage.h"

namespace c360::serve {
namespace {

/// How much a question may write to disk that does not fit in memory, as a multiple of it.
constexpr std::uint64_t kSpillForMemory = 4;
/// Less than this no engine works with.
constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20U;

engine::Options options_of(const project::Project& project) {
  engine::Options options;
  options.memory_limit_bytes = project.memory_limit_bytes;
  options.threads = project.threads;
  options.spill_limit_bytes = kSpillForMemory * project.memory_limit_bytes;
  return options;
}

}  // namespace

Reading::Reading(project::Project project)
    : project_(std::move(project)),
      database_(options_of(project_)),
      lake_(project::open_lake(project_), database_, Clock::system()),
      moment_(lakehouse::current_moment(lake_.store())),
      session_(lake_, &project_, moment_),
      memory_(project_.memory_limit_bytes) {
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
      rules_(session_.rules()),
      memory_(project_.memory_limit_bytes) {
  note_names();
}

std::shared_ptr<const metric::Kept> Reading::kept() const {
  const std::lock_guard lock(kept_mutex_);
  return kept_;
}

void Reading::keep(std::shared_ptr<const metric::Kept> kept) const {
  const std::lock_guard lock(kept_mutex_);
  kept_ = std::move(kept);
}

void Reading::limit_memory(std::uint64_t bytes) const {
  if (memory_ != bytes && database_.set_memory_limit(bytes)) memory_ = bytes;
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
  {
    const std::lock_guard lock(mutex_);
    if (current_ == whole) partial_[sight] = opened;
  }
  share_memory();
  return opened;
}

std::vector<std::shared_ptr<const Reading>> Readings::open_ones() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<const Reading>> open{current_};
  for (const auto& [sight, reading] : partial_) open.push_back(reading);
  return open;
}

std::shared_ptr<const Reading> Readings::open_apart(const Reading& like, std::uint64_t memory) const {
  constexpr std::uint64_t kLeastApart = 1ULL << 30;
  project::Project project = like.project();
  project.memory_limit_bytes = std::max(memory > 0 ? memory : usable_memory() / 4, kLeastApart);
  project.threads = 1;
  auto whole = std::make_shared<const Reading>(std::move(project));
  return like.sight().empty() ? whole : std::make_shared<const Reading>(whole, like.access());
}

void Readings::share_memory() const {
  const auto open = open_ones();
  const std::uint64_t all = open.front()->project().memory_limit_bytes;
  if (all == 0) return;
  const std::uint64_t share = std::min(all, std::max(all / open.size(), kLeastMemory));
  for (const auto& reading : open) reading->limit_memory(share);
}

bool Readings::move_on() {
  share_memory();
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
