// Claims on objects that everyone sees and that end by themselves.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace c360::storage {

/// Leases on the objects of one store. Any thread may call it; failures throw as those of ObjectStore.
class Leases {
 public:
  virtual ~Leases() = default;
  /// For 15 to 60 seconds, on an object that is there; the lease's id, nullopt if somebody has it.
  virtual std::optional<std::string> acquire(const std::string& path, std::chrono::seconds time) = 0;
  /// From now on for its time again; false if it was lost.
  virtual bool renew(const std::string& path, const std::string& id) = 0;
  /// Fine if it was lost.
  virtual void release(const std::string& path, const std::string& id) = 0;
  /// Whether somebody has it now.
  virtual bool is_held(const std::string& path) = 0;
  /// Ends whatever lease there is, for holders that are known to be gone.
  virtual void end(const std::string& path) = 0;
};

}  // namespace c360::storage
