// A record of a source file as it came, read back from the copy that was kept of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c360/ingest/file_register.h"
#include "c360/ingest/source_file.h"
#include "c360/lakehouse/lakehouse.h"

namespace c360::lineage {

/// Reads records by their file and number; remembers the files that it has read. The lakehouse must outlive it; one
/// thread at a time.
class SourceRecords {
 public:
  explicit SourceRecords(lakehouse::Lakehouse& lake) : lake_(lake) {}

  struct Record {
    std::string file;  ///< as the project names it
    std::int64_t row = 0;
    std::string text;     ///< the record without its line end, decoded to UTF-8
    std::string problem;  ///< why it could not be read; empty if it was
  };
  /// The record of a source's file number.
  Record read(const std::string& source, std::int64_t file_no, std::int64_t row);

 private:
  const ingest::FileEntry* entry_of(const std::string& source, std::int64_t file_no);
  /// Throws Error(kCorrupt) for a copy that is no longer what was taken in.
  const ingest::SourceFile& open(const std::string& source, const ingest::FileEntry& entry);

  lakehouse::Lakehouse& lake_;
  std::map<std::string, std::vector<ingest::FileEntry>> entries_;
  std::map<std::pair<std::string, std::int64_t>, std::shared_ptr<const ingest::SourceFile>> files_;
};

}  // namespace c360::lineage
