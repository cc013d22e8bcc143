// How the data files that c360 writes are called: "part-<UUID>.snappy.parquet".
#pragma once

#include <string>
#include <string_view>

namespace c360::lakehouse {

/// A name that no other file has.
std::string new_data_file_name();

/// Whether the last part of a path is such a name.
bool is_data_file(std::string_view path);

}  // namespace c360::lakehouse
