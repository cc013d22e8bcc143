#include "c360/powerbi/tmdl/check_objects.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "c360/base/suggest.h"
#include "c360/powerbi/tmdl/names.h"
#include "c360/powerbi/tmdl/objects.h"

namespace c360::powerbi::tmdl {
namespace {

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (dash ? text[i] != '-' : !digit) return false;
  }
  return true;
}

bool is_one_name(std::string_view text) {
  const auto name = read_name(text);
  return name && name->length == text.size();
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What a value of this kind must be, where `text` is not.
std::string fault_of_value(const PropertyRule& rule, const std::string& text) {
  switch (rule.kind) {
    case ValueKind::kText:
    case ValueKind::kExpression:
      return {};
    case ValueKind::kBoolean:
      return text == "true" || text == "false" ? "" : "true or false";
    case ValueKind::kInteger:
      return is_number(text) ? "" : "a whole number";
    case ValueKind::kWord:
      return std::find(rule.words.begin(), rule.words.end(), text) != rule.words.end()
                 ? ""
                 : fmt::format("one of {}", fmt::join(rule.words, ", "));
    case ValueKind::kGuid:
      return is_guid(text) ? "" : "a UUID in small letters";
    case ValueKind::kName:
      return is_one_name(text) ? "" : "one name, in quotes where it holds blanks or signs";
    case ValueKind::kColumn:
      return read_column_name(text) ? "" : "a table and its column, as Table.Column";
  }
  return {};
}

class ObjectChecker {
 public:
  explicit ObjectChecker(std::vector<Error>& errors) : errors_(errors) {}

  void root(const Object& object) {
    const ObjectRule* rule = known(object);
    if (rule == nullptr) return;
    if (!is_root_object(object.type)) report(object.where, fmt::format("a {} cannot stand by itself", object.type));
    inside(object, *rule);
  }

 private:
  void report(const Location& where, std::string message, std::string hint = {}) {
    errors_.emplace_back(ErrorCode::kCorrupt, std::move(message), std::move(hint), where);
  }

  const ObjectRule* known(const Object& object) {
    const ObjectRule* rule = find_rule(object.type);
    if (rule == nullptr)
      report(object.where, fmt::format("TMDL has no object '{}'", object.type),
             did_you_mean(object.type, object_types()));
    return rule;
  }

  void inside(const Object& object, const ObjectRule& rule) {
    check_name(object, rule);
    if (object.is_reference) return;
    check_default(object, rule);
    check_properties(object, rule);
    std::set<std::string> notes;
    for (const Object& child : object.children) {
      const bool is_note = child.type == "annotation" || child.type == "extendedProperty";
      if (is_note && !notes.insert(child.name).second)
        report(child.where, fmt::format("there are two {}s called '{}'", child.type, child.name));
      const ObjectRule* child_rule = known(child);
      if (child_rule == nullptr) continue;
      if (std::find(rule.children.begin(), rule.children.end(), child.type) == rule.children.end())
        report(child.where, fmt::format("a {} cannot stand in a {}", child.type, object.type));
      inside(child, *child_rule);
    }
  }

  void check_name(const Object& object, const ObjectRule& rule) {
    if (rule.naming == Naming::kNamed && object.name.empty())
      report(object.where, fmt::format("a {} needs a name", object.type));
    if (rule.naming == Naming::kUnnamed && !object.name.empty())
      report(object.where, fmt::format("a {} has no name", object.type));
  }

  void check_default(const Object& object, const ObjectRule& rule) {
    if (object.has_default && !rule.has_default)
      return report(object.where, fmt::format("nothing can be assigned to a {}", object.type));
    if (!object.has_default && rule.needs_default)
      return report(object.where, fmt::format("{} '{}' has no value behind an '='", object.type, object.name));
    const auto& words = rule.default_words;
    if (!words.empty() && std::find(words.begin(), words.end(), object.default_value) == words.end())
      report(object.where,
             fmt::format("a {} is one of {}, not '{}'", object.type, fmt::join(words, ", "), object.default_value));
  }

  void check_properties(const Object& object, const ObjectRule& rule) {
    std::set<std::string> seen;
    for (const Property& property : object.properties) {
      const PropertyRule* known_property = find_rule(rule, property.name);
      if (known_property == nullptr) {
        report(property.where, fmt::format("a {} has no property '{}'", object.type, property.name),
               did_you_mean(property.name, property_names(rule)));
        continue;
      }
      if (!seen.insert(property.name).second && !known_property->repeats)
        report(property.where, fmt::format("'{}' stands here twice", property.name));
      check_value(property, *known_property);
    }
    for (const PropertyRule& needed : rule.properties) {
      if (needed.required && object.find(needed.name) == nullptr)
        report(object.where, fmt::format("{} '{}' lacks '{}'", object.type, object.name, needed.name));
    }
  }

  static std::vector<std::string> property_names(const ObjectRule& rule) {
    std::vector<std::string> names;
    for (const PropertyRule& property : rule.properties) names.emplace_back(property.name);
    return names;
  }

  void check_value(const Property& property, const PropertyRule& rule) {
    const bool expression = rule.kind == ValueKind::kExpression;
    if (property.assignment == Assignment::kFlag) {
      if (rule.kind != ValueKind::kBoolean) report(property.where, fmt::format("'{}' has no value", property.name));
      return;
    }
    if (expression != (property.assignment == Assignment::kExpression)) {
      return report(property.where,
                    fmt::format("'{}' takes its value behind '{}'", property.name, expression ? "=" : ":"));
    }
    const std::string expected = fault_of_value(rule, property.value);
    if (!expected.empty())
      report(property.where, fmt::format("'{}' must be {}, not '{}'", property.name, expected, property.value));
  }

  std::vector<Error>& errors_;
};

}  // namespace

void check_objects(const Document& document, std::vector<Error>& errors) {
  ObjectChecker checker(errors);
  for (const Object& object : document) checker.root(object);
}

}  // namespace c360::powerbi::tmdl
