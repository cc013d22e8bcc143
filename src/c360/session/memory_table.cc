#include "c360/session/memory_table.h"

#include <atomic>

#include "c360/base/error.h"

namespace c360::session {
namespace {

/// Reads a table from its first row to its last.
class MemoryReader final : public engine::RowReader {
 public:
  explicit MemoryReader(std::shared_ptr<const MemoryTable> table) : table_(std::move(table)) {}

  void next(engine::ChunkWriter& out) override {
    std::size_t count = 0;
    for (; count < out.capacity() && at_ < table_->rows.size(); ++count, ++at_) write_row(out, count);
    out.set_rows(count);
  }

 private:
  void write_row(engine::ChunkWriter& out, std::size_t row) {
    const auto& projected = out.projected();
    for (std::size_t output = 0; output < projected.size(); ++output) {
      const Cell& cell = table_->rows[at_][projected[output]];
      if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        out.set_bigint(output, row, *number);
      } else if (const auto* text = std::get_if<std::string>(&cell)) {
        out.set_text(output, row, *text);
      } else {
        out.set_null(output, row);
      }
    }
  }

  std::shared_ptr<const MemoryTable> table_;
  std::size_t at_ = 0;
};

class MemorySource final : public engine::RowSource {
 public:
  explicit MemorySource(std::shared_ptr<const MemoryTable> table) : table_(std::move(table)) {}
  const std::vector<engine::TableColumn>& columns() const override { return table_->columns; }
  std::size_t max_readers() const override { return 1; }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>&) override {
    return std::make_unique<MemoryReader>(table_);
  }
  std::int64_t estimated_rows() const override { return static_cast<std::int64_t>(table_->rows.size()); }

 private:
  std::shared_ptr<const MemoryTable> table_;
};

}  // namespace

std::unique_ptr<engine::RowSource> MemoryTables::bind(const std::string& argument) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = tables_.find(argument);
  if (found == tables_.end()) throw Error(ErrorCode::kNotFound, "there is no table '" + argument + "' in memory");
  return std::make_unique<MemorySource>(found->second);
}

sql::Relation MemoryTables::put(const std::string& key, MemoryTable table) {
  const std::lock_guard<std::mutex> lock(mutex_);
  tables_[key] = std::make_shared<const MemoryTable>(std::move(table));
  return sql::table_function(name(), {sql::literal(key)});
}

}  // namespace c360::session
