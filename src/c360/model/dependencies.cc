#include "c360/model/dependencies.h"

#include <algorithm>
#include <utility>

namespace c360::model {

bool includes(const Ids& whole, const Ids& part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

void Dependencies::add(Ids from, Ids to) {
  all_.push_back({std::move(from), std::move(to), {}});
}

void Dependencies::guard(std::size_t since, std::size_t until, const Ids& rows) {
  for (std::size_t i = since; i < until; ++i) all_[i].guards.push_back(rows);
}

bool Dependencies::holds(const Dependency& dependency, const Ids& present) {
  const auto is_there = [&](const Ids& rows) {
    return std::any_of(rows.begin(), rows.end(), [&](Id row) { return present.count(row) > 0; });
  };
  return std::all_of(dependency.guards.begin(), dependency.guards.end(), is_there);
}

Ids Dependencies::closure(Ids start, const Ids& present) const {
  std::vector<const Dependency*> waiting;
  for (const Dependency& dependency : all_) {
    if (holds(dependency, present)) waiting.push_back(&dependency);
  }
  for (bool grown = true; grown;) {
    grown = false;
    std::vector<const Dependency*> later;
    for (const Dependency* dependency : waiting) {
      if (includes(start, dependency->from)) {
        start.insert(dependency->to.begin(), dependency->to.end());
        grown = true;
      } else {
        later.push_back(dependency);
      }
    }
    waiting = std::move(later);
  }
  return start;
}

}  // namespace c360::model
