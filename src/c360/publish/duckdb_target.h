// One DuckDB database file as a target.
#pragma once

#include "c360/publish/target.h"

namespace c360::publish {

/// The file is written whole beside the one that stands there and renamed over it: who has the old one open keeps it.
/// Its table c360_publication tells the snapshot.
class DuckdbTarget final : public Target {
 public:
  Capabilities capabilities() const override { return {}; }
  TargetReport publish(const Order& order) override;
};

}  // namespace c360::publish
