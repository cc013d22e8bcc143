// Grants of relations that are dropped and made anew, which would go with them.
#pragma once

#include <string>
#include <vector>

#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

/// What others may do with the tables and views that c360 published, as it was when this was made.
class Regrants {
 public:
  explicit Regrants(Connection& connection);
  /// Grants it again where another relation has the name now. The connection must be in the same transaction.
  void give();

 private:
  struct Grant {
    std::string name;
    std::string relation;
    std::string statement;
  };

  Connection& connection_;
  std::vector<Grant> grants_;
};

}  // namespace c360::publish::postgres
