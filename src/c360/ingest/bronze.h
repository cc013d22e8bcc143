// Registered files into the bronze tables of a source, each exactly once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/delta/actions.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/file_register.h"
#include "c360/lakehouse/lakehouse.h"

namespace c360::ingest {

lakehouse::TableName bronze_table(const std::string& source);
lakehouse::TableName malformed_table(const std::string& source);

/// The number of the last file whose rows are in bronze; 0 before the first.
std::int64_t last_file_in_bronze(lakehouse::Lakehouse& lake, const std::string& source);

struct BronzeResult {
  std::vector<FileEntry> files;  ///< whose rows this call committed
  std::int64_t rows = 0;
  std::int64_t malformed = 0;
  int attempts = 1;  ///< more where others changed bronze in between
  std::vector<std::string> notes;
  delta::Version bronze_version = -1;
  delta::Version malformed_version = -1;
};

/// Is given a function that any thread may ask for the share of records read so far, 0 to 1, and an empty one before
/// that function's answers end.
using Watch = std::function<void(std::function<double()>)>;

/// Gives a registered file as it was prepared in this run, or reads it again from landing.
using OpenEntry = std::function<PreparedFile(const FileEntry&)>;

/// Appends the rows of every registered file that is not in bronze yet: one commit to bronze for all of them, and
/// before it one to the malformed records. Both tables remember the last file's number (application transaction
/// "c360/ingest/<source>"), so that a call that was killed is finished by the next and nothing comes twice.
/// `first_columns` name bronze's columns where no file has had a header yet. Throws Error(kInternal) before committing
/// anything if rows and malformed records are not the records that the counting pass found in each file,
/// Error(kCorrupt) where bronze has rows of files that the register does not know.
BronzeResult bring_up_to_date(lakehouse::Lakehouse& lake, const std::string& source, const FileRegister& files,
                              const OpenEntry& open, const std::vector<std::string>& first_columns,
                              const Cancellation& cancel, const Watch& watch = {});

}  // namespace c360::ingest
