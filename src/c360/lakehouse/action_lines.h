// The actions of a checkpoint as rows that the engine can read: one text column for each kind of action.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/table_function.h"

namespace c360::lakehouse {

/// The kinds of actions that a checkpoint holds, as its columns are called.
const std::vector<std::string>& checkpoint_columns();

/// Lists of action lines under names of their own. Any thread may call it.
class ActionLines final : public engine::TableFunction {
 public:
  ActionLines();

  /// Keeps lines ({"add": …}) until they are dropped; the name to give to the table function. Throws Error(kInternal)
  /// for a line that no checkpoint can hold.
  std::string keep(const std::vector<std::string>& lines);
  void drop(const std::string& key);

  std::string name() const override { return name_; }
  std::unique_ptr<engine::RowSource> bind(const std::string& key) const override;

  /// One action: the column that it belongs to, and its body as JSON text.
  struct Row {
    std::size_t column = 0;
    std::string body;
  };

 private:
  std::string name_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::vector<Row>>> lists_;
};

}  // namespace c360::lakehouse
