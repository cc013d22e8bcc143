// A folder of files as a target, one file a table.
#pragma once

#include <filesystem>

#include "c360/publish/target.h"

namespace c360::publish {

/// Parquet or CSV files. Each snapshot has a folder of its own, written whole under a hidden name and then renamed;
/// `current` is a symbolic link to the newest, replaced at once. Files of tables that did not change are hard links to
/// those of the snapshot before. The folder before the current one stays for those who are reading it, older ones go.
class FolderTarget final : public Target {
 public:
  enum class Format { kParquet, kCsv };
  explicit FolderTarget(Format format) : format_(format) {}

  Capabilities capabilities() const override { return {}; }
  TargetReport publish(const Order& order) override;

 private:
  Format format_;
};

/// Makes the symbolic link `current` in a folder point to `name` beside it, at once. Throws Error(kConflict) where
/// `current` is something else.
void point_current_to(const std::filesystem::path& folder, const std::string& name);

}  // namespace c360::publish
