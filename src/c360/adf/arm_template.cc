#include "c360/adf/arm_template.h"

#include <fmt/core.h>

#include "c360/adf/expression_parser.h"
#include "c360/adf/finding.h"
#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

using Kind = Expression::Kind;

std::string last_part(const std::string& text) {
  return text.substr(text.rfind('/') + 1);
}

/// Works out the texts of one template.
class Template {
 public:
  explicit Template(const Json& document) : document_(document) {}

  Json resolved(const Json& value) const {
    if (value.is_string()) return resolved_text(value.get<std::string>());
    if (!value.is_structured()) return value;
    Json result = value.is_array() ? Json::array() : Json::object();
    for (const auto& entry : value.items()) {
      if (value.is_array())
        result.push_back(resolved(entry.value()));
      else
        result[entry.key()] = resolved(entry.value());
    }
    return result;
  }

 private:
  Json resolved_text(const std::string& text) const {
    if (!text.starts_with('[') || !text.ends_with(']')) return text;
    if (text.starts_with("[[")) return text.substr(1);
    try {
      return give(parse_expression(std::string_view(text).substr(1, text.size() - 2)), 0);
    } catch (const NoCounterpart&) {
      return "";
    }
  }

  Json give(const Expression& expression, int depth) const {
    constexpr int kDeepest = 20;  // variables may name one another in a circle
    if (depth > kDeepest) return "";
    if (expression.kind == Kind::kLiteral) return expression.value;
    if (expression.kind != Kind::kCall) return "";
    const std::string name = to_lower(expression.name);
    if (name == "concat") {
      std::string text;
      for (const Expression& part : expression.parts) {
        const Json value = give(part, depth);
        text += value.is_string() ? value.get<std::string>() : value.dump();
      }
      return text;
    }
    const bool named = expression.parts.size() == 1 && expression.parts[0].value.is_string();
    if (!named) return "";
    const std::string key = expression.parts[0].value.get<std::string>();
    if (name == "parameters") return member(member(member(document_, "parameters"), key.c_str()), "defaultValue");
    if (name != "variables") return "";
    const Json& value = member(member(document_, "variables"), key.c_str());
    const bool is_expression = value.is_string() && value.get_ref<const std::string&>().starts_with('[');
    if (!is_expression) return value;
    const std::string text = value.get<std::string>();
    return give(parse_expression(std::string_view(text).substr(1, text.size() - 2)), depth + 1);
  }

  const Json& document_;
};

void collect(const Json& document, const std::string& path, std::vector<ArmResource>& found) {
  const Template whole(document);
  const Json& resources = member(document, "resources");
  if (!resources.is_array()) return;
  for (std::size_t at = 0; at < resources.size(); ++at) {
    const Json& resource = resources[at];
    const std::string here = fmt::format("{}.resources[{}]", path, at);
    const std::string type = to_lower(last_part(text_member(resource, "type")));
    const Json& properties = member(resource, "properties");
    if (type == "deployments") {
      collect(member(properties, "template"), here + ".properties.template", found);
      continue;
    }
    const Json name = whole.resolved(member(resource, "name"));
    found.push_back({type, name.is_string() ? last_part(name.get<std::string>()) : "", here + ".properties",
                     whole.resolved(properties)});
  }
}

}  // namespace

bool is_arm_template(const Json& document) {
  return member(document, "resources").is_array();
}

std::vector<ArmResource> resources_of(const Json& document) {
  std::vector<ArmResource> found;
  collect(document, "$", found);
  return found;
}

}  // namespace c360::adf
