// Any file of a source, whatever its format.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "c360/ingest/source_file.h"

namespace c360::ingest {

/// The format of a file: what the options say; else what the first bytes settle (Parquet, a workbook), what the name's
/// ending says (.ndjson, .jsonl, .json; .csv, .tsv, .txt; behind it .gz or .zst), or whether the content begins as JSON
/// does; else CSV. Throws Error(kNotFound, kIo) and, by name, kUnsupported for what c360 does not read.
FileFormat detect_format(const std::filesystem::path& path, const std::string& name, const FileOptions& options);

/// Reads every byte of a file at `path`; `name` is what messages and rows call it. Throws what the file's class throws.
std::unique_ptr<const SourceFile> open_source_file(const std::filesystem::path& path, const std::string& name,
                                                   const FileOptions& options);

/// The columns of a file, from its first bytes alone where the format allows it. Throws what opening it throws.
std::vector<std::string> peek_header(const std::filesystem::path& path, const std::string& name,
                                     const FileOptions& options);

}  // namespace c360::ingest
