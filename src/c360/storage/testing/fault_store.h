// A store that fails on purpose, for tests of what writes.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "c360/storage/object_store.h"

namespace c360::storage::testing {

enum class Fault {
  kIo,          ///< Error(kIo), nothing done
  kNoSpace,     ///< Error(kNoSpace), nothing done; calls that write nothing fail with Error(kIo)
  kLostAnswer,  ///< the work is done, then Error(kIo)
  kVanished,    ///< a read finds nothing, as if another process had just removed the object; else as kIo
  kKilled,      ///< nothing done, and every later call fails too, as if the process had died there
};

/// Passes every call on to another store, which must outlive it, and fails the one that was asked for. Any thread may
/// call it. display(), local_file() and bring_near() do no work and are not counted.
class FaultStore : public ObjectStore {
 public:
  explicit FaultStore(ObjectStore& real) : real_(real) {}

  /// The `call`-th call from now on (1: the next) fails once with this fault.
  void fail(std::uint64_t call, Fault fault);
  /// Calls made since it was made or last told to fail.
  std::uint64_t calls() const;
  /// "put_if_absent _delta_log/…", in order, since it was made or last told to fail.
  std::vector<std::string> log() const;

  std::optional<std::string> get(const std::string& path) const override;
  std::optional<std::string> get_range(const std::string& path, std::uint64_t offset,
                                       std::uint64_t length) const override;
  std::optional<ObjectInfo> head(const std::string& path) const override;
  PutOutcome put_if_absent(const std::string& path, std::string_view bytes) override;
  void put(const std::string& path, std::string_view bytes) override;
  std::vector<ObjectInfo> list(const std::string& prefix, const std::string& start_after = {},
                               bool recursive = true) const override;
  void remove(const std::string& path) override;
  void remove_leftovers(Micros written_before) override;
  StagedObject stage(const std::string& path) override;
  std::uint64_t finish(const StagedObject& staged) override;
  std::filesystem::path local_file(const std::string& path) const override { return real_.local_file(path); }
  std::optional<ObjectInfo> download(const std::string& path, const std::filesystem::path& file) const override;
  void bring_near(const std::vector<std::string>& paths) const override { real_.bring_near(paths); }
  Leases* leases() override { return real_.leases(); }
  std::string display(const std::string& path = {}) const override { return real_.display(path); }

 private:
  enum class Kind { kRead, kWrite };
  template <typename Work>
  auto look(const char* name, const std::string& path, const Work& work) const;
  template <typename Work>
  auto call(Kind kind, const char* name, const std::string& path, const Work& work) const;
  bool due(const char* name, const std::string& path, Fault& fault) const;

  ObjectStore& real_;
  mutable std::mutex mutex_;
  mutable std::vector<std::string> log_;
  std::uint64_t failing_call_ = 0;
  Fault fault_ = Fault::kIo;
};

}  // namespace c360::storage::testing
