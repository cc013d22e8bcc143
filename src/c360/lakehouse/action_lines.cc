#include "c360/lakehouse/action_lines.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"

namespace c360::lakehouse {
namespace {

using Rows = std::shared_ptr<const std::vector<ActionLines::Row>>;

class LinesReader final : public engine::RowReader {
 public:
  explicit LinesReader(Rows rows) : rows_(std::move(rows)) {}

  void next(engine::ChunkWriter& out) override {
    const std::size_t count = std::min(out.capacity(), rows_->size() - next_);
    for (std::size_t row = 0; row < count; ++row) write(out, row, (*rows_)[next_ + row]);
    next_ += count;
    out.set_rows(count);
  }

 private:
  static void write(engine::ChunkWriter& out, std::size_t row, const ActionLines::Row& action) {
    for (std::size_t output = 0; output < out.projected().size(); ++output) {
      if (out.projected()[output] == action.column) {
        out.set_text(output, row, action.body);
      } else {
        out.set_null(output, row);
      }
    }
  }

  Rows rows_;
  std::size_t next_ = 0;
};

class LinesSource final : public engine::RowSource {
 public:
  explicit LinesSource(Rows rows) : rows_(std::move(rows)) {
    for (const std::string& name : checkpoint_columns()) columns_.push_back({name, {sql::TypeKind::kString}});
  }

  const std::vector<engine::TableColumn>& columns() const override { return columns_; }
  std::size_t max_readers() const override { return 1; }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>&) override {
    return std::make_unique<LinesReader>(rows_);
  }
  std::int64_t estimated_rows() const override { return static_cast<std::int64_t>(rows_->size()); }

 private:
  Rows rows_;
  std::vector<engine::TableColumn> columns_;
};

ActionLines::Row row_of(const std::string& line) {
  const nlohmann::ordered_json action = nlohmann::ordered_json::parse(line, nullptr, false);
  if (action.is_object() && action.size() == 1) {
    const auto& columns = checkpoint_columns();
    const auto found = std::find(columns.begin(), columns.end(), action.begin().key());
    if (found != columns.end()) {
      return {static_cast<std::size_t>(found - columns.begin()), action.begin()->dump()};
    }
  }
  throw Error(ErrorCode::kInternal, fmt::format("no checkpoint can hold the action {}", line));
}

}  // namespace

const std::vector<std::string>& checkpoint_columns() {
  static const std::vector<std::string> columns{"txn", "add", "remove", "metaData", "protocol", "domainMetadata"};
  return columns;
}

ActionLines::ActionLines() : name_("action_lines_" + random_uuid()) {}

std::string ActionLines::keep(const std::vector<std::string>& lines) {
  std::vector<Row> rows;
  rows.reserve(lines.size());
  for (const std::string& line : lines) rows.push_back(row_of(line));
  std::string key = random_uuid();
  const std::lock_guard lock(mutex_);
  lists_[key] = std::make_shared<const std::vector<Row>>(std::move(rows));
  return key;
}

void ActionLines::drop(const std::string& key) {
  const std::lock_guard lock(mutex_);
  lists_.erase(key);
}

std::unique_ptr<engine::RowSource> ActionLines::bind(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = lists_.find(key);
  if (found == lists_.end()) throw Error(ErrorCode::kInternal, fmt::format("no action lines are kept as {}", key));
  return std::make_unique<LinesSource>(found->second);
}

}  // namespace c360::lakehouse
