// Activities that decide what is done, and those without a counterpart.
#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "c360/adf/activity_import.h"
#include "c360/adf/function_names.h"

namespace c360::adf {
namespace {

constexpr std::int64_t kMostAtOnce = 50;
constexpr std::int64_t kUsualAtOnce = 20;

/// Has an expression in it; "$${" is none.
bool is_expression(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 1))
    if (at == 0 || text[at - 1] != '$') return true;
  return false;
}

Json condition_of(const Json& written, const Scope& scope) {
  Json condition = translate_value(written, scope);
  if (!condition.is_boolean() && !is_expression(condition)) throw NoCounterpart{"its condition is no expression"};
  return condition;
}

Json list_of(const Json& written, const Scope& scope) {
  Json items = translate_value(written, scope);
  if (!items.is_array() && !is_expression(items)) throw NoCounterpart{"its items are no list"};
  return items;
}

Json inner(const ActivityPlace& place, Shared& shared, const char* key, const Scope& scope) {
  return import_activities(member(place.settings(), key), place.path + ".typeProperties." + key, place, scope, shared);
}

Body for_each(const ActivityPlace& place, Shared& shared) {
  const Json& settings = place.settings();
  Json body = {{"items", list_of(member(settings, "items"), place.scope)}};
  if (member(settings, "isSequential") == true) {
    body["sequential"] = true;
  } else {
    const Json& count = member(settings, "batchCount");
    const std::int64_t wanted = count.is_number_integer() ? count.get<std::int64_t>() : kUsualAtOnce;
    body["at_once"] = std::clamp<std::int64_t>(wanted, 1, kMostAtOnce);
  }
  Scope scope = place.scope;
  scope.has_item = true;
  body["activities"] = inner(place, shared, "activities", scope);
  return {"for_each", std::move(body)};
}

Body if_condition(const ActivityPlace& place, Shared& shared) {
  Json body = {{"condition", condition_of(member(place.settings(), "expression"), place.scope)}};
  for (const auto& [there, here] : {std::pair{"ifTrueActivities", "then"}, {"ifFalseActivities", "else"}})
    if (Json branch = inner(place, shared, there, place.scope); !branch.empty()) body[here] = std::move(branch);
  return {"if", std::move(body)};
}

Body switch_cases(const ActivityPlace& place, Shared& shared) {
  Json body = {{"on", translate_value(member(place.settings(), "on"), place.scope)}, {"cases", Json::object()}};
  const Json& cases = member(place.settings(), "cases");
  for (std::size_t at = 0; cases.is_array() && at < cases.size(); ++at) {
    const std::string path = fmt::format("{}.typeProperties.cases[{}].activities", place.path, at);
    body["cases"][text_member(cases[at], "value")] =
        import_activities(member(cases[at], "activities"), path, place, place.scope, shared);
  }
  if (Json branch = inner(place, shared, "defaultActivities", place.scope); !branch.empty())
    body["default"] = std::move(branch);
  return {"switch", std::move(body)};
}

/// The condition sees what each round did.
Scope with_body(const ActivityPlace& place, const Json& imported) {
  Scope scope = place.scope;
  const Json& activities = member(place.settings(), "activities");
  for (std::size_t at = 0; activities.is_array() && at < activities.size(); ++at)
    scope.before[text_member(activities[at], "name")] = {
        imported[at]["name"].get<std::string>(), text_member(activities[at], "type"), imported[at].contains("fail")};
  return scope;
}

Body until(const ActivityPlace& place, Shared& shared) {
  Json activities = inner(place, shared, "activities", place.scope);
  Json body = {{"condition", condition_of(member(place.settings(), "expression"), with_body(place, activities))}};
  body["activities"] = std::move(activities);
  return {"until", std::move(body)};
}

Body filter(const ActivityPlace& place, Shared&) {
  Scope scope = place.scope;
  scope.has_item = true;
  return {"filter",
          {{"items", list_of(member(place.settings(), "items"), place.scope)},
           {"where", condition_of(member(place.settings(), "condition"), scope)}}};
}

Body wait(const ActivityPlace& place, Shared&) {
  const Json seconds = translate_value(member(place.settings(), "waitTimeInSeconds"), place.scope);
  const bool fits = seconds.is_number_integer() && seconds >= 0 && seconds <= 366 * 86'400;
  if (!fits && !is_expression(seconds)) throw NoCounterpart{"how long it waits is no number of seconds"};
  return {"wait", seconds};
}

Body fail(const ActivityPlace& place, Shared&) {
  Json body = {{"message", translate_value(member(place.settings(), "message"), place.scope)}};
  if (const Json& code = member(place.settings(), "errorCode"); !code.is_null())
    body["code"] = translate_value(code, place.scope);
  return {"fail", std::move(body)};
}

const std::string& variable_of(const ActivityPlace& place) {
  const auto found = place.scope.variables->find(text_member(place.settings(), "variableName"));
  if (found == place.scope.variables->end()) throw NoCounterpart{"the pipeline does not have its variable"};
  return found->second;
}

Body set_variable(const ActivityPlace& place, Shared&) {
  if (member(place.settings(), "setSystemVariable") == true)
    throw NoCounterpart{"a pipeline gives no return value here; its variables are what run_pipeline tells"};
  return {
      "set_variable",
      {{"variable", variable_of(place)}, {"value", translate_value(member(place.settings(), "value"), place.scope)}}};
}

Body append_variable(const ActivityPlace& place, Shared&) {
  if (place.scope.list_variables == nullptr ||
      place.scope.list_variables->count(text_member(place.settings(), "variableName")) == 0)
    throw NoCounterpart{"its variable is no list"};
  return {
      "append_variable",
      {{"variable", variable_of(place)}, {"value", translate_value(member(place.settings(), "value"), place.scope)}}};
}

bool leads_to(const Shared& shared, const std::string& from, const std::string& to, std::set<std::string>& seen) {
  const auto found = shared.calls.find(from);
  if (found == shared.calls.end() || !seen.insert(from).second) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const std::string& called) { return called == to || leads_to(shared, called, to, seen); });
}

Body execute_pipeline(const ActivityPlace& place, Shared& shared) {
  const std::string called = text_member(member(place.settings(), "pipeline"), "referenceName");
  const auto taken = shared.parameters.find(called);
  if (taken == shared.parameters.end()) throw NoCounterpart{"the pipeline that it runs is not among the files"};
  std::set<std::string> seen;
  if (called == place.pipeline || leads_to(shared, called, place.pipeline, seen))
    throw NoCounterpart{"it would run its own pipeline again, without end"};
  static const Json nothing = Json::object();
  const Json& written = member(place.settings(), "parameters");
  const Json& given = written.is_object() ? written : nothing;
  Json parameters = Json::object();
  const auto& names = taken->second.names.all();
  for (const auto& entry : given.items()) {
    if (names.count(entry.key()) == 0) {
      note(place, shared, ".typeProperties.parameters", fmt::format("the pipeline has no parameter '{}'", entry.key()),
           Finding::Kind::kLost);
      continue;
    }
    parameters[names.at(entry.key())] = translate_value(entry.value(), place.scope);
  }
  for (const std::string& required : taken->second.required)
    if (!parameters.contains(names.at(required)))
      throw NoCounterpart{fmt::format("it does not give the parameter '{}'", required)};
  if (member(place.settings(), "waitOnCompletion") == false)
    note(place, shared, ".typeProperties.waitOnCompletion", "it waits for the other pipeline here: both are one run");
  Json body = {{"pipeline", shared.pipelines.of(called)}};
  if (!parameters.empty()) body["parameters"] = std::move(parameters);
  return {"run_pipeline", std::move(body)};
}

[[noreturn]] Body no_spark(const ActivityPlace&, Shared&) {
  throw NoCounterpart{
      "c360 runs no notebooks or jobs of Spark: cleaning is written as contracts, tables as SQL models "
      "(refine and build bring them up to date)"};
}
[[noreturn]] Body no_data_flow(const ActivityPlace&, Shared&) {
  throw NoCounterpart{"data flows are written as contracts and SQL models here (refine and build)"};
}
[[noreturn]] Body no_delete(const ActivityPlace&, Shared&) {
  throw NoCounterpart{"c360 deletes no files of others: a file that was taken in is not taken in again"};
}

using Import = std::function<Body(const ActivityPlace&, Shared&)>;

const std::map<std::string, Import>& imports() {
  static const std::map<std::string, Import> all = {{"ForEach", for_each},
                                                    {"IfCondition", if_condition},
                                                    {"Switch", switch_cases},
                                                    {"Until", until},
                                                    {"Filter", filter},
                                                    {"Wait", wait},
                                                    {"Fail", fail},
                                                    {"SetVariable", set_variable},
                                                    {"AppendVariable", append_variable},
                                                    {"ExecutePipeline", execute_pipeline},
                                                    {"InvokePipeline", execute_pipeline},
                                                    {"Copy", import_copy},
                                                    {"GetMetadata", import_get_metadata},
                                                    {"Lookup", import_lookup},
                                                    {"Script", import_script},
                                                    {"SqlServerStoredProcedure", import_stored_procedure},
                                                    {"WebActivity", import_web},
                                                    {"SynapseNotebook", no_spark},
                                                    {"TridentNotebook", no_spark},
                                                    {"DatabricksNotebook", no_spark},
                                                    {"SparkJob", no_spark},
                                                    {"SparkJobDefinition", no_spark},
                                                    {"DatabricksSparkPython", no_spark},
                                                    {"ExecuteDataFlow", no_data_flow},
                                                    {"RefreshDataflow", no_data_flow},
                                                    {"Delete", no_delete}};
  return all;
}

}  // namespace

Body import_body(const ActivityPlace& place, Shared& shared) {
  const auto found = imports().find(place.type());
  if (found == imports().end())
    throw NoCounterpart{place.type().empty() ? "it does not say what it does"
                                             : fmt::format("c360 has no activity of the kind {}", place.type())};
  return found->second(place, shared);
}

}  // namespace c360::adf
