// Columns of a moment that were worked out once: each row of an entity together with what it leads to, so that a
// question reads them where it would have to join and add up.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/metric/way.h"
#include "c360/sql/query.h"

namespace c360::metric {

/// The rows of one entity: the columns of its table that the model names, and further ones.
struct KeptTable {
  sql::ParquetScan rows;
  std::map<std::string, std::string> columns;  ///< kept_name() → the column that holds it
};

/// What is kept of a moment. It must be of the same moment, model and reader as the questions that use it: it changes
/// how an answer is found, never the answer. A value; any thread may read it.
class Kept {
 public:
  void put(const std::string& entity, KeptTable table) { tables_[entity] = std::move(table); }
  /// nullptr for an entity of which nothing is kept.
  const KeptTable* find(const std::string& entity) const;
  bool empty() const { return tables_.empty(); }

 private:
  std::map<std::string, KeptTable> tables_;
};

/// The name of what a row has at the end of a way: a dimension's value, or (nullptr) a column of the key there.
std::string kept_name(const Way& way, const project::Dimension* dimension, const std::string& key_column);

}  // namespace c360::metric
