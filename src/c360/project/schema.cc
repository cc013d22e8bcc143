#include "c360/project/schema.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/suggest.h"

namespace c360::project {
namespace {

std::vector<std::string> keys_of(const Shape& shape) {
  std::vector<std::string> keys;
  for (const FieldShape& field : shape.fields) keys.push_back(field.key);
  return keys;
}

void check_unknown(const YamlNode& node, const std::string& what, const Shape& shape, Problems& problems) {
  const std::vector<std::string> known = keys_of(shape);
  for (const YamlNode& key : node.keys) {
    if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
    problems.add(key.where, fmt::format("unknown key '{}' in {}", key.text, what), did_you_mean(key.text, known));
  }
}

/// True if some unknown key of the map was likely meant to be this one; then that is told, and no more.
bool is_misspelt(const YamlNode& node, const std::string& key, const std::vector<std::string>& known) {
  return std::any_of(node.keys.begin(), node.keys.end(), [&](const YamlNode& written) {
    const bool is_known = std::find(known.begin(), known.end(), written.text) != known.end();
    return !is_known && closest(written.text, known) == key;
  });
}

void check_missing(const YamlNode& node, const std::string& what, const Shape& shape, Problems& problems) {
  for (const FieldShape& field : shape.fields) {
    if (!field.required || node.find(field.key) != nullptr || is_misspelt(node, field.key, keys_of(shape))) continue;
    problems.add(node.where, fmt::format("{} has no '{}'", what, field.key),
                 fmt::format("add '{}': {}", field.key, field.shape.expected));
  }
}

}  // namespace

void add_mismatch(const YamlNode& node, const std::string& what, const std::string& expected, Problems& problems,
                  const std::string& hint) {
  if (!problems.reported(node.where))
    problems.add(node.where, fmt::format("{} must be {}, not {}", what, expected, node.described()), hint);
}

bool check_keys(const YamlNode& node, const std::string& what, const Shape& shape, Problems& problems) {
  if (node.kind != YamlNode::Kind::kMap) {
    add_mismatch(node, what, shape.expected, problems);
    return false;
  }
  check_unknown(node, what, shape, problems);
  check_missing(node, what, shape, problems);
  return true;
}

namespace {

void move_to(YamlNode& node, const Location& where) {
  node.where = where;
  for (YamlNode& key : node.keys) key.where = where;
  for (YamlNode& item : node.items) move_to(item, where);
}

}  // namespace

YamlNode default_node(const std::string& yaml, const Location& owner) {
  Problems problems;
  YamlNode node = parse_yaml(yaml, "default", problems).value_or(YamlNode{});
  problems.throw_if_any();
  move_to(node, owner);
  return node;
}

}  // namespace c360::project
