// Who a project's customers are: the entity with the role customer, and the one column that tells them apart.
#pragma once

#include <optional>
#include <string>

#include "c360/metric/typed_model.h"

namespace c360::customer {

/// The key of a project's customers. A plain value; the model that it was found in must outlive it.
struct CustomerKey {
  const project::MetricEntity* entity = nullptr;
  std::string column;
  sql::Type type;  ///< a string or a whole number

  /// An id as people write it, as a literal of the key's type; nullopt for what can be none ("abc" where ids are
  /// numbers).
  std::optional<sql::Expr> literal(const std::string& id) const;
  /// The one text of an id: "007" is "7" where ids are numbers. nullopt as literal().
  std::optional<std::string> canonical(const std::string& id) const;
};

/// Throws Error(kUsage), saying what to write in which file, where no entity is the customer, where its key has several
/// columns or is no declared one, and where it is neither text nor a whole number.
CustomerKey find_customer_key(const metric::TypedModel& model);

}  // namespace c360::customer
