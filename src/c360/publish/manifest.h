// What a folder of published files holds: c360.json beside them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/publish/plan.h"

namespace c360::publish {

/// The link to the folder that was published last, beside it.
inline constexpr const char* kCurrent = "current";

struct Manifest {
  struct File {
    std::string table;
    std::string source;
    std::string content;  ///< Content::to_string()
    std::int64_t rows = 0;
    std::vector<std::string> columns;  ///< "name type"
    bool operator==(const File&) const = default;
  };
  std::string project;
  std::int64_t snapshot = 0;
  std::string run_id;
  std::vector<File> files;

  const File* find(const std::string& table) const;
  bool operator==(const Manifest&) const = default;
};

/// "name type" of each column of a table.
std::vector<std::string> column_texts(const sql::TableDefinition& table);

std::string to_json(const Manifest& manifest);
/// The manifest of a folder; nullopt where there is none or it cannot be read.
std::optional<Manifest> read_manifest(const std::filesystem::path& folder);
void write_manifest(const std::filesystem::path& folder, const Manifest& manifest);

}  // namespace c360::publish
