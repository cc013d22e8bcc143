#include "c360/lakehouse/run_store.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"

namespace c360::lakehouse {
namespace {

constexpr std::string_view kReportFolder = "_c360/runs/";
constexpr std::string_view kReportEnding = ".json";

std::string path_of(const std::string& run_id) {
  if (run_id.empty() || run_id.find('/') != std::string::npos) {
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is not the id of a run", run_id), "c360 status lists the runs");
  }
  return fmt::format("{}{}{}", kReportFolder, run_id, kReportEnding);
}

}  // namespace

bool write_run_report(storage::ObjectStore& lake, const std::string& run_id, const std::string& json) {
  return lake.put_if_absent(path_of(run_id), json) == storage::PutOutcome::kCreated;
}

std::vector<std::string> run_ids(const storage::ObjectStore& lake, std::size_t limit) {
  std::vector<std::string> ids;
  for (const storage::ObjectInfo& object : lake.list(std::string(kReportFolder), {}, false)) {
    if (!object.path.ends_with(kReportEnding)) continue;
    ids.push_back(
        object.path.substr(kReportFolder.size(), object.path.size() - kReportFolder.size() - kReportEnding.size()));
  }
  std::sort(ids.rbegin(), ids.rend());
  if (limit != 0 && ids.size() > limit) ids.resize(limit);
  return ids;
}

std::optional<std::string> read_run_report(const storage::ObjectStore& lake, const std::string& run_id) {
  return lake.get(path_of(run_id));
}

}  // namespace c360::lakehouse
