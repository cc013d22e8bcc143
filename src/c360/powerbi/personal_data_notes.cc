#include "c360/powerbi/personal_data_notes.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace c360::powerbi {
namespace {

TabularTable* table_of(BuiltModel& built, const project::MetricEntity& entity) {
  auto& tables = built.model.tables;
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const TabularTable& table) {
    return table.name == built.names.table(entity.name);
  });
  return found == tables.end() ? nullptr : &*found;
}

void add_sentence(std::string& description, const std::string& sentence) {
  if (!description.empty()) description += description.back() == '.' ? " " : ". ";
  description += sentence;
}

}  // namespace

void tell_personal_data(const model::LineageGraph& lineage, BuiltModel& built) {
  for (const ExportedTable& exported : built.tables) {
    TabularTable* table = table_of(built, *exported.entity);
    if (table == nullptr) continue;
    const lakehouse::TableName source{exported.entity->schema(), exported.entity->table_name()};
    for (TabularColumn& column : table->columns) {
      if (column.source_column.empty()) continue;
      const std::set<std::string> kinds = lineage.pii_of(source, column.source_column);
      if (!kinds.empty()) add_sentence(column.description, fmt::format("Personal data: {}.", fmt::join(kinds, ", ")));
    }
  }
}

}  // namespace c360::powerbi
