#include "c360/lineage/run_events.h"

#include <fmt/core.h>

#include <map>
#include <set>

#include "c360/base/hashing.h"
#include "c360/lineage/openlineage_facet.h"

namespace c360::lineage {
namespace {

using EventJson = nlohmann::ordered_json;
using pipeline::RunReport;
using pipeline::Step;

/// The steps that make tables, which they are named after.
const std::set<std::string> kTableSteps = {"copy", "refine", "build"};

/// A UUID (version 8, RFC 9562) that stands for a text.
std::string uuid_of(const std::string& text) {
  std::string hex = content_hash(text);
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                     hex.substr(20));
}

/// The activity that one stands in: "Each" of "Each[orders]/Copy"; empty where it stands in the pipeline itself.
std::string around(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string::npos) return {};
  const std::string outer = name.substr(0, slash);
  return outer.ends_with(']') ? outer.substr(0, outer.rfind('[')) : outer;
}

/// One run of a job.
struct JobRun {
  std::string id;
  std::string job;
};

class RunEventWriter {
 public:
  RunEventWriter(const RunReport& report, const std::string& project) : report_(report), project_(project) {
    root_ = {uuid_of(report.run_id), report.pipeline.empty() ? "run" : report.pipeline};
    for (std::size_t at = 0; at < report.steps.size(); ++at)
      if (report.steps[at].within.empty()) activities_[report.steps[at].name] = at;
  }

  EventJson all() {
    tell(root_, nullptr, report_.started, "START", {});
    for (std::size_t at = 0; at < report_.steps.size(); ++at) tell_step(at);
    const bool failed = report_.status == RunReport::Status::kFailed;
    tell(root_, nullptr, report_.finished, failed ? "FAIL" : "COMPLETE", {});
    return std::move(events_);
  }

 private:
  /// Whether it is an activity of a pipeline, with a name of its own, and not a step that one or a whole run does.
  bool is_activity(const Step& step) const { return !report_.pipeline.empty() && step.within.empty(); }

  bool makes_table(const Step& step) const {
    return !is_activity(step) && kTableSteps.count(step.activity) > 0 && step.name.find('.') != std::string::npos;
  }

  /// The same for each run: names such as "8 tables" are none.
  std::string job_of(const Step& step) const {
    if (makes_table(step)) return step.name;
    if (is_activity(step)) return fmt::format("{}.{}", root_.job, step.name);
    const bool is_name = step.name.find(' ') == std::string::npos;
    return fmt::format("{}.{}{}{}", root_.job, step.activity, is_name ? "." : "", is_name ? step.name : "");
  }

  JobRun run_of(std::size_t at) const {
    return {uuid_of(fmt::format("{}/{}", report_.run_id, at + 1)), job_of(report_.steps[at])};
  }

  JobRun parent_of(const Step& step) const {
    const auto found = activities_.find(step.within.empty() ? around(step.name) : step.within);
    return found == activities_.end() ? root_ : run_of(found->second);
  }

  void tell_step(std::size_t at) {
    const Step& step = report_.steps[at];
    if (step.started == 0 || step.status == Step::Status::kSkipped) return;
    const JobRun run = run_of(at);
    const JobRun parent = parent_of(step);
    const std::string table = makes_table(step) ? step.name : "";
    tell(run, &parent, step.started, "START", table);
    const bool failed = step.status == Step::Status::kFailed;
    const bool succeeded = step.status == Step::Status::kSucceeded;
    const Micros ended = step.started + static_cast<Micros>(step.seconds * 1e6);
    tell(run, &parent, ended, succeeded ? "COMPLETE" : failed ? "FAIL" : "ABORT", table);
  }

  EventJson job(const std::string& name) const { return {{"namespace", project_}, {"name", name}}; }

  void tell(const JobRun& run, const JobRun* parent, Micros when, const char* type, const std::string& table) {
    EventJson facets = EventJson::object();
    if (parent != nullptr) {
      facets["parent"] = openlineage_facet("1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet");
      facets["parent"]["run"] = {{"runId", parent->id}};
      facets["parent"]["job"] = job(parent->job);
    }
    EventJson outputs = EventJson::array();
    if (!table.empty()) outputs.push_back({{"namespace", project_}, {"name", table}, {"facets", EventJson::object()}});
    EventJson job_json = job(run.job);
    job_json["facets"] = EventJson::object();
    events_.push_back({{"eventType", type},
                       {"eventTime", format_utc(when)},
                       {"producer", kOpenLineageProducer},
                       {"schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"},
                       {"run", {{"runId", run.id}, {"facets", std::move(facets)}}},
                       {"job", std::move(job_json)},
                       {"inputs", EventJson::array()},
                       {"outputs", std::move(outputs)}});
  }

  const RunReport& report_;
  const std::string& project_;
  JobRun root_;
  std::map<std::string, std::size_t> activities_;  // of the pipeline, by name
  EventJson events_ = EventJson::array();
};

}  // namespace

nlohmann::ordered_json run_events(const RunReport& report, const std::string& project) {
  return RunEventWriter(report, project).all();
}

}  // namespace c360::lineage
