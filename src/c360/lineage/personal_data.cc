#include "c360/lineage/personal_data.h"

namespace c360::lineage {
namespace {

using model::LineageEdge;
using model::SourceColumn;
using model::TableRole;

/// Walks from a column to all whose values it shows.
class Search {
 public:
  explicit Search(const model::LineageGraph& graph) : graph_(graph) {}

  void visit(const SourceColumn& column) {
    if (!seen_.insert(column).second) return;
    take(column);
    const model::LineageTable* table = graph_.find(column.table);
    if (table == nullptr || table->role == TableRole::kSilver) return;
    if (table->role == TableRole::kSource || table->role == TableRole::kBronze) {
      visit_readers(column);
      return;
    }
    for (const LineageEdge& edge : graph_.into(column))
      if (edge.use.carries_value) visit(edge.from);
  }

  std::set<std::string> kinds;

 private:
  void take(const SourceColumn& column) {
    const model::LineageColumn* known = graph_.find_column(column);
    if (known != nullptr && !known->pii.empty()) kinds.insert(known->pii);
  }

  /// Bronze of a source's column, silver of a bronze one.
  void visit_readers(const SourceColumn& column) {
    for (const LineageEdge& edge : graph_.out_of(column)) {
      const model::LineageTable* reader = graph_.find(edge.to.table);
      if (!edge.use.carries_value || reader == nullptr) continue;
      if (reader->role == TableRole::kSilver || reader->role == TableRole::kBronze) visit(edge.to);
    }
  }

  const model::LineageGraph& graph_;
  std::set<SourceColumn> seen_;
};

}  // namespace

std::set<std::string> personal_data_in(const model::LineageGraph& graph, const SourceColumn& column) {
  Search search(graph);
  search.visit(column);
  return std::move(search.kinds);
}

}  // namespace c360::lineage
