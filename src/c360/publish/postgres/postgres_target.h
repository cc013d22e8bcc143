// A PostgreSQL database as a target.
#pragma once

#include "c360/publish/target.h"

namespace c360::publish::postgres {

/// Changes the tables of one schema in one transaction, in place; see docs/publish.md for what others see meanwhile.
/// Publishes into one schema wait for one another.
class PostgresTarget final : public Target {
 public:
  Capabilities capabilities() const override { return {true, true, true}; }
  TargetReport publish(const Order& order) override;
};

}  // namespace c360::publish::postgres
