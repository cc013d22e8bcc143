// Sources to bronze: discover, keep the bytes, count, copy; each file exactly once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/delta/actions.h"
#include "c360/ingest/bronze.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/file_register.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/project/project.h"

namespace c360::ingest {

struct Options {
  bool rehash = false;  ///< read every file again, whatever its time and size say
  std::string batch_id;
  std::vector<std::string> files = {};  ///< only these, by their paths; empty: all that match
  Watch watch = {};                     ///< where given, is told how to ask how far the reading of the files is
};

struct SourceResult {
  std::string source;
  std::vector<FileEntry> files;  ///< new in this run
  std::int64_t records = 0;      ///< in those files
  std::int64_t rows = 0;         ///< that went to bronze
  std::int64_t malformed = 0;
  int attempts = 1;                    ///< more where others committed to bronze in between
  std::vector<std::string> notes;      ///< "orders-2.csv: column 'coupon' is new", "… has no column 'status'"
  delta::Version bronze_version = -1;  ///< after it; -1: no bronze table (no file was ever seen)
  delta::Version malformed_version = -1;
};

/// Totals over all files of a source that were ever ingested, from the register; the source side of promise 1.
struct SourceTotals {
  std::int64_t files = 0;
  std::int64_t records = 0;
};

/// One source on its way to bronze, in two steps, so that the files of many sources can be looked at side by side. Safe
/// to do again at any time; what a step that throws Error has committed stays valid. All it is given must outlive it;
/// one thread at a time.
class SourceIngest {
 public:
  /// `contracts`: all that read the source; a header must have a column of each.
  SourceIngest(lakehouse::Lakehouse& lake, const project::Project& project, const project::Source& source,
               Contracts contracts, Options options, const Cancellation& cancel);
  ~SourceIngest();
  SourceIngest(SourceIngest&&) noexcept;
  SourceIngest& operator=(SourceIngest&&) = delete;

  /// Finds files that are new or changed, keeps their bytes in landing, counts their records and gives each its number.
  /// Returns how many.
  std::size_t find_new_files();
  /// Brings bronze up to date with all numbered files; those that an earlier, killed run had not finished come first.
  SourceResult copy_to_bronze();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

SourceTotals source_totals(const storage::ObjectStore& lake, const std::string& source);

/// Every file of a source ever seen, in order of its number.
std::vector<FileEntry> registered_files(const storage::ObjectStore& lake, const std::string& source);

/// True if a run has to look at a file: at a new one, at one whose size, time or inode has changed, or at one that an
/// earlier run did not finish; of an API, if a pull was not finished. Reads no file's content and asks no API.
bool has_work(lakehouse::Lakehouse& lake, const project::Project& project, const project::Source& source);

}  // namespace c360::ingest
