// Which names people may give to what they define.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360::project {

/// Why a source, entity, model or check cannot have this name, or nullopt if it can: ASCII letters, digits and '_',
/// a letter first, at most 120 bytes. Such a name is a folder's name everywhere and needs no quotes in SQL.
std::optional<std::string> fault_of_table_name(std::string_view name);

/// The same for a column: letters of any script are fine too.
std::optional<std::string> fault_of_column_name(std::string_view name);

/// True for a schema that c360 fills itself or that SQL engines keep: raw, bronze, silver, quarantine, meta, ….
bool is_reserved_schema(std::string_view name);

/// The name with ASCII capitals made small; names are the same if this is.
std::string folded(std::string_view name);

/// Whether a name, as it is written, is one of several.
bool is_among(const std::vector<std::string>& names, const std::string& name);

/// A legal table name that is as like `text` as can be: "Online Transactions-2024" gives "online_transactions_2024".
std::string to_table_name(std::string_view text);

/// A legal snake_case column name for a source's column: "CustomerID" gives "customer_id".
std::string to_column_name(std::string_view text);

}  // namespace c360::project
