#include "c360/lakehouse/lakehouse.h"

#include <utility>

#include "c360/lakehouse/checkpoint_format.h"

namespace c360::lakehouse {

LakeTable::LakeTable(storage::ObjectStore& lake, const delta::CheckpointFormat& format, const Clock& clock,
                     TableName name)
    : name_(std::move(name)), store_(storage::open_substore(lake, name_.path())), log_(*store_, format, clock) {}

Lakehouse::Lakehouse(std::unique_ptr<storage::ObjectStore> store, engine::Database& database, const Clock& clock)
    : store_(std::move(store)),
      database_(database),
      clock_(clock),
      format_(std::make_unique<EngineCheckpointFormat>(database)) {}

Lakehouse::~Lakehouse() = default;

LakeTable Lakehouse::table(TableName name) {
  return LakeTable(*store_, *format_, clock_, std::move(name));
}

}  // namespace c360::lakehouse
