#include "c360/ingest/parquet/parquet_engine.h"

namespace c360::ingest {

engine::Database& parquet_engine() {
  constexpr std::uint64_t kMemory = std::uint64_t{1} << 30;
  static auto* const database =
      new engine::Database({.memory_limit_bytes = kMemory, .spill_directory = {}, .threads = 1});
  return *database;
}

}  // namespace c360::ingest
