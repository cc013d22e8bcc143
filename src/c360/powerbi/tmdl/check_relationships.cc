#include "c360/powerbi/tmdl/check_relationships.h"

namespace c360::powerbi::tmdl {
namespace {

using Filters = std::map<std::string, std::vector<std::string>>;  // a table and those that it filters directly

/// Counts how often each table is reached from one; true as soon as one is reached twice.
class Walk {
 public:
  explicit Walk(const Filters& filters) : filters_(filters) {}

  std::string reached_twice(const std::string& table) {
    if (!reached_.insert(table).second) return table;
    const auto found = filters_.find(table);
    if (found == filters_.end()) return {};
    for (const std::string& next : found->second) {
      if (!path_.empty() && path_.back() == next) continue;  // back over a relationship that filters both ways
      path_.push_back(table);
      const std::string twice = reached_twice(next);
      path_.pop_back();
      if (!twice.empty()) return twice;
    }
    return {};
  }

 private:
  const Filters& filters_;
  std::set<std::string> reached_;
  std::vector<std::string> path_;
};

}  // namespace

std::string ambiguous_tables(const std::vector<FilterWay>& ways) {
  Filters filters;
  for (const FilterWay& way : ways) {
    filters[way.to].push_back(way.from);
    if (way.both) filters[way.from].push_back(way.to);
  }
  for (const auto& [table, filtered] : filters) {
    const std::string twice = Walk(filters).reached_twice(table);
    if (!twice.empty()) return table + " and " + twice;
  }
  return {};
}

}  // namespace c360::powerbi::tmdl
