// A YAML file as a tree whose every node knows its place. The only header of c360 behind which yaml-cpp works.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/error.h"
#include "c360/project/problems.h"

namespace c360::project {

/// One value of a YAML file. A plain value type.
struct YamlNode {
  enum class Kind { kNothing, kScalar, kList, kMap };

  Kind kind = Kind::kNothing;
  Location where;
  std::string text;  ///< a scalar's text; for kNothing what stands there: "", "~", "null" or an alias's "*"
  bool quoted = false;
  std::vector<YamlNode> keys;   ///< maps: scalars, by position of items
  std::vector<YamlNode> items;  ///< lists and maps

  static YamlNode scalar(std::string text, Location where);

  /// The value of a map's key; nullptr if there is none or this is no map.
  const YamlNode* find(std::string_view key) const;
  /// The place of the value that `path` leads to through maps, or of the last node on the way that there is.
  Location place(std::initializer_list<std::string_view> path) const;
  /// The place of entry `index` of a list, or of the node itself where it is no such list.
  Location place_of_item(std::size_t index) const;
  /// What stands here, for messages: "a list", "a map", "nothing" or the text in quotes.
  std::string described() const;
};

/// Reads a YAML file's text. Syntax errors, tabs in the indentation, repeated keys, anchors, aliases, tags and a second
/// document are added to `problems`; nullopt if no tree could be made. `file` is the name to use for places.
std::optional<YamlNode> parse_yaml(const std::string& text, const std::string& file, Problems& problems);

}  // namespace c360::project
