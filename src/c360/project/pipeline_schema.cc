#include "c360/project/pipeline_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "c360/project/activity_types.h"
#include "c360/project/names.h"
#include "c360/project/text_file.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

constexpr int kMostRetries = 100;
constexpr std::size_t kMostNestedActivities = 8;

Value<std::int64_t> span() {
  return parsed_text<std::int64_t>("seconds, or a span such as 30s, 5m or 2h", "^[0-9]+[smhd]?$",
                                   [](const std::string& written) { return span_in_seconds(JsonValue(written)); });
}

Value<Condition> condition() {
  return one_of<Condition>({{"succeeded", Condition::kSucceeded},
                            {"failed", Condition::kFailed},
                            {"completed", Condition::kCompleted},
                            {"skipped", Condition::kSkipped}});
}

/// A name, a list of names, or a map from names to how they may have ended.
Shape dependencies_shape() {
  Shape names = one_or_list_of(text("an activity's name"), "a list of activities' names").shape;
  Shape conditions;
  conditions.kind = Shape::Kind::kMap;
  conditions.inner = std::make_shared<const Shape>(one_or_list_of(condition(), "a list of conditions").shape);
  Shape shape;
  shape.kind = Shape::Kind::kAlternative;
  shape.expected = "an activity's name, a list of them, or a map from names to succeeded, failed, completed or skipped";
  shape.alternatives = {std::move(names), std::move(conditions)};
  return shape;
}

Shape named_values(std::string expected) {
  Shape any;
  any.kind = Shape::Kind::kAny;
  any.expected = "a value";
  Shape map;
  map.kind = Shape::Kind::kMap;
  map.expected = std::move(expected);
  map.inner = std::make_shared<const Shape>(std::move(any));
  return map;
}

Shape activity_shape() {
  const Shape name = text("a name").shape;
  const Shape flag = boolean().shape;
  Shape shape;
  shape.kind = Shape::Kind::kObject;
  shape.name = "activity";
  shape.expected = "a map of keys";
  shape.meaning = "One step of a pipeline. Exactly one key says what it does.";
  shape.fields = {
      {"name", true, {}, {}, "Its name; no other activity of the pipeline has it.", name},
      {"description", false, {}, "none", "What it is for.", text("a text").shape},
      {"depends_on",
       false,
       {},
       "nothing: it runs in any case",
       "What must have ended, and how, before it runs.",
       dependencies_shape()},
      {"retry", false, "0", {}, "How often it is tried again if it fails.", whole_number(0, kMostRetries).shape},
      {"retry_interval", false, "30s", {}, "How long to wait before that.", span().shape},
      {"timeout", false, {}, "any time", "How long one attempt may take; then it fails.", span().shape},
      {"hide_input", false, "false", {}, "Whether reports leave out what it was given.", flag},
      {"hide_output", false, "false", {}, "Whether reports leave out what came out of it.", flag}};
  for (const ActivityType& type : activity_types())
    shape.fields.push_back({type.word, false, {}, "another kind", type.meaning, shape_of(type)});
  return shape;
}

Shape make_pipeline_shape() {
  Shape list;
  list.kind = Shape::Kind::kList;
  list.expected = "a list of activities";
  list.inner = std::make_shared<const Shape>(activity_shape());
  Shape shape;
  shape.kind = Shape::Kind::kObject;
  shape.name = "pipeline";
  shape.expected = "a map of keys";
  shape.meaning = "pipelines/*.yaml: activities that make one run.";
  shape.fields = {{"description", false, {}, "none", "What the pipeline is for.", text("a text").shape},
                  {"parameters",
                   false,
                   {},
                   "none",
                   "Values that a run may be given, with their defaults; one without a default must be given.",
                   named_values("a map from names to defaults")},
                  {"variables",
                   false,
                   {},
                   "none",
                   "Values that activities may change, with what they are at first.",
                   named_values("a map from names to values")},
                  {"activities", true, {}, {}, "What to do: in the order of depends_on, else as written.", list}};
  return shape;
}

/// Reads the activities of one file.
class ActivityReader {
 public:
  explicit ActivityReader(Problems& problems) : problems_(problems) {}

  std::vector<Activity> list(const YamlNode& node, const std::string& what) {
    std::vector<Activity> activities;
    if (node.kind != YamlNode::Kind::kList) {
      add_mismatch(node, what, "a list of activities", problems_);
      return activities;
    }
    if (++depth_ > kMostNestedActivities) {
      problems_.add(node.where, fmt::format("activities are nested more than {} deep", kMostNestedActivities),
                    "put the inner ones into a pipeline of their own, for run_pipeline");
    } else {
      for (const YamlNode& item : node.items)
        if (auto activity = read(item)) activities.push_back(std::move(*activity));
    }
    --depth_;
    return activities;
  }

 private:
  std::optional<Activity> read(const YamlNode& node) {
    static const Shape shape = activity_shape();
    const YamlNode* name = node.find("name");
    const std::string what = name == nullptr ? "an activity" : fmt::format("the activity '{}'", name->text);
    if (!check_keys(node, what, shape, problems_)) return std::nullopt;
    Activity activity;
    activity.where = node.where;
    if (name != nullptr) take(text("a name"), node, "name", activity.name);
    take(text("a text"), node, "description", activity.description);
    if (const YamlNode* dependencies = node.find("depends_on")) read_dependencies(*dependencies, activity);
    std::optional<int> retry;
    take(whole_number(0, kMostRetries), node, "retry", retry);
    activity.retry = retry.value_or(0);
    take(span(), node, "retry_interval", activity.retry_interval);
    take(span(), node, "timeout", activity.timeout);
    take(boolean(), node, "hide_input", activity.hide_input);
    take(boolean(), node, "hide_output", activity.hide_output);
    read_kind(node, what, activity);
    return activity;
  }

  template <class V, class M>
  void take(const Value<V>& value, const YamlNode& node, const char* key, M& member) {
    const YamlNode* found = node.find(key);
    if (found == nullptr) return;
    if (std::optional<V> read = value.read(*found, fmt::format("'{}'", key), problems_)) member = std::move(*read);
  }

  void read_dependencies(const YamlNode& node, Activity& activity) {
    if (node.kind != YamlNode::Kind::kMap) {
      const Value<std::string> name = text("an activity's name");
      const std::vector<YamlNode> alone = {node};
      for (const YamlNode& item : node.kind == YamlNode::Kind::kList ? node.items : alone)
        if (auto read = name.read(item, "'depends_on'", problems_))
          activity.depends_on.push_back({item.where, std::move(*read), {Condition::kSucceeded}});
      return;
    }
    const auto conditions = one_or_list_of(condition(), "a list of conditions");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      auto on = conditions.read(node.items[i], fmt::format("'{}'", node.keys[i].text), problems_);
      if (on && on->empty())
        problems_.add(node.items[i].where, "a list of conditions is empty",
                      "write succeeded, failed, completed or skipped");
      if (on && !on->empty()) activity.depends_on.push_back({node.keys[i].where, node.keys[i].text, std::move(*on)});
    }
  }

  void read_kind(const YamlNode& node, const std::string& what, Activity& activity) {
    std::vector<std::string> words;
    for (const ActivityType& type : activity_types()) {
      const YamlNode* body = node.find(type.word);
      if (body == nullptr) continue;
      words.push_back(type.word);
      if (words.size() == 1)
        read_body(type, *body, what, activity);
      else
        problems_.add(body->where, fmt::format("{} is both {} and {}", what, words[0], type.word),
                      "make two activities of it");
    }
    const bool unknown_key = std::any_of(node.keys.begin(), node.keys.end(),
                                         [&](const YamlNode& key) { return problems_.reported(key.where); });
    if (words.empty() && !unknown_key)
      problems_.add(node.where, fmt::format("{} does not say what it does", what),
                    "add one of copy, refine, build, for_each, … (docs/pipelines.md)");
  }

  void read_body(const ActivityType& type, const YamlNode& written, const std::string& what, Activity& activity) {
    activity.kind = type.kind;
    YamlNode body = written;
    if (!type.short_form.empty() && written.kind != YamlNode::Kind::kMap) {
      body = {};
      body.kind = YamlNode::Kind::kMap;
      body.where = written.where;
      if (written.kind != YamlNode::Kind::kNothing) {
        body.keys.push_back(YamlNode::scalar(type.short_form, written.where));
        body.items.push_back(written);
      }
    }
    if (!check_keys(body, fmt::format("{} of {}", type.word, what), shape_of(type), problems_)) return;
    if (type.kind == ActivityKind::kLookup && !body.find("query") && !body.find("folder"))
      return problems_.add(body.where, fmt::format("{} of {} looks nothing up", type.word, what),
                           "add 'query', or the 'folder' of files");
    for (const ActivityInput& input : type.inputs)
      if (const YamlNode* value = body.find(input.key))
        activity.inputs.emplace_back(input.key, read_template(*value, problems_));
    for (const ActivityBranch& branch : type.branches)
      if (const YamlNode* value = body.find(branch.key)) read_branch(branch, *value, activity);
  }

  void read_branch(const ActivityBranch& branch, const YamlNode& node, Activity& activity) {
    const std::string what = fmt::format("'{}'", branch.key);
    if (!branch.by_value) {
      activity.branches.push_back({node.where, branch.key, std::nullopt, list(node, what)});
      return;
    }
    if (node.kind != YamlNode::Kind::kMap)
      add_mismatch(node, what, "a map from values to lists of activities", problems_);
    for (std::size_t i = 0; i < node.keys.size(); ++i)
      activity.branches.push_back({node.keys[i].where, branch.key, node.keys[i].text,
                                   list(node.items[i], fmt::format("the case '{}'", node.keys[i].text))});
  }

  Problems& problems_;
  std::size_t depth_ = 0;
};

/// Parameters and variables. Their values are what they are: an expression would have nothing to refer to.
std::vector<NamedValue> read_named_values(const YamlNode* node, const std::string& what, Problems& problems) {
  std::vector<NamedValue> values;
  if (node == nullptr || node->kind == YamlNode::Kind::kNothing) return values;
  if (node->kind != YamlNode::Kind::kMap) {
    add_mismatch(*node, "'" + what + "s'", "a map from names to values", problems);
    return values;
  }
  const Value<std::string> name = table_name("a name");
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const YamlNode& key = node->keys[i];
    name.read(key, fmt::format("the {} '{}'", what, key.text), problems);
    const Template value = read_template(node->items[i], problems);
    const std::optional<JsonValue> constant = constant_of(value);
    if (!constant)
      problems.add(value.where, fmt::format("the {} '{}' cannot begin as an expression", what, key.text),
                   "set_variable works a value out while the pipeline runs");
    values.push_back({key.where, key.text, constant.value_or(JsonValue())});
  }
  return values;
}

}  // namespace

std::string_view to_string(Condition condition) {
  switch (condition) {
    case Condition::kSucceeded:
      return "succeeded";
    case Condition::kFailed:
      return "failed";
    case Condition::kSkipped:
      return "skipped";
    case Condition::kCompleted:
      return "completed";
  }
  return "completed";
}

const Template* Activity::input(std::string_view key) const {
  for (const auto& [written, value] : inputs)
    if (written == key) return &value;
  return nullptr;
}

std::optional<std::int64_t> span_in_seconds(const JsonValue& value) {
  static const std::map<char, std::int64_t> units = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
  constexpr std::int64_t kMost = 366 * 86400;
  if (value.is_number()) {
    const double seconds = value.get<double>();
    if (!(seconds >= 0 && seconds <= static_cast<double>(kMost))) return std::nullopt;
    return static_cast<std::int64_t>(seconds);
  }
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number < 0 || number > kMost) return std::nullopt;
  if (rest == end) return number;
  const auto unit = units.find(*rest);
  if (unit == units.end() || rest + 1 != end || number * unit->second > kMost) return std::nullopt;
  return number * unit->second;
}

const Shape& pipeline_shape() {
  static const Shape shape = make_pipeline_shape();
  return shape;
}

std::shared_ptr<const PipelineSpec> read_pipeline(const std::string& text, const std::string& file,
                                                  Problems& problems) {
  const std::optional<YamlNode> document = parse_yaml(text, file, problems);
  if (!document || !check_keys(*document, "a pipeline", pipeline_shape(), problems)) return nullptr;
  auto pipeline = std::make_shared<PipelineSpec>();
  pipeline->where = {file, 1, 1};
  pipeline->name = std::filesystem::path(file).stem().string();
  if (const YamlNode* description = document->find("description"))
    pipeline->description = project::text("a text").read(*description, "'description'", problems).value_or("");
  pipeline->parameters = read_named_values(document->find("parameters"), "parameter", problems);
  pipeline->variables = read_named_values(document->find("variables"), "variable", problems);
  if (const YamlNode* activities = document->find("activities"))
    pipeline->activities = ActivityReader(problems).list(*activities, "'activities'");
  if (const auto fault = fault_of_table_name(pipeline->name))
    problems.add({file}, fmt::format("'{}' cannot be the name of a pipeline: {}", pipeline->name, *fault),
                 "rename it: letters, digits and '_', a letter first");
  return pipeline;
}

std::vector<std::shared_ptr<const PipelineSpec>> read_pipelines(const std::filesystem::path& root, Problems& problems) {
  std::vector<std::shared_ptr<const PipelineSpec>> pipelines;
  for (const std::string& file : files_below(root, "pipelines", ".yml", false))
    problems.add({file}, "pipelines are files that end in .yaml", "rename it");
  for (const std::string& file : files_below(root, "pipelines", ".yaml", false)) {
    const std::optional<std::string> text = read_text(root / file, file, problems);
    if (!text) continue;
    if (auto pipeline = read_pipeline(*text, file, problems)) pipelines.push_back(std::move(pipeline));
  }
  return pipelines;
}

}  // namespace c360::project
