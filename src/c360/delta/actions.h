// The actions of the Delta transaction log (PROTOCOL.md, "Actions").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "c360/delta/schema.h"

namespace c360::delta {

using Version = std::int64_t;

/// Partition values by column; nullopt is NULL.
using PartitionValues = std::map<std::string, std::optional<std::string>>;

/// A file's deletion vector, kept as it came (reading one is a later feature).
struct DeletionVectorDescriptor {
  std::string storage_type;
  std::string path_or_inline_dv;
  std::optional<std::int64_t> offset;
  std::int64_t size_in_bytes = 0;
  std::int64_t cardinality = 0;
  bool operator==(const DeletionVectorDescriptor&) const = default;
};

struct AddFile {
  std::string path;  ///< relative to the table or absolute, decoded (the log holds it URI-encoded)
  PartitionValues partition_values;
  std::int64_t size = 0;               ///< bytes
  std::int64_t modification_time = 0;  ///< milliseconds since the epoch
  bool data_change = true;
  std::optional<std::string> stats;  ///< JSON text: numRecords, minValues, maxValues, nullCount
  std::map<std::string, std::string> tags;
  std::optional<DeletionVectorDescriptor> deletion_vector;
  std::optional<std::int64_t> base_row_id;
  std::optional<std::int64_t> default_row_commit_version;
  std::optional<std::string> clustering_provider;
  bool operator==(const AddFile&) const = default;
};

struct RemoveFile {
  std::string path;
  std::optional<std::int64_t> deletion_timestamp;  ///< milliseconds
  bool data_change = true;
  bool extended_file_metadata = false;
  PartitionValues partition_values;
  std::optional<std::int64_t> size;
  std::optional<std::string> stats;
  std::map<std::string, std::string> tags;
  std::optional<DeletionVectorDescriptor> deletion_vector;
  bool operator==(const RemoveFile&) const = default;
};

struct Metadata {
  std::string id;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::string format_provider = "parquet";
  std::map<std::string, std::string> format_options;
  Schema schema;
  std::vector<std::string> partition_columns;
  std::map<std::string, std::string> configuration;
  std::optional<std::int64_t> created_time;  ///< milliseconds
  bool operator==(const Metadata&) const = default;
};

struct Protocol {
  int min_reader_version = 1;
  int min_writer_version = 2;
  std::optional<std::vector<std::string>> reader_features = {};
  std::optional<std::vector<std::string>> writer_features = {};
  bool operator==(const Protocol&) const = default;
};

/// An application transaction: how far `app_id` has come in this table.
struct Txn {
  std::string app_id;
  std::int64_t version = 0;
  std::optional<std::int64_t> last_updated = {};  ///< milliseconds
  bool operator==(const Txn&) const = default;
};

/// Who did what, for people; no reader depends on it.
struct CommitInfo {
  std::int64_t timestamp = 0;  ///< milliseconds
  std::string operation;       ///< "WRITE", "CREATE TABLE", "MERGE", …
  std::map<std::string, std::string> operation_parameters;
  std::map<std::string, std::string> operation_metrics;
  std::optional<Version> read_version;
  std::optional<bool> is_blind_append;
  std::string engine_info;
  std::string txn_id;  ///< this commit's own id, by which its writer knows it again
  bool operator==(const CommitInfo&) const = default;
};

/// A named piece of metadata of one domain (feature domainMetadata), kept as it came.
struct DomainMetadata {
  std::string domain;
  std::string configuration;
  bool removed = false;
  bool operator==(const DomainMetadata&) const = default;
};

using Action = std::variant<AddFile, RemoveFile, Metadata, Protocol, Txn, CommitInfo, DomainMetadata>;

/// One line of a commit file. Throws Error(kCorrupt). Unknown actions and fields are ignored, as the protocol asks:
/// nullopt.
std::optional<Action> action_from_json(std::string_view line);
/// One line, without the line end.
std::string to_json(const Action& action);

}  // namespace c360::delta
