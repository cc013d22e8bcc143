// The footer of a Parquet file, read without any Parquet library: the source side of promise 1 for this format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace c360::ingest {

/// How many rows each row group says it has. Reads the file's end alone (FileMetaData in Thrift's compact protocol).
/// Throws Error(kData), naming the file, for bytes that are no whole Parquet file and where the row groups' sum is not
/// the file's count; Error(kUnsupported) for an encrypted one.
std::vector<std::int64_t> parquet_row_groups(std::string_view bytes, const std::string& name);

}  // namespace c360::ingest
