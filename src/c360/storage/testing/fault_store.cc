#include "c360/storage/testing/fault_store.h"

#include <type_traits>

#include "c360/base/error.h"

namespace c360::storage::testing {
namespace {

[[noreturn]] void raise(ErrorCode code, const char* name, const std::string& path) {
  throw Error(code, std::string("injected fault: ") + name + " " + path);
}

}  // namespace

void FaultStore::fail(std::uint64_t call, Fault fault) {
  const std::lock_guard<std::mutex> lock(mutex_);
  log_.clear();
  failing_call_ = call;
  fault_ = fault;
}

std::uint64_t FaultStore::calls() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return log_.size();
}

std::vector<std::string> FaultStore::log() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return log_;
}

/// Counts the call; true if it is one that fails.
bool FaultStore::due(const char* name, const std::string& path, Fault& fault) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  log_.push_back(std::string(name) + " " + path);
  fault = fault_;
  if (fault_ == Fault::kKilled && failing_call_ > 0) return log_.size() >= failing_call_;
  return log_.size() == failing_call_;
}

/// For reads, where nothing can be an answer.
template <typename Work>
auto FaultStore::look(const char* name, const std::string& path, const Work& work) const {
  Fault fault = Fault::kIo;
  if (!due(name, path, fault)) return work();
  if (fault == Fault::kVanished) return decltype(work())(std::nullopt);
  raise(ErrorCode::kIo, name, path);
}

template <typename Work>
auto FaultStore::call(Kind kind, const char* name, const std::string& path, const Work& work) const {
  Fault fault = Fault::kIo;
  if (!due(name, path, fault)) return work();
  if (fault == Fault::kNoSpace && kind == Kind::kWrite) raise(ErrorCode::kNoSpace, name, path);
  if (fault == Fault::kLostAnswer) static_cast<void>(work());
  raise(ErrorCode::kIo, name, path);
}

std::optional<std::string> FaultStore::get(const std::string& path) const {
  return look("get", path, [&] { return real_.get(path); });
}

std::optional<std::string> FaultStore::get_range(const std::string& path, std::uint64_t offset,
                                                 std::uint64_t length) const {
  return look("get_range", path, [&] { return real_.get_range(path, offset, length); });
}

std::optional<ObjectInfo> FaultStore::head(const std::string& path) const {
  return look("head", path, [&] { return real_.head(path); });
}

std::optional<ObjectInfo> FaultStore::download(const std::string& path, const std::filesystem::path& file) const {
  return look("download", path, [&] { return real_.download(path, file); });
}

PutOutcome FaultStore::put_if_absent(const std::string& path, std::string_view bytes) {
  return call(Kind::kWrite, "put_if_absent", path, [&] { return real_.put_if_absent(path, bytes); });
}

void FaultStore::put(const std::string& path, std::string_view bytes) {
  call(Kind::kWrite, "put", path, [&] { real_.put(path, bytes); });
}

std::vector<ObjectInfo> FaultStore::list(const std::string& prefix, const std::string& start_after,
                                         bool recursive) const {
  return call(Kind::kRead, "list", prefix, [&] { return real_.list(prefix, start_after, recursive); });
}

void FaultStore::remove(const std::string& path) {
  call(Kind::kRead, "remove", path, [&] { real_.remove(path); });
}

void FaultStore::remove_leftovers(Micros written_before) {
  call(Kind::kRead, "remove_leftovers", "", [&] { real_.remove_leftovers(written_before); });
}

StagedObject FaultStore::stage(const std::string& path) {
  return call(Kind::kWrite, "stage", path, [&] { return real_.stage(path); });
}

std::uint64_t FaultStore::finish(const StagedObject& staged) {
  return call(Kind::kWrite, "finish", staged.path, [&] { return real_.finish(staged); });
}

}  // namespace c360::storage::testing
