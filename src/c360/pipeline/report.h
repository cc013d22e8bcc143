// What a run did, as people and programs read it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/clock.h"
#include "c360/lakehouse/moment.h"
#include "c360/pipeline/progress.h"
#include "c360/storage/object_store.h"

namespace c360::pipeline {

/// One entity's line of the table that a run ends with.
struct EntityReport {
  lakehouse::RowAccount account;
  std::map<std::string, std::int64_t> reasons;  ///< rule → quarantined rows that broke it
  std::int64_t new_rows = 0;                    ///< that this run brought into bronze
  double seconds = 0;                           ///< of refining it in this run; 0: it was up to date
};

struct RunReport {
  enum class Status { kSucceeded, kUnchanged, kFailed };

  std::string run_id;
  std::string pipeline;  ///< the pipeline that ran; empty: the one that every project has
  Status status = Status::kSucceeded;
  Micros started = 0;
  Micros finished = 0;
  std::int64_t snapshot = 0;  ///< that is current after it; 0: none yet
  std::vector<Step> steps;
  std::vector<EntityReport> entities;
  std::vector<std::string> notes;
  std::map<std::string, std::int64_t> warnings;  ///< "entity.check" → rows
  std::string error;                             ///< of a failed run

  double seconds() const { return static_cast<double>(finished - started) / 1e6; }
};

std::string_view to_string(RunReport::Status status);

/// A step as one JSON object, as a report has it.
std::string to_json(const Step& step);
/// The report as one JSON object; the form is described in docs/reference/json.md.
std::string to_json(const RunReport& report);
/// Throws Error(kCorrupt) for what to_json did not write.
RunReport report_from_json(std::string_view json);
/// The newest report in a lakehouse; nullopt if there is none or it cannot be read.
std::optional<RunReport> last_report(const storage::ObjectStore& lake);

}  // namespace c360::pipeline
