// Questions to the snapshot of a call.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/rows_answer.h"

namespace c360::serve {

/// The most rows of an answer that does not say how many it wants.
inline constexpr std::int64_t kRowsByDefault = 1000;

/// A conversation that ends when the call is to stop.
std::shared_ptr<engine::Connection> connect(const Call& call);

/// Throws Forbidden, with the reason, for a table that is not there for who sees less than all.
void refuse_absent(const Reading& reading, const std::string& schema, const std::string& name);

/// For the rows of a query of ours. Throws Forbidden where it reads what is not there for the reader.
Question ask(const Call& call, const sql::Query& query);

/// The most rows that a call wants: all of CSV, Arrow and Parquet, kRowsByDefault of JSON, unless it says otherwise.
std::optional<std::int64_t> limit_of(const Call& call);

/// The rows of a SELECT that somebody wrote, over the tables that are there; `limit` of the call's arguments at most,
/// and kRowsByDefault of JSON. Throws as session::refuse_all_but_reading().
http::Response rows_of_select(const Call& call, const std::string& statement,
                              const std::vector<std::string>& parameters);

/// "silver.orders" as schema and name. Throws Error(kUsage).
std::pair<std::string, std::string> table_name(const std::string& text);

}  // namespace c360::serve
