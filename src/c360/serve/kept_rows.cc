#include "c360/serve/kept_rows.h"

#include <fmt/core.h>

#include <chrono>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/ids.h"
#include "c360/sql/functions.h"

namespace c360::serve {
namespace {

/// Rows of a snapshot, and the folder with their files.
struct Opened {
  std::unique_ptr<UsedFolder> folder;
  metric::Kept kept;
};

std::string file_of(const std::filesystem::path& folder, const std::string& entity) {
  return (folder / (entity + ".parquet")).string();
}

double size_of(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += entry.file_size();
  return static_cast<double>(bytes);
}

/// Whether every file is there and has an end. What is wrong within shows when it is read.
bool is_readable(const Reading& reading, const std::vector<metric::Keeping>& plans, const metric::Kept& kept) {
  engine::Connection connection = reading.connect();
  try {
    for (const metric::Keeping& plan : plans) {
      sql::Query rows;
      rows.select = {{sql::call(sql::fn::kCount, {sql::star()}), "n"}};
      rows.from = sql::scan(kept.find(plan.entity)->rows);
      connection.query_bigint(rows);
    }
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool has_metrics(const Reading& reading) {
  return reading.moment() && !reading.project().metrics.empty();
}

}  // namespace

KeptRows::KeptRows(Readings& readings, Options options, std::function<void(const std::string&)> log,
                   const Cancellation& stop)
    : readings_(readings),
      options_(std::move(options)),
      log_(std::move(log)),
      stop_(stop),
      instance_(random_uuid().substr(0, 8)) {}

void KeptRows::look() {
  for (const auto& reading : readings_.open_ones()) {
    if (stop_.requested() || reading->is_settled()) continue;
    try {
      if (keep(*reading)) reading->settle();
    } catch (const std::exception& error) {
      reading->settle();
      if (!stop_.requested()) log_(fmt::format("no rows of snapshot {} are kept: {}", reading->number(), error.what()));
    }
  }
}

engine::Connection KeptRows::connect(const Reading& reading) const {
  engine::Connection connection = reading.connect();
  connection.set_cancellation(&stop_);
  return connection;
}

/// Entities that cannot be kept (their tables are not there for the reader) are left out.
KeptRows::Plans KeptRows::plans_of(const Reading& reading) const {
  Plans plans;
  engine::Connection connection = connect(reading);
  const metric::TypedModel& model = reading.model();
  const std::vector<std::string> dimensions = metric::dimensions_to_keep(model.spec());
  for (const auto* entity : metric::entities_to_keep(model, connection, options_.least_rows)) {
    try {
      auto plan = metric::keeping_of(model, connection, *entity, dimensions, {});
      if (plan) plans.push_back(std::move(*plan));
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kCancelled) throw;
    }
  }
  return plans;
}

std::string KeptRows::signature_of(const Reading& reading, const Plans& plans) const {
  ContentHash hash;
  const auto add = [&](const std::string& text) {
    hash.update(text);
    hash.update(std::string_view("\0", 1));
  };
  add(reading.moment()->run_id);
  add(std::to_string(reading.number()));
  if (!reading.sight().empty()) add(instance_ + reading.sight() + reading.rules());
  for (const metric::Keeping& plan : plans) add(reading.dialect().write(plan.query));
  return hash.hex();
}

bool KeptRows::keep(const Reading& reading) {
  if (!has_metrics(reading)) return true;
  const Plans plans = plans_of(reading);
  if (plans.empty()) return true;
  const std::string signature = signature_of(reading, plans);
  if (open(reading, plans, signature)) return true;
  const KeptFolders folders(options_.cache, reading.project().lakehouse);
  const auto lock = folders.try_lock();
  if (!lock) return false;
  if (!open(reading, plans, signature)) {
    folders.clean();
    make(reading, plans, signature);
    open(reading, plans, signature);
  }
  return true;
}

bool KeptRows::open(const Reading& reading, const Plans& plans, const std::string& signature) {
  const KeptFolders folders(options_.cache, reading.project().lakehouse);
  auto opened = std::make_shared<Opened>();
  opened->folder = folders.use(signature);
  if (!opened->folder) return false;
  for (const metric::Keeping& plan : plans)
    opened->kept.put(plan.entity, metric::kept_in(plan, file_of(folders.path_of(signature), plan.entity)));
  if (!is_readable(reading, plans, opened->kept)) return false;
  reading.keep({opened, &opened->kept});
  log_(fmt::format("rows of snapshot {} are kept{}", reading.number(),
                   reading.sight().empty() ? "" : " as some readers see it"));
  return true;
}

/// On an engine of its own. A snapshot that came meanwhile is left to the next look.
void KeptRows::make(const Reading& reading, const Plans& plans, const std::string& signature) {
  const auto began = std::chrono::steady_clock::now();
  const std::shared_ptr<const Reading> own = readings_.open_apart(reading, options_.memory);
  if (own->number() != reading.number()) return;
  const KeptFolders folders(options_.cache, reading.project().lakehouse);
  const std::filesystem::path folder = folders.begin(signature);
  engine::Connection connection = connect(*own);
  const std::vector<std::string> dimensions = metric::dimensions_to_keep(own->model().spec());
  metric::Kept known;
  for (const metric::Keeping& plan : plans) {
    const project::MetricEntity* entity = own->model().spec().find(plan.entity);
    const auto keeping = metric::keeping_of(own->model(), connection, *entity, dimensions, known);
    connection.copy_to_parquet(keeping.value().query, file_of(folder, plan.entity), engine::ParquetVersion::k2);
    known.put(plan.entity, metric::kept_in(*keeping, file_of(folder, plan.entity)));
  }
  const double megabytes = size_of(folder) / 1e6;
  folders.finish(signature);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  log_(fmt::format("kept rows of snapshot {} in {:.1f} s, {:.1f} MB", reading.number(), took.count(), megabytes));
}

}  // namespace c360::serve
