#include "c360/adf/translate.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/adf/finding.h"
#include "c360/adf/function_names.h"
#include "c360/adf/hidden_secrets.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/project/evaluate.h"
#include "c360/project/expression_functions.h"

namespace c360::adf {
namespace {

using Kind = Expression::Kind;

constexpr int kDeepestTree = 45;  // c360's own parser takes 50

/// One step from a value into it: ".name", "['name']" or "[expression]".
struct Step {
  std::string key;  ///< empty: `index`
  const Expression* index = nullptr;
  bool may_be_absent = false;
};

bool is_plain_name(const std::string& name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), fits);
}

Expression key_in(Expression whole, const std::string& key, bool may_be_absent = false) {
  Expression node;
  const bool plain = is_plain_name(key);
  node.kind = plain ? Kind::kMember : Kind::kIndex;
  if (plain) node.name = key;
  node.may_be_absent = plain && may_be_absent;
  node.parts.push_back(std::move(whole));
  if (!plain) node.parts.push_back(literal_of(key));
  return node;
}

Expression reference(const std::string& name) {
  Expression node;
  node.kind = Kind::kReference;
  node.name = name;
  return node;
}

Expression of_activity(const std::string& function, const std::string& name) {
  return call_of(function, {literal_of(name)});
}

/// Where the parts of an output stand here: the key there, then the key here.
using OutputKeys = std::map<std::string, std::string>;
const std::map<std::string, OutputKeys> kOutputs = {
    {"Lookup", {{"firstRow", "first_row"}, {"value", "rows"}, {"count", "count"}}},
    {"GetMetadata", {{"childItems", "child_items"}, {"exists", "exists"}}},
    {"Filter", {{"value", "items"}, {"Value", "items"}, {"FilteredItemsCount", "count"}}},
    {"Copy", {{"rowsCopied", "rows"}, {"rowsRead", "rows"}}},
    {"SetVariable", {{"value", "value"}}},
};

class Translator {
 public:
  explicit Translator(const Scope& scope) : scope_(scope) {}

  Expression give(const Expression& expression) {
    if (expression.kind == Kind::kLiteral) return literal_of(expression.value);
    std::vector<Step> steps;
    const Expression* root = &expression;
    while (root->kind == Kind::kMember || root->kind == Kind::kIndex) {
      steps.push_back(step_of(*root));
      root = &root->parts[0];
    }
    std::reverse(steps.begin(), steps.end());
    if (root->kind == Kind::kLiteral) return along(literal_of(root->value), steps, 0);
    return call(*root, steps);
  }

 private:
  static Step step_of(const Expression& node) {
    if (node.kind == Kind::kMember) return {node.name, nullptr, node.may_be_absent};
    const Expression& index = node.parts[1];
    const bool is_key = index.kind == Kind::kLiteral && index.value.is_string();
    return is_key ? Step{index.value.get<std::string>(), nullptr, node.may_be_absent}
                  : Step{"", &index, node.may_be_absent};
  }

  Expression along(Expression value, const std::vector<Step>& steps, std::size_t from) {
    for (std::size_t at = from; at < steps.size(); ++at) {
      if (steps[at].index == nullptr) {
        value = key_in(std::move(value), steps[at].key, steps[at].may_be_absent);
        continue;
      }
      Expression node;
      node.kind = Kind::kIndex;
      node.parts.push_back(std::move(value));
      node.parts.push_back(give(*steps[at].index));
      value = std::move(node);
    }
    return value;
  }

  Expression call(const Expression& root, const std::vector<Step>& steps) {
    const std::string name = to_lower(root.name);
    if (name == "item") return item(steps);
    if (name == "pipeline") return pipeline(steps);
    if (name == "variables") return variable(root, steps);
    if (name == "activity") return activity(root, steps);
    if (name == "dataset") return bound(scope_.dataset, "dataset", steps);
    if (name == "linkedservice") return bound(scope_.linked_service, "linked service", steps);
    if (name == "trigger") throw NoCounterpart{"runs are started by a command, not by a trigger"};
    std::vector<Expression> arguments;
    for (const Expression& part : root.parts) arguments.push_back(give(part));
    return along(translate_call(name, std::move(arguments)), steps, 0);
  }

  Expression item(const std::vector<Step>& steps) {
    if (!scope_.has_item) throw NoCounterpart{"there is no item() here"};
    return along(reference("item"), steps, 0);
  }

  static const std::string& first_key(const std::vector<Step>& steps, const char* of) {
    if (steps.empty() || steps[0].key.empty()) throw NoCounterpart{fmt::format("{} as a whole", of)};
    return steps[0].key;
  }

  Expression pipeline(const std::vector<Step>& steps) {
    const std::string key = to_lower(first_key(steps, "pipeline()"));
    if (key == "parameters" && steps.size() > 1) {
      const auto found = scope_.parameters->find(steps[1].key);
      if (found == scope_.parameters->end()) throw NoCounterpart{"the pipeline does not have this parameter"};
      return along(key_in(reference("parameters"), found->second), steps, 2);
    }
    if (key == "runid") return key_in(reference("run"), "id");
    if (key == "pipeline" || key == "pipelinename") return key_in(reference("run"), "pipeline");
    if (key == "triggertime") return key_in(reference("run"), "started");
    if (key == "globalparameters")
      throw NoCounterpart{"global parameters are not known here: make it a parameter of the pipeline"};
    throw NoCounterpart{fmt::format("pipeline().{} is not known here", steps[0].key)};
  }

  Expression variable(const Expression& root, const std::vector<Step>& steps) {
    const bool named = root.parts.size() == 1 && root.parts[0].value.is_string();
    const auto found = named ? scope_.variables->find(root.parts[0].value.get<std::string>()) : scope_.variables->end();
    if (found == scope_.variables->end()) throw NoCounterpart{"the pipeline does not have this variable"};
    return along(key_in(reference("variables"), found->second), steps, 0);
  }

  Expression bound(const std::map<std::string, Expression>& values, const char* of, const std::vector<Step>& steps) {
    const auto found = values.find(first_key(steps, of));
    if (found == values.end()) throw NoCounterpart{fmt::format("the {} is given no such parameter", of)};
    return along(found->second, steps, 1);
  }

  Expression activity(const Expression& root, const std::vector<Step>& steps) {
    const bool named = root.parts.size() == 1 && root.parts[0].value.is_string();
    const auto found = named ? scope_.before.find(root.parts[0].value.get<std::string>()) : scope_.before.end();
    if (found == scope_.before.end())
      throw NoCounterpart{"it uses an activity that does not come before it by dependsOn"};
    const KnownActivity& known = found->second;
    const std::string key = to_lower(first_key(steps, "activity()"));
    if (key == "status") return along(status(known), steps, 1);
    if (key == "error" && steps.size() > 1 && to_lower(steps[1].key) == "message")
      return along(of_activity("error", known.name), steps, 2);
    if (key == "output") return output(known, steps);
    throw NoCounterpart{fmt::format("activity().{} is not known here", steps[0].key)};
  }

  static Expression status(const KnownActivity& known) {
    const auto is = [&](const char* state) {
      return call_of("equals", {of_activity("status", known.name), literal_of(state)});
    };
    return call_of("if", {is("succeeded"), literal_of("Succeeded"),
                          call_of("if", {is("failed"), literal_of("Failed"), literal_of("Skipped")})});
  }

  Expression output(const KnownActivity& known, const std::vector<Step>& steps) {
    if (known.fails) throw NoCounterpart{"it uses what an activity gives that has no counterpart"};
    Expression whole = of_activity("activity", known.name);
    if (known.type == "WebActivity") {  // a JSON answer is the output; a text stands in Response
      const bool is_text = steps.size() > 1 && steps[1].key == "Response";
      return along(key_in(std::move(whole), "body"), steps, is_text ? 2 : 1);
    }
    const auto keys = kOutputs.find(known.type);
    if (steps.size() < 2 || keys == kOutputs.end())
      throw NoCounterpart{fmt::format("the output of {} is another here", known.type)};
    const auto key = keys->second.find(steps[1].key);
    if (key == keys->second.end())
      throw NoCounterpart{fmt::format("'{}' of the output of {} is not known here", steps[1].key, known.type)};
    return along(key_in(std::move(whole), key->second), steps, 2);
  }

  const Scope& scope_;
};

bool is_constant(const Expression& expression) {
  bool constant = true;
  project::for_each_part(expression, [&](const Expression& part) {
    if (part.kind == Kind::kReference) constant = false;
    if (part.kind != Kind::kCall) return;
    const auto* function = project::find_function(part.name);
    constant = constant && part.name != "utc_now" && function != nullptr && function->give != nullptr;
  });
  return constant;
}

Json escaped_value(const Json& value) {
  if (value.is_string()) return escaped(value.get<std::string>());
  if (!value.is_structured()) return value;
  Json result = value.is_array() ? Json::array() : Json::object();
  for (const auto& entry : value.items()) {
    if (value.is_array())
      result.push_back(escaped_value(entry.value()));
    else
      result[entry.key()] = escaped_value(entry.value());
  }
  return result;
}

std::string braces(const Expression& expression) {
  return "${" + project::to_text(expression) + "}";
}

/// concat('a', x, 'b') as a${x}b.
std::string interpolated(const std::vector<Expression>& parts) {
  std::string text;
  for (const Expression& part : parts) {
    if (part.kind == Kind::kLiteral) {
      text += escaped(project::text_of(part.value));
      continue;
    }
    if (!text.empty() && text.back() == '$') text.replace(text.size() - 1, 1, "${'$'}");
    text += braces(part);
  }
  return text;
}

int depth_of(const Expression& expression) {
  int depth = 0;
  for (const Expression& part : expression.parts) depth = std::max(depth, depth_of(part));
  return depth + 1;
}

const Json& written_value(const Json& value) {
  const bool is_wrapped = value.is_object() && value.contains("value") && text_member(value, "type") == "Expression";
  return is_wrapped ? value["value"] : value;
}

std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string::npos ? "" : text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '{') result += '$';
    result += text[at];
  }
  return result;
}

std::string without_expressions(std::string text) {
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at)) text.insert(at + 1, " ");
  return text;
}

Expression translate(const Expression& expression, const Scope& scope) {
  return Translator(scope).give(expression);
}

Expression translate_text(const Json& written, const Scope& scope) {
  const Json& value = written_value(written);
  if (value.is_structured()) throw NoCounterpart{"a list or an object where a text is expected"};
  if (holds_hidden(value))
    throw NoCounterpart{"a secret stood in it, which is not taken over: keep it in connections.yaml as ${env:…}"};
  if (!value.is_string()) return literal_of(value);
  const std::string text = value.get<std::string>();
  const std::string without_blanks = trimmed(text);
  const bool is_wrapped = &value != &written;
  if (!has_expression(is_wrapped ? without_blanks : text)) return literal_of(text);
  const TextParts parts = parse_text(is_wrapped ? without_blanks : text);
  if (parts.is_one_expression) return translate(parts.parts[0], scope);
  std::vector<Expression> translated;
  for (const Expression& part : parts.parts) translated.push_back(translate(part, scope));
  const bool is_plain =
      translated.size() == 1 && translated[0].kind == Kind::kLiteral && translated[0].value.is_string();
  return is_plain ? translated[0] : call_of("concat", std::move(translated));
}

std::optional<Json> constant_of(const Expression& expression) {
  if (expression.kind == Kind::kLiteral) return expression.value;
  if (!is_constant(expression)) return std::nullopt;
  try {
    return project::evaluate(expression, project::Surroundings{});
  } catch (const Error&) {
    return std::nullopt;  // what cannot be worked out fails when it runs, with its reason
  }
}

Json to_yaml_value(const Expression& expression) {
  if (depth_of(expression) > kDeepestTree) throw NoCounterpart{"it is nested deeper than an expression may be here"};
  if (const auto constant = constant_of(expression)) return escaped_value(*constant);
  const bool is_text = expression.kind == Kind::kCall && expression.name == "concat";
  if (is_text && expression.parts.size() > 1) return interpolated(expression.parts);
  if (is_text) return braces(call_of("text", {expression.parts[0]}));
  return braces(expression);
}

Json translate_value(const Json& written, const Scope& scope) {
  const Json& value = written_value(written);
  if (!value.is_structured()) return to_yaml_value(translate_text(written, scope));
  Json result = value.is_array() ? Json::array() : Json::object();
  for (const auto& entry : value.items()) {
    if (value.is_array())
      result.push_back(translate_value(entry.value(), scope));
    else
      result[entry.key()] = translate_value(entry.value(), scope);
  }
  return result;
}

}  // namespace c360::adf
