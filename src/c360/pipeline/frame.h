// What activities of one list know: item, parameters, variables, and what those before them gave.
#pragma once

#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "c360/pipeline/activity_states.h"
#include "c360/project/evaluate.h"

namespace c360::pipeline {

using project::JsonValue;

/// One pipeline as it runs: its parameters and variables. Any thread.
class PipelineValues {
 public:
  PipelineValues(const project::PipelineSpec& pipeline, JsonValue parameters, JsonValue run);

  const std::string& name() const { return pipeline_.name; }
  const JsonValue& parameters() const { return parameters_; }
  const JsonValue& run() const { return run_; }
  JsonValue variables() const;
  void set(const std::string& variable, JsonValue value);
  /// Throws Error(kProject) for a variable that is no list.
  void append(const std::string& variable, JsonValue value);

 private:
  const project::PipelineSpec& pipeline_;
  const JsonValue parameters_;
  const JsonValue run_;
  mutable std::mutex mutex_;  // guards what is below
  JsonValue variables_ = JsonValue::object();
};

/// What became of an activity.
struct ActivityResult {
  JsonValue output;
  std::string error;
  std::exception_ptr exception;
};

/// One list of activities at work, and the way out to the lists around it. One thread at a time; the frames around it
/// do not change meanwhile.
struct Frame {
  PipelineValues& values;
  const Frame* outer = nullptr;
  const Cancellation& cancel;
  Micros deadline = 0;    ///< of what they are within; 0: none
  std::string path = {};  ///< before the names of its activities: "Copy each[2]/"
  std::optional<JsonValue> item = {};
  ActivityStates states = {};
  std::map<std::string, ActivityResult> results = {};

  /// What expressions see from here.
  project::Surroundings surroundings(Micros now) const;
};

/// Values of a pipeline's parameters, from those given and its defaults. Throws Error(kUsage) for one that it does not
/// have ("did you mean"), and for one that it needs.
JsonValue parameters_of(const project::PipelineSpec& pipeline, const JsonValue& given);

/// Parameters as a command line gives them: texts, where the default is no text JSON.
JsonValue parsed_parameters(const project::PipelineSpec& pipeline, const std::map<std::string, std::string>& given);

}  // namespace c360::pipeline
