// Small tables that stand in memory, seen by SQL through a table function of ours.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "c360/engine/table_function.h"
#include "c360/sql/query.h"

namespace c360::session {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct MemoryTable {
  std::vector<engine::TableColumn> columns;  ///< bigint, timestamp (microseconds) and string columns
  std::vector<std::vector<Cell>> rows;
};

/// The table function c360_memory('name') over the tables put into it. Any thread may call it.
class MemoryTables final : public engine::TableFunction {
 public:
  std::string name() const override { return "c360_memory"; }
  std::unique_ptr<engine::RowSource> bind(const std::string& argument) const override;

  /// Puts a table under a name of its own; the relation that reads it.
  sql::Relation put(const std::string& key, MemoryTable table);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const MemoryTable>> tables_;
};

}  // namespace c360::session
