#include "c360/ingest/landing.h"

#include <fmt/format.h>

#include <set>

#include "c360/base/ids.h"
#include "c360/base/local_files.h"

namespace c360::ingest {
namespace {

constexpr int kCopyAttempts = 3;
constexpr Micros kSweptAfter = Micros{24} * 3600 * 1'000'000;
constexpr std::size_t kLongestName = 120;

/// The file's own name in letters that every store can hold.
std::string landed_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  if (name.size() > kLongestName) name = name.substr(name.size() - kLongestName);
  for (char& c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!plain) c = '_';
  }
  return name;
}

/// A place that no other copy has.
std::string landing_path(const std::string& source, std::int64_t file_no, const std::string& name) {
  return fmt::format("landing/{}/{:06}-{}-{}", source, file_no, random_uuid().substr(0, 8), landed_name(name));
}

/// A file in landing that is taken away again unless it is kept.
class NewCopy {
 public:
  NewCopy(storage::ObjectStore& lake, const std::string& path) : lake_(lake), staged_(lake.stage(path)) {}
  ~NewCopy() {
    std::error_code already_gone;
    if (!kept_) std::filesystem::remove(staged_.local_path, already_gone);
  }
  NewCopy(const NewCopy&) = delete;
  NewCopy& operator=(const NewCopy&) = delete;

  Copied fill(const FoundFile& file) { return file.origin->copy(file, staged_.local_path); }
  void fill(std::string_view bytes) { write_file(staged_.local_path, bytes); }
  std::string keep() {
    lake_.finish(staged_);
    kept_ = true;
    return staged_.path;
  }

 private:
  storage::ObjectStore& lake_;
  storage::StagedObject staged_;
  bool kept_ = false;
};

}  // namespace

Landed land(storage::ObjectStore& lake, const std::string& source, std::int64_t file_no, const FoundFile& file) {
  for (int attempt = 0; attempt < kCopyAttempts; ++attempt) {
    NewCopy copy(lake, landing_path(source, file_no, file.path));
    const Copied copied = copy.fill(file);
    if (copied.kind == Copied::Kind::kVanished) return {Landed::Kind::kVanished, {}, {}};
    if (copied.kind == Copied::Kind::kWhole) return {Landed::Kind::kCopied, copy.keep(), copied.stamp};
  }
  return {Landed::Kind::kRestless, {}, {}};
}

std::string land_bytes(storage::ObjectStore& lake, const std::string& source, std::int64_t file_no,
                       const std::string& name, std::string_view bytes) {
  NewCopy copy(lake, landing_path(source, file_no, name));
  copy.fill(bytes);
  return copy.keep();
}

void sweep_landing(storage::ObjectStore& lake, const std::string& source, const FileRegister& files, Micros now) {
  std::set<std::string> registered;
  for (const FileEntry& entry : files.entries()) registered.insert(entry.landing);
  for (const storage::ObjectInfo& copy : lake.list("landing/" + source + "/")) {
    if (registered.count(copy.path) == 0 && now - copy.modified > kSweptAfter) lake.remove(copy.path);
  }
}

}  // namespace c360::ingest
