// What people call the tables, groups and columns of a plan.
#pragma once

#include <map>
#include <string>

#include "c360/model/row_identity.h"
#include "c360/model/table_places.h"

namespace c360::model {

/// Names for messages, as the SELECT has them. What it is made of must outlive it.
class RowNames {
 public:
  RowNames(const RowIdentity& known, const std::map<std::size_t, TablePlace>& places, const TableKeys& keys)
      : known_(known), places_(places), keys_(keys) {}

  /// "silver.orders (placed)", "the rows grouped by customer_id".
  std::string name_of(Id row) const;
  /// "placed", or the whole name of what has no alias.
  std::string short_name(Id row) const;
  /// "placed.customer_id"
  std::string column_name(Id column) const;
  /// "customer_id"
  std::string bare_name(Id column) const;
  /// An expression over some rows, its columns named so.
  std::string text_of(const Expression& expression, const Relation& rows) const;
  /// " (its key is order_id)"; empty where no key is known. The keys are those that the plan's tables were given.
  std::string known_keys(Id row) const;
  /// Where it stands in the SELECT, in bytes; 0 if that is not known.
  std::size_t offset_of(Id row) const;

 private:
  const RowIdentity& known_;
  const std::map<std::size_t, TablePlace>& places_;
  const TableKeys& keys_;
};

}  // namespace c360::model
