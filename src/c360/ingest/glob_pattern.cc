#include "c360/ingest/glob_pattern.h"

#include <fnmatch.h>

#include <algorithm>

namespace c360::ingest {
namespace {

constexpr const char* kAnyDepth = "**";

bool is_hidden(const std::string& name) {
  return name.starts_with('.');
}

/// What is left of a pattern and of a path.
struct Rest {
  const std::vector<std::string>& pattern;
  const std::vector<std::string>& path;

  bool fits(std::size_t part, std::size_t name) const {
    if (part == pattern.size()) return name == path.size();
    if (pattern[part] == kAnyDepth) return fits_any_depth(part, name);
    return name < path.size() && fits_part(pattern[part], path[name]) && fits(part + 1, name + 1);
  }

  bool fits_any_depth(std::size_t part, std::size_t name) const {
    if (part + 1 == pattern.size())
      return name < path.size() &&
             std::none_of(path.begin() + static_cast<std::ptrdiff_t>(name), path.end(), is_hidden);
    for (; name < path.size(); ++name) {
      if (fits(part + 1, name)) return true;
      if (is_hidden(path[name])) return false;
    }
    return false;
  }
};

}  // namespace

bool has_wildcard(std::string_view part) {
  return part.find_first_of("*?[") != std::string_view::npos;
}

std::vector<std::string> split_pattern(std::string_view pattern) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    const std::string part(pattern.substr(begin, end - begin));
    const bool says_nothing =
        part.empty() || part == "." || (part == kAnyDepth && !parts.empty() && parts.back() == part);
    if (!says_nothing) parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

bool fits_part(const std::string& part, const std::string& name) {
  return has_wildcard(part) ? ::fnmatch(part.c_str(), name.c_str(), FNM_PERIOD) == 0 : part == name;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  return Rest{pattern, path}.fits(0, 0);
}

bool fits(std::string_view pattern, std::string_view path) {
  return fits(split_pattern(pattern), split_pattern(path));
}

}  // namespace c360::ingest
