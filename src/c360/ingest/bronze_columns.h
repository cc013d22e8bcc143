// Which columns a bronze table has, and which of a file's columns goes where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/delta/schema.h"
#include "c360/engine/table_function.h"

namespace c360::ingest {

inline constexpr const char* kSourceFile = "_source_file";  ///< string: the path as discovered
inline constexpr const char* kSourceRow = "_source_row";    ///< bigint: 1 is the first record after the header
inline constexpr const char* kFileNo = "_file_no";          ///< bigint
inline constexpr const char* kIngestedAt = "_ingested_at";  ///< timestamp
inline constexpr const char* kBatchId = "_batch_id";        ///< string
inline constexpr const char* kRaw = "_raw";                 ///< string; of malformed records only
inline constexpr const char* kCause = "_cause";             ///< string; of malformed records only

/// The metadata key of a column's name as the source's header has it.
inline constexpr const char* kHeaderKey = "c360.header";

/// The columns of one bronze table, growing as files with other headers come. One thread at a time.
class BronzeColumns {
 public:
  /// Begins with those of the table; none for a table to be made.
  explicit BronzeColumns(const std::optional<delta::Schema>& schema);

  /// For each column of schema() the file's column that goes there, or nullopt; columns beyond its end are NULL too.
  using Match = std::vector<std::optional<std::size_t>>;

  /// Finds a column for each name of a header, exactly or else ignoring case; columns that there are not yet are added
  /// to the schema, nullable. Tells in `notes` what is new and what the file lacks, where there was a schema before.
  Match match(const std::vector<std::string>& header, const std::string& file, std::vector<std::string>& notes);

  /// Where no file had a header yet: begins with these names.
  void complete(const std::vector<std::string>& header);

  /// Text columns as they were added, c360's own behind those of the first file.
  const delta::Schema& schema() const { return schema_; }
  bool grown() const { return grown_; }

 private:
  using Places = std::vector<std::optional<std::size_t>>;
  Places find(const std::vector<std::string>& header) const;
  void add(const std::string& header);
  void begin();

  delta::Schema schema_;
  bool begun_ = false;
  bool grown_ = false;
};

bool is_own_column(const std::string& name);
/// The columns of bronze whose value is one for all rows of a source file, by which bronze is partitioned.
std::vector<std::string> file_columns();
/// Their values for one file.
delta::PartitionValues file_values(const std::string& path, std::int64_t file_no, Micros ingested_at,
                                   const std::string& batch_id);
/// The columns of bronze/<source>__malformed.
delta::Schema malformed_schema();
/// The columns of these schemas as a table function gives them.
std::vector<engine::TableColumn> table_columns(const delta::Schema& schema);

}  // namespace c360::ingest
