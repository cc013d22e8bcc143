// What the lakehouse has to publish now.
#pragma once

#include <optional>

#include "c360/engine/engine.h"
#include "c360/lakehouse/moment.h"
#include "c360/publish/plan.h"
#include "c360/publish/target.h"

namespace c360::publish {

/// The current moment, seen by a connection as views, and the plan for a target.
struct Offer {
  lakehouse::Moment moment;
  engine::Connection connection;
  Plan plan;
};

/// Views that are written in the target's `language` are planned as views. Throws Error(kNotFound) before the first
/// run, and as make_plan().
Offer make_offer(const Order& order, std::optional<project::SqlLanguage> language = std::nullopt);

/// The key of a row of a chunk that has the plan's columns, for messages: "customer_id = 5"; "row 12" without a key.
std::string describe_row(const sql::TableDefinition& table, const engine::Chunk& chunk, std::size_t row);

}  // namespace c360::publish
