// Delta checkpoints as Parquet, by the engine (PROTOCOL.md, "Checkpoints", "Checkpoint Schema").
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/engine/engine.h"

namespace c360::lakehouse {

class ActionLines;

/// Reads classic checkpoints whatever their writer's columns, and writes single-file ones. The database must outlive
/// it; any thread may call it.
class EngineCheckpointFormat final : public delta::CheckpointFormat {
 public:
  explicit EngineCheckpointFormat(engine::Database& database);
  ~EngineCheckpointFormat() override;

  /// Statistics come from `stats` or, where a writer left that out, from `stats_parsed`. Throws Error(kCorrupt) naming
  /// the file for what is no checkpoint.
  std::vector<std::string> read(const storage::ObjectStore& store, const std::string& path) const override;
  std::uint64_t write(storage::ObjectStore& store, const std::string& path,
                      const std::vector<std::string>& lines) const override;

 private:
  engine::Database& database_;
  std::shared_ptr<ActionLines> lines_;
};

}  // namespace c360::lakehouse
