// Which files of a source were ever taken in: a log of immutable JSON objects, _c360/files/<source>/<20 digits>.json,
// each put if absent, so that no two processes ever give one number to two files.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/clock.h"
#include "c360/ingest/file_options.h"
#include "c360/ingest/found_file.h"
#include "c360/storage/object_store.h"

namespace c360::ingest {

/// One source file as it was first seen. A file's number is fixed here: numbers count from 1 in each source, in the
/// order of the path's bytes within one discovery.
struct FileEntry {
  std::int64_t file_no = 0;
  std::string path;  ///< relative to the project (or as given, if outside)
  FileStamp stamp;   ///< when it was first seen with this content
  std::string content_hash;
  std::string landing;  ///< where the untouched bytes are, in the lakehouse's store
  std::string batch_id;
  Micros discovered = 0;
  std::int64_t records = 0;  ///< by the counting pass: bronze rows + malformed
  // How its bytes were read; whoever finishes it later reads it the same way.
  FileFormat format = FileFormat::kCsv;
  JsonOptions json;
  std::string sheet;
  std::map<std::string, std::optional<std::string>> constants;  ///< a Delta table's partition values
  std::string encoding;
  char delimiter = ',';
  std::optional<char> quote;
  bool has_header = true;
  std::vector<std::string> header;

  bool operator==(const FileEntry&) const = default;
};

/// How a file was read, for reading it again.
FileOptions options_of(const FileEntry& entry);
/// The other way round: `options` are a file's form().
void keep_form(const FileOptions& options, FileEntry& entry);

/// A known file that has another time or inode than before, but no new content.
struct Sighting {
  std::string path;
  FileStamp stamp;
};

/// The register of one source as it was read. One thread at a time.
class FileRegister {
 public:
  /// Throws Error(kCorrupt, kIo).
  static FileRegister read(const storage::ObjectStore& lake, const std::string& source);

  /// In order of their numbers.
  const std::vector<FileEntry>& entries() const { return entries_; }
  std::int64_t last_file_no() const { return entries_.empty() ? 0 : entries_.back().file_no; }
  /// Whether a path was seen just like this: then its content is known without reading it.
  bool knows(const std::string& path, const FileStamp& stamp) const;
  bool knows_path(const std::string& path) const { return seen_.count(path) > 0; }
  bool knows_content(const std::string& path, const std::string& content_hash) const;
  /// How the paths that begin so were last seen, in order of their bytes.
  std::vector<std::pair<std::string, FileStamp>> seen_below(const std::string& prefix) const;
  /// How far the pulls of a REST source are, as rest::Pull says it; empty before the first.
  const std::string& pull_state() const { return pull_state_; }

  /// Writes what a discovery found as the next object and takes it into this value; with it, where there is one, the
  /// state of a pull behind these files. False, changing nothing, if another process was first: read the register
  /// again then.
  bool append(storage::ObjectStore& lake, const std::vector<FileEntry>& entries, const std::vector<Sighting>& sightings,
              const std::string& pull_state = {});

 private:
  explicit FileRegister(std::string source) : source_(std::move(source)) {}
  std::string object_path(std::int64_t number) const;
  void take(const FileEntry& entry);
  std::string to_object(const std::vector<FileEntry>& entries, const std::vector<Sighting>& sightings) const;

  std::string source_;
  std::int64_t objects_ = 0;
  std::vector<FileEntry> entries_;
  std::map<std::string, FileStamp> seen_;
  std::string pull_state_;
  std::set<std::pair<std::string, std::string>> contents_;  ///< path and hash of each entry
};

}  // namespace c360::ingest
