#include "c360/project/check_activity.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/suggest.h"
#include "c360/project/connection_schema.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

const std::vector<std::string> kRunKeys = {"id", "pipeline", "started"};

std::vector<std::string> names_of(const std::vector<NamedValue>& values) {
  std::vector<std::string> names;
  for (const NamedValue& value : values) names.push_back(value.name);
  return names;
}

std::vector<std::string> names_of(const std::vector<PublishTarget>& targets) {
  std::vector<std::string> names;
  for (const PublishTarget& target : targets) names.push_back(target.name);
  return names;
}

/// The databases that statements and rows can be sent to, among targets and connections.
std::vector<std::string> database_names(const Project& project) {
  std::vector<std::string> names = names_of(project.publish);
  for (const Connection& connection : project.connections)
    if (connection.is_database()) names.push_back(connection.name);
  return names;
}

/// The connections with an address of one kind.
std::vector<std::string> connection_names(const Project& project, std::string Connection::*kind) {
  std::vector<std::string> names;
  for (const Connection& connection : project.connections)
    if (!(connection.*kind).empty()) names.push_back(connection.name);
  return names;
}

/// The expressions of one input.
class ExpressionCheck {
 public:
  ExpressionCheck(const ActivityPlace& place, bool has_item, const std::set<std::string>& before, Problems& problems)
      : place_(place), has_item_(has_item), before_(before), problems_(problems) {}

  void check(const Template& value) {
    for_each_expression(value, [this](const Expression& expression) {
      for_each_part(expression, [this](const Expression& part) { check_part(part); });
    });
  }

 private:
  void check_part(const Expression& part) {
    if (const std::string* name = named_activity(part)) return check_named(*name, part.where);
    if (part.kind == Expression::Kind::kReference && part.name == "item" && !has_item_)
      problems_.add(part.where, "there is no item here",
                    "${item} is known within for_each, and in the condition of a filter");
    if (part.kind != Expression::Kind::kMember || part.parts[0].kind != Expression::Kind::kReference) return;
    const std::string& of = part.parts[0].name;
    if (of == "parameters") check_key(part, "parameter", names_of(place_.pipeline.parameters));
    if (of == "variables") check_key(part, "variable", names_of(place_.pipeline.variables));
    if (of == "run") check_key(part, "fact about the run", kRunKeys);
  }

  void check_key(const Expression& part, const std::string& what, const std::vector<std::string>& known) {
    if (is_among(known, part.name) || part.may_be_absent) return;
    const std::string hint = known.empty() ? fmt::format("add it under '{}s:'", what) : did_you_mean(part.name, known);
    problems_.add(part.where, fmt::format("the pipeline has no {} '{}'", what, part.name), hint);
  }

  void check_named(const std::string& name, const Location& where) {
    if (before_.count(name) > 0) return;
    std::vector<std::string> all;
    for_each_activity(place_.pipeline.activities, [&](const Activity& other) { all.push_back(other.name); });
    if (!is_among(all, name)) {
      problems_.add(where, fmt::format("the pipeline has no activity '{}'", name), did_you_mean(name, all));
    } else {
      problems_.add(where, fmt::format("the activity '{}' does not come before this one", name),
                    "name it in depends_on; what stands within another activity is known there alone");
    }
  }

  const ActivityPlace& place_;
  bool has_item_;
  const std::set<std::string>& before_;
  Problems& problems_;
};

/// Inputs that are written out, as far as their values are.
class ValueCheck {
 public:
  ValueCheck(const Activity& activity, const ActivityPlace& place, const Project& project, const KnownNames& names,
             Problems& problems)
      : activity_(activity), place_(place), project_(project), names_(names), problems_(problems) {}

  void check() {
    check_names("source", "source", names_.sources, true);
    if (names_.all_entities_known) check_names("entities", "entity", names_.entities, true);
    check_models();
    check_places();
    check_names("variable", "variable", names_of(place_.pipeline.variables), false);
    for (const char* key : {"sequential", "full", "land", "first_row", "replace", "header", "flatten"})
      check_truth(key);
    for (const char* key : {"condition", "where"}) check_truth(key);
    check_word("format", {"parquet", "csv", "ndjson", "json"});
    check_number("at_once", 1, 50);
    check_number("most_rows", 1, 5000);
    for (const char* key : {"seconds", "every"}) check_span(key);
    if (activity_.kind == ActivityKind::kHttp) check_headers();
    if (activity_.kind == ActivityKind::kLookup) check_lookup();
    if (activity_.kind == ActivityKind::kAppendVariable) check_list_variable();
    if (activity_.kind == ActivityKind::kRunPipeline) check_called_pipeline();
    if (activity_.kind == ActivityKind::kForEach || activity_.kind == ActivityKind::kFilter) check_items();
  }

 private:
  void wrong(const Template& value, const std::string& key, const std::string& expected) {
    problems_.add(value.where, fmt::format("'{}' of '{}' must be {}", key, activity_.name, expected));
  }

  /// The value where it is written out.
  std::optional<JsonValue> constant(const std::string& key) const {
    const Template* value = activity_.input(key);
    return value == nullptr ? std::nullopt : constant_of(*value);
  }

  void check_name(const Template& value, const std::string& what, const std::vector<std::string>& known,
                  bool may_be_all) {
    if (value.kind != Template::Kind::kConstant) return;
    if (!value.value.is_string())
      return problems_.add(value.where, fmt::format("{} is no {}'s name", value.value.dump(), what));
    const std::string name = value.value.get<std::string>();
    if (is_among(known, name) || (may_be_all && name == "all")) return;
    problems_.add(value.where, fmt::format("there is no {} '{}'", what, name),
                  known.empty() ? fmt::format("there is no {} at all", what) : did_you_mean(name, known));
  }

  void check_names(const std::string& key, const std::string& what, const std::vector<std::string>& known,
                   bool may_be_many) {
    const Template* value = activity_.input(key);
    if (value == nullptr) return;
    if (value->kind == Template::Kind::kMap || (value->kind == Template::Kind::kList && !may_be_many))
      return wrong(*value, key, fmt::format("the name of a {}", what));
    check_name(*value, what, known, may_be_many);
    for (const Template& item : value->items) check_name(item, what, known, false);
  }

  void check_places() {
    if (activity_.kind == ActivityKind::kPublish) {
      check_names("target", "target", names_of(project_.publish), false);
    } else {
      check_names("target", "target or database of connections.yaml", database_names(project_), false);
      check_database();
    }
    const bool asks = activity_.kind == ActivityKind::kHttp;
    check_names("connection", asks ? "connection with http:" : "connection with storage:",
                connection_names(project_, asks ? &Connection::http : &Connection::storage), false);
  }

  /// Models may be named without their schema.
  void check_models() {
    std::vector<std::string> known = names_.models;
    for (const std::string& full : names_.models) known.push_back(full.substr(full.find('.') + 1));
    check_names("models", "model", known, true);
  }

  void check_truth(const std::string& key) {
    const auto value = constant(key);
    if (value && !value->is_boolean())
      wrong(*activity_.input(key), key, "true, false or an expression such as ${equals(item.kind, 'x')}");
  }

  void check_word(const std::string& key, const std::vector<std::string>& words) {
    const auto value = constant(key);
    if (value && !(value->is_string() && is_among(words, value->get<std::string>())))
      wrong(*activity_.input(key), key, fmt::format("one of {}", fmt::join(words, ", ")));
  }

  void check_number(const std::string& key, std::int64_t least, std::int64_t most) {
    const auto value = constant(key);
    if (!value) return;
    const bool fits = value->is_number_integer() && *value >= least && *value <= most;
    if (!fits) wrong(*activity_.input(key), key, fmt::format("a whole number from {} to {}", least, most));
  }

  void check_span(const std::string& key) {
    const auto value = constant(key);
    if (value && !span_in_seconds(*value))
      wrong(*activity_.input(key), key, "a number of seconds, or a span such as 30s, 5m or 2h");
  }

  void check_items() {
    const auto value = constant("items");
    if (value && !value->is_array())
      wrong(*activity_.input("items"), "items", "a list, or an expression that gives one");
  }

  void check_headers() {
    const Template* headers = activity_.input("headers");
    if (headers == nullptr) return;
    if (headers->kind != Template::Kind::kMap && headers->kind != Template::Kind::kExpression)
      return wrong(*headers, "headers", "a map from names to texts");
    for (std::size_t i = 0; i < headers->keys.size(); ++i)
      if (is_secret_header(headers->keys[i]))
        problems_.add(headers->items[i].where,
                      fmt::format("the header '{}' is a secret, and headers of an activity are told", headers->keys[i]),
                      "let a connection of connections.yaml send it: headers: { NAME: \"${env:…}\" }");
  }

  void check_database() {
    const auto value = constant("target");
    if (!value || !value->is_string()) return;
    for (const PublishTarget& target : project_.publish) {
      if (target.name != *value || !target.postgresql.empty() || !target.odbc.empty()) continue;
      problems_.add(activity_.input("target")->where,
                    fmt::format("the target '{}' is no database that statements could be sent to", target.name),
                    "sql and load go to those with postgresql: or odbc:");
    }
  }

  /// It asks by a query, or reads a folder.
  void check_lookup() {
    const Template* folder = activity_.input("folder");
    for (const char* key : {"query", "target"})
      if (folder != nullptr && activity_.input(key) != nullptr)
        problems_.add(activity_.input(key)->where,
                      fmt::format("'{}' reads a folder, and has a {}", activity_.name, key), "leave one of them out");
    for (const auto& [key, value] : activity_.inputs)
      if (folder == nullptr && key != "query" && key != "target" && key != "first_row" && key != "most_rows")
        problems_.add(value.where,
                      fmt::format("'{}' of '{}' is of a folder's files, and it has no 'folder'", key, activity_.name),
                      "name the folder, or leave it out");
  }

  void check_list_variable() {
    const auto value = constant("variable");
    for (const NamedValue& variable : place_.pipeline.variables)
      if (value && variable.name == *value && !variable.value.is_array())
        problems_.add(activity_.input("variable")->where, fmt::format("the variable '{}' is no list", variable.name),
                      "let it begin as one: []");
  }

  void check_called_pipeline() {
    const auto name = constant("pipeline");
    const Template& written = *activity_.input("pipeline");
    if (!name || !name->is_string()) return wrong(written, "pipeline", "the name of a pipeline, written out");
    const PipelineSpec* called = project_.find_pipeline(name->get<std::string>());
    if (called == nullptr) {
      std::vector<std::string> known;
      for (const auto& pipeline : project_.pipelines) known.push_back(pipeline->name);
      return problems_.add(written.where, fmt::format("there is no pipeline '{}'", name->get<std::string>()),
                           did_you_mean(name->get<std::string>(), known));
    }
    check_arguments(*called);
  }

  void check_arguments(const PipelineSpec& called) {
    const Template* given = activity_.input("parameters");
    const std::vector<std::string> known = names_of(called.parameters);
    const std::vector<std::string> keys = given == nullptr ? std::vector<std::string>() : given->keys;
    for (const std::string& key : keys)
      if (!is_among(known, key))
        problems_.add(given->where, fmt::format("the pipeline '{}' has no parameter '{}'", called.name, key),
                      known.empty() ? "" : did_you_mean(key, known));
    for (const NamedValue& parameter : called.parameters)
      if (parameter.value.is_null() && !is_among(keys, parameter.name))
        problems_.add(activity_.where,
                      fmt::format("the pipeline '{}' needs the parameter '{}'", called.name, parameter.name),
                      "give it under 'parameters:'");
  }

  const Activity& activity_;
  const ActivityPlace& place_;
  const Project& project_;
  const KnownNames& names_;
  Problems& problems_;
};

/// Below an until, its condition sees what each round did.
std::set<std::string> with_body(std::set<std::string> before, const Activity& until) {
  for (const Branch& branch : until.branches)
    for (const Activity& inner : branch.activities) before.insert(inner.name);
  return before;
}

}  // namespace

void check_activity(const Activity& activity, const ActivityPlace& place, const Project& project,
                    const KnownNames& names, Problems& problems) {
  for (const auto& [key, value] : activity.inputs) {
    const bool filters = activity.kind == ActivityKind::kFilter && key == "where";
    const bool looks_back = activity.kind == ActivityKind::kUntil && key == "condition";
    const std::set<std::string> before = looks_back ? with_body(place.before, activity) : place.before;
    ExpressionCheck(place, place.has_item || filters, before, problems).check(value);
  }
  const bool is_whole = !activity.inputs.empty();
  if (is_whole) ValueCheck(activity, place, project, names, problems).check();
}

}  // namespace c360::project
