// The layers of Delta tables of one lakehouse, on a store and an engine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/table.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/table_name.h"
#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// A table's store and log together. Move-only; one thread at a time.
class LakeTable {
 public:
  LakeTable(storage::ObjectStore& lake, const delta::CheckpointFormat& format, const Clock& clock, TableName name);
  const TableName& name() const { return name_; }
  storage::ObjectStore& store() { return *store_; }
  delta::Table& log() { return log_; }

 private:
  TableName name_;
  std::unique_ptr<storage::ObjectStore> store_;
  delta::Table log_;
};

/// One lakehouse. Any thread may call it; tables and connections it gives are one thread's.
class Lakehouse {
 public:
  Lakehouse(std::unique_ptr<storage::ObjectStore> store, engine::Database& database, const Clock& clock);
  ~Lakehouse();

  storage::ObjectStore& store() { return *store_; }
  engine::Database& database() { return database_; }
  const Clock& clock() const { return clock_; }
  const delta::CheckpointFormat& checkpoint_format() const { return *format_; }

  LakeTable table(TableName name);

 private:
  std::unique_ptr<storage::ObjectStore> store_;
  engine::Database& database_;
  const Clock& clock_;
  std::unique_ptr<delta::CheckpointFormat> format_;
};

}  // namespace c360::lakehouse
