#include "c360/project/environments.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "c360/project/values.h"

namespace c360::project {
namespace {

constexpr const char* kEnvironments = "environments";
constexpr const char* kSources = "sources";

/// The same shape with no key required and none that has a default.
Shape partial(Shape shape) {
  for (FieldShape& field : shape.fields) {
    field.required = false;
    field.default_yaml.clear();
    field.default_words = "as without the environment";
    field.shape = partial(std::move(field.shape));
  }
  for (Shape& choice : shape.alternatives) choice = partial(std::move(choice));
  if (shape.inner) shape.inner = std::make_shared<const Shape>(partial(*shape.inner));
  if (shape.kind == Shape::Kind::kObject) {
    shape.name += " of an environment";
    shape.is_partial = true;
  }
  return shape;
}

Shape environment_shape(Shape project) {
  const auto is_the_projects_own = [](const FieldShape& field) {
    return field.key == "project" || field.key == kEnvironments;
  };
  project.fields.erase(std::remove_if(project.fields.begin(), project.fields.end(), is_the_projects_own),
                       project.fields.end());
  project.meaning = "Settings that take the place of those without the environment.";
  return partial(std::move(project));
}

void put(YamlNode& map, const YamlNode& key, YamlNode value) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    if (map.keys[i].text != key.text) continue;
    map.keys[i] = key;
    map.items[i] = std::move(value);
    return;
  }
  map.keys.push_back(key);
  map.items.push_back(std::move(value));
}

YamlNode laid_over(const YamlNode* base, const YamlNode& over) {
  if (base == nullptr || base->kind != YamlNode::Kind::kMap || over.kind != YamlNode::Kind::kMap) return over;
  YamlNode result = *base;
  for (std::size_t i = 0; i < over.keys.size(); ++i)
    put(result, over.keys[i], laid_over(base->find(over.keys[i].text), over.items[i]));
  return result;
}

/// Sources written as their glob alone, written out.
YamlNode with_whole_sources(YamlNode settings) {
  for (std::size_t i = 0; i < settings.keys.size(); ++i) {
    if (settings.keys[i].text != kSources) continue;
    for (YamlNode& source : settings.items[i].items) {
      if (source.kind != YamlNode::Kind::kScalar) continue;
      YamlNode whole;
      whole.kind = YamlNode::Kind::kMap;
      whole.where = source.where;
      put(whole, YamlNode::scalar("files", source.where), source);
      source = std::move(whole);
    }
  }
  return settings;
}

/// Whether a source is found in another way than before: as files, as a Delta table or as an API.
bool has_other_origin(const YamlNode& base, const YamlNode& over) {
  const std::array<std::string_view, 3> origins = {"files", "delta", "rest"};
  return std::any_of(origins.begin(), origins.end(), [&](std::string_view origin) {
    return over.find(origin) != nullptr && base.find(origin) == nullptr;
  });
}

/// Takes out the sources that come from elsewhere in the environment: nothing that is said of them holds there.
YamlNode without_replaced_sources(YamlNode base, const YamlNode& over) {
  const YamlNode* others = over.find(kSources);
  for (std::size_t i = 0; others != nullptr && i < base.keys.size(); ++i) {
    if (base.keys[i].text != kSources) continue;
    YamlNode& sources = base.items[i];
    for (std::size_t at = sources.items.size(); at-- > 0;) {
      const YamlNode* other = others->find(sources.keys[at].text);
      if (other == nullptr || !has_other_origin(sources.items[at], *other)) continue;
      sources.keys.erase(sources.keys.begin() + static_cast<std::ptrdiff_t>(at));
      sources.items.erase(sources.items.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  return base;
}

}  // namespace

Value<std::vector<std::string>> environments(const Shape& project) {
  const Value<std::string> key = table_name("an environment's name");
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.pattern = key.shape.pattern;
  shape.expected = "a map from an environment's name to the settings that differ there";
  shape.inner = std::make_shared<const Shape>(environment_shape(project));
  return {shape,
          [shape, key](const YamlNode& node, const std::string& what,
                       Problems& problems) -> std::optional<std::vector<std::string>> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            std::vector<std::string> names;
            for (std::size_t i = 0; i < node.items.size(); ++i) {
              const std::string& name = node.keys[i].text;
              key.read(node.keys[i], fmt::format("the name '{}'", name), problems);
              if (check_keys(node.items[i], fmt::format("the environment '{}'", name), *shape.inner, problems))
                names.push_back(name);
            }
            return names;
          }};
}

YamlNode settings_of(const YamlNode& document, const std::string& environment) {
  const YamlNode* all = document.find(kEnvironments);
  const YamlNode* over = all == nullptr ? nullptr : all->find(environment);
  if (over == nullptr) return document;
  const YamlNode whole = with_whole_sources(*over);
  const YamlNode base = without_replaced_sources(with_whole_sources(document), whole);
  return laid_over(&base, whole);
}

}  // namespace c360::project
