// What is known of a column beside its type, kept in the table's own schema (Delta field metadata), so that whoever
// reads the table needs no project files. Pure functions; any thread may call them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "c360/delta/schema.h"

namespace c360::lakehouse {

/// What the column means, under the key `comment` that Spark and Databricks show too. Empty: nothing is known.
std::string comment_of(const delta::Field& field);
/// The kind of personal data, such as "email", under the key `c360.pii`. Empty: none.
std::string personal_data_of(const delta::Field& field);
/// The most characters of a string, kept as Spark keeps VARCHAR(n) columns; nullopt: any number.
std::optional<std::size_t> max_length_of(const delta::Field& field);

/// Each sets its note; an empty one takes it away.
void set_comment(delta::Field& field, std::string_view comment);
void set_personal_data(delta::Field& field, std::string_view kind);
void set_max_length(delta::Field& field, std::optional<std::size_t> characters);

}  // namespace c360::lakehouse
