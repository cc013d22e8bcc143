// Objects of ours that statements name.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "c360/base/error.h"

namespace c360::engine {

/// Gives each object a name, under which functions find it when a statement that names it is compiled. Any thread may
/// call.
template <typename T>
class Numbered {
 public:
  std::string add(std::shared_ptr<T> object) {
    const std::lock_guard lock(mutex_);
    std::string name = std::to_string(++last_);
    objects_.emplace(name, std::move(object));
    return name;
  }

  /// Throws Error(kInternal) for a name that is gone.
  std::shared_ptr<T> find(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(name);
    if (found == objects_.end()) throw Error(ErrorCode::kInternal, "a statement names an object that is gone: " + name);
    return found->second;
  }

  void remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    objects_.erase(name);
  }

 private:
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::map<std::string, std::shared_ptr<T>> objects_;
};

}  // namespace c360::engine
