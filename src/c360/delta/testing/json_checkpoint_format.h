// Checkpoints as plain JSON lines under a checkpoint's name, for tests that need no Parquet.
#pragma once

#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/delta/checkpoint.h"
#include "c360/delta/replay.h"

namespace c360::delta::testing {

class JsonCheckpointFormat final : public CheckpointFormat {
 public:
  std::vector<std::string> read(const storage::ObjectStore& store, const std::string& path) const override {
    const auto text = store.get(path);
    if (!text) throw Error(ErrorCode::kCorrupt, "no checkpoint " + path);
    std::vector<std::string> lines;
    for_each_line(*text, [&](std::string_view line) { lines.emplace_back(line); });
    return lines;
  }

  std::uint64_t write(storage::ObjectStore& store, const std::string& path,
                      const std::vector<std::string>& lines) const override {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    store.put_if_absent(path, text);
    return text.size();
  }
};

}  // namespace c360::delta::testing
