// Any database that has an ODBC driver and speaks T-SQL, PostgreSQL's SQL or SQLite's.
#pragma once

#include "c360/publish/target.h"

namespace c360::publish::odbc {

/// Changes the tables of one schema in one transaction, in place where the database can; see docs/publish.md for what
/// others see meanwhile. Publishes into one schema wait for one another.
class OdbcTarget final : public Target {
 public:
  Capabilities capabilities() const override { return {true, false, true}; }
  TargetReport publish(const Order& order) override;
};

}  // namespace c360::publish::odbc
