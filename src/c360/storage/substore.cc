#include <utility>

#include "c360/storage/object_path.h"
#include "c360/storage/object_store.h"

namespace c360::storage {
namespace {

class Substore final : public ObjectStore {
 public:
  Substore(ObjectStore& whole, std::string prefix) : whole_(whole), prefix_(std::move(prefix)) {
    if (prefix_.empty()) return;  // all of it, under another owner
    check_object_path(prefix_);
    prefix_ += '/';
  }

  std::optional<std::string> get(const std::string& path) const override { return whole_.get(in_whole(path)); }

  std::optional<std::string> get_range(const std::string& path, std::uint64_t offset,
                                       std::uint64_t length) const override {
    return whole_.get_range(in_whole(path), offset, length);
  }

  std::optional<ObjectInfo> head(const std::string& path) const override {
    std::optional<ObjectInfo> info = whole_.head(in_whole(path));
    if (info) info->path = path;
    return info;
  }

  PutOutcome put_if_absent(const std::string& path, std::string_view bytes) override {
    return whole_.put_if_absent(in_whole(path), bytes);
  }

  void put(const std::string& path, std::string_view bytes) override { whole_.put(in_whole(path), bytes); }

  std::vector<ObjectInfo> list(const std::string& prefix, const std::string& start_after,
                               bool recursive) const override {
    const std::string after = start_after.empty() ? std::string() : prefix_ + start_after;
    std::vector<ObjectInfo> found = whole_.list(prefix_ + prefix, after, recursive);
    for (ObjectInfo& info : found) info.path.erase(0, prefix_.size());
    return found;
  }

  void remove(const std::string& path) override { whole_.remove(in_whole(path)); }

  void remove_leftovers(Micros written_before) override { whole_.remove_leftovers(written_before); }

  StagedObject stage(const std::string& path) override {
    StagedObject staged = whole_.stage(in_whole(path));
    staged.path = path;
    return staged;
  }

  std::uint64_t finish(const StagedObject& staged) override {
    return whole_.finish({in_whole(staged.path), staged.local_path});
  }

  std::filesystem::path local_file(const std::string& path) const override { return whole_.local_file(in_whole(path)); }

  std::optional<ObjectInfo> download(const std::string& path, const std::filesystem::path& file) const override {
    std::optional<ObjectInfo> info = whole_.download(in_whole(path), file);
    if (info) info->path = path;
    return info;
  }

  void bring_near(const std::vector<std::string>& paths) const override {
    std::vector<std::string> whole;
    for (const std::string& path : paths) whole.push_back(in_whole(path));
    whole_.bring_near(whole);
  }

  std::string display(const std::string& path) const override {
    return whole_.display(path.empty() ? prefix_.substr(0, prefix_.size() - 1) : prefix_ + path);
  }

 private:
  /// Checked here, before the prefix could hide that a path is empty or leaves this part.
  std::string in_whole(const std::string& path) const {
    check_object_path(path);
    return prefix_ + path;
  }

  ObjectStore& whole_;
  std::string prefix_;
};

}  // namespace

std::unique_ptr<ObjectStore> open_substore(ObjectStore& whole, std::string prefix) {
  return std::make_unique<Substore>(whole, std::move(prefix));
}

}  // namespace c360::storage
