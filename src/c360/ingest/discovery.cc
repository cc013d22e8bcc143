#include "c360/ingest/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <semaphore>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/machine.h"
#include "c360/base/side_by_side.h"
#include "c360/ingest/delta/delta_source.h"
#include "c360/ingest/file_checks.h"
#include "c360/ingest/landing.h"
#include "c360/ingest/open_source.h"
#include "c360/ingest/packed/member_file.h"
#include "c360/ingest/source_files.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kFarAtOnce = 8;  ///< files on their way over a network

bool is_far_file(const FoundFile& file) {
  return file.origin->is_far();
}

[[noreturn]] void refuse_changed_copy(const storage::ObjectStore& lake, const FileEntry& entry) {
  throw Error(
      ErrorCode::kCorrupt,
      fmt::format("{} no longer holds the bytes of {} that were taken in", lake.display(entry.landing), entry.path),
      "restore it from a backup: its rows are not in bronze yet");
}

/// One discovery. Its parts work on many files at a time, each on its own slot.
class Discoverer {
 public:
  Discoverer(storage::ObjectStore& lake, const DiscoveryRequest& request, const FileRegister& files,
             const Cancellation& cancel)
      : lake_(lake), request_(request), register_(files), cancel_(cancel) {}

  Discovery run() {
    Found found = find_source_files(request_.project, request_.source, cancel_);
    if (!request_.source.delta.empty()) {
      check_delta_adds_only(request_.project, request_.source.delta, register_, found);
    }
    result_.notes = std::move(found.notes);
    if (!request_.files.empty()) keep_asked_for(found.files);
    keep_unknown(std::move(found.files));
    slots_.resize(unknown_.size());
    try {
      const bool far = std::any_of(unknown_.begin(), unknown_.end(), is_far_file);
      side_by_side(
          unknown_.size(), [this](std::size_t at) { prepare(at); }, far ? kFarAtOnce : 0);
    } catch (...) {
      for (const Slot& slot : slots_) remove(slot.entry.landing);
      throw;
    }
    collect();
    return std::move(result_);
  }

 private:
  using Reading = std::counting_semaphore<>;
  struct LetNextRead {
    void operator()(Reading* reading) const { reading->release(); }
  };
  /// What has become of one file.
  struct Slot {
    FileEntry entry;
    std::shared_ptr<const SourceFile> file;
    std::optional<Sighting> sighting;
    std::string note;
  };

  void keep_asked_for(std::vector<FoundFile>& found) const {
    for (const std::string& path : request_.files) {
      const auto is_this = [&](const FoundFile& file) { return file.path == path; };
      if (std::any_of(found.begin(), found.end(), is_this)) continue;
      throw Error(ErrorCode::kData, fmt::format("the source '{}' has no file {}", request_.source.name, path),
                  fmt::format("its files are those that match {}, by their paths from the project's folder",
                              request_.source.files));
    }
    const auto is_other = [&](const FoundFile& file) {
      return std::find(request_.files.begin(), request_.files.end(), file.path) == request_.files.end();
    };
    found.erase(std::remove_if(found.begin(), found.end(), is_other), found.end());
  }

  void keep_unknown(std::vector<FoundFile> found) {
    const auto known = [this](const FoundFile& file) {
      return !request_.rehash && register_.knows(file.path, file.stamp);
    };
    found.erase(std::remove_if(found.begin(), found.end(), known), found.end());
    std::vector<std::optional<Sighting>> seen(found.size());
    side_by_side(found.size(), [&](std::size_t at) { seen[at] = seen_before(found[at]); });
    for (std::size_t at = 0; at < found.size(); ++at) {
      if (!seen[at]) {
        unknown_.push_back(std::move(found[at]));
      } else if (!register_.knows(seen[at]->path, seen[at]->stamp)) {
        result_.sightings.push_back(*seen[at]);
      }
    }
  }

  /// Reads a file whose path is known: perhaps only its time is new. What comes over a network comes once, to landing.
  std::optional<Sighting> seen_before(const FoundFile& file) const {
    cancel_.check();
    if (!register_.knows_path(file.path) || (is_far_file(file) && file.member.empty())) return std::nullopt;
    const std::optional<std::string> hash = hash_of(file);
    if (!hash || !register_.knows_content(file.path, *hash)) return std::nullopt;
    return Sighting{file.path, file.stamp};
  }

  void prepare(std::size_t at) {
    cancel_.check();
    const FoundFile& file = unknown_[at];
    Slot& slot = slots_[at];
    const std::int64_t number = register_.last_file_no() + 1 + static_cast<std::int64_t>(at);
    const Landed landed = land(lake_, request_.source.name, number, file);
    if (landed.kind == Landed::Kind::kVanished) {
      slot.note = file.path + " vanished before it could be read";
    } else if (landed.kind == Landed::Kind::kRestless) {
      slot.note = file.path + " is being written; it is left for the next run";
    } else {
      understand(slot, file, landed);
    }
  }

  /// Where more files are on their way than there are cores, as many are read at one time as there are cores.
  void understand(Slot& slot, const FoundFile& file, const Landed& landed) {
    slot.entry.landing = landed.path;
    reading_.acquire();
    const std::unique_ptr<Reading, LetNextRead> turn(&reading_);
    FileOptions options = file_options(request_.source);
    options.constants = file.constants;
    const std::shared_ptr<const SourceFile> read = open_source_file(lake_.local_file(landed.path), file.path, options);
    if (register_.knows_content(file.path, read->content_hash())) {
      slot.sighting = Sighting{file.path, landed.stamp};
      return;
    }
    check_file(*read, request_);
    if (!request_.source.encoding && read->encoding() == Encoding::kWindows1252) {
      slot.note = file.path + " is no UTF-8 and was read as windows-1252; `encoding:` in the source settles it";
    }
    describe(slot.entry, *read, landed.stamp, request_);
    slot.file = read;
  }

  /// Files that turned out to be known take no number from those behind them.
  void collect() {
    std::int64_t number = register_.last_file_no();
    for (Slot& slot : slots_) {
      if (!slot.note.empty()) result_.notes.push_back(std::move(slot.note));
      if (slot.sighting) {
        remove(slot.entry.landing);
        result_.sightings.push_back(std::move(*slot.sighting));
      }
      if (!slot.file) continue;
      slot.entry.file_no = ++number;
      result_.files.push_back({std::move(slot.entry), std::move(slot.file)});
    }
  }

  void remove(const std::string& landing) {
    if (!landing.empty()) lake_.remove(landing);
  }

  storage::ObjectStore& lake_;
  const DiscoveryRequest& request_;
  const FileRegister& register_;
  const Cancellation& cancel_;
  Reading reading_{usable_threads()};
  std::vector<FoundFile> unknown_;
  std::vector<Slot> slots_;
  Discovery result_;
};

}  // namespace

Found find_source_files(const project::Project& project, const project::Source& source, const Cancellation& cancel) {
  if (source.rest) return {};
  if (!source.delta.empty()) return find_delta_files(project, source.delta, cancel);
  Found found = find_files(project, source.files, cancel);
  open_archives(found);
  return found;
}

Discovery discover(storage::ObjectStore& lake, const DiscoveryRequest& request, const FileRegister& files,
                   const Cancellation& cancel) {
  return Discoverer(lake, request, files, cancel).run();
}

void forget(storage::ObjectStore& lake, const Discovery& discovery) {
  for (const PreparedFile& file : discovery.files) lake.remove(file.entry.landing);
}

PreparedFile reopen(const storage::ObjectStore& lake, const FileEntry& entry) {
  if (!lake.head(entry.landing)) refuse_changed_copy(lake, entry);
  auto file = open_source_file(lake.local_file(entry.landing), entry.path, options_of(entry));
  if (file->content_hash() != entry.content_hash) refuse_changed_copy(lake, entry);
  return {entry, std::move(file)};
}

}  // namespace c360::ingest
