// PostgreSQL's SQL for tables that are filled and changed in place: definitions, bulk loading, and changes by rows that
// were put into a temporary table ("staged") before. Every name is quoted; nothing here takes a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/table_dialect.h"

namespace c360::sql::postgres {

/// "name", its quotes doubled. Throws Error(kUnsupported) for a name that is empty, longer than the 63 bytes that are
/// kept of it, or has a NUL.
std::string identifier(std::string_view name);
/// 'text', its quotes doubled; Throws Error(kUnsupported) for a text with NUL.
std::string text_literal(std::string_view text);
/// numeric(12,2), text, timestamp with time zone, …; nested types are jsonb.
std::string type_name(const Type& type, int max_length = 0);
/// A name made of parts, cut so that it fits and stays its own: "orders_customer_id_fkey".
std::string derived_name(const std::vector<std::string>& parts, std::string_view ending);

std::string create_schema(std::string_view schema);
/// The columns with NOT NULL; keys, references and indexes are added once the rows are there.
std::string create_table(const TableDefinition& table);
std::string drop_table(const TableDefinition& table);
std::string lock_against_writers(const TableDefinition& table);
std::string analyze(const TableDefinition& table);
/// A statement for the table's description and each column's.
std::vector<std::string> describe(const TableDefinition& table);

/// The definition's name for a SELECT of PostgreSQL's own. Keeps grants and what depends on a view that stands there,
/// where its columns stay.
std::string create_or_replace_view(const TableDefinition& view, std::string_view select);
std::string drop_view(const TableDefinition& view);
/// A view's description, also where it is empty now.
std::string describe_view(const TableDefinition& view);

std::string add_column(const TableDefinition& table, const ColumnDefinition& column);
std::string drop_column(const TableDefinition& table, const std::string& column);
/// Values are read again from their text.
std::string change_type(const TableDefinition& table, const ColumnDefinition& column);
std::string set_required(const TableDefinition& table, const std::string& column, bool required);

/// A primary key, or where a column may be NULL a unique index in which NULL is a value like others.
std::string add_key(const TableDefinition& table);
std::string drop_key(const TableDefinition& table, const KeyDefinition& key);
std::string add_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key);
std::string drop_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key);
std::string create_index(const TableDefinition& table, const IndexDefinition& index);
std::string drop_index(const TableDefinition& table, const IndexDefinition& index);

/// Statements that let the function `note` of the table's schema be called, with the key's columns, after every
/// statement that changes rows (transition table "changed": what stood there, or what came), or that truncates.
std::vector<std::string> watch(const TableDefinition& table, std::string_view note);
/// How many triggers watch() makes, which all begin with this.
inline constexpr int kWatchTriggers = 4;
inline constexpr std::string_view kWatchPrefix = "c360_note_";
/// Turns them off or on, within this transaction until it ends.
std::string set_watching(const TableDefinition& table, bool on);
/// Takes one away, if it is there.
std::vector<std::string> unwatch(const TableDefinition& table);

std::string grant_schema(std::string_view schema, std::string_view role);
std::string grant_select(const TableDefinition& table, std::string_view role);

/// COPY … FROM STDIN (FORMAT binary) into all columns of the definition.
std::string copy_into(const TableDefinition& table);
/// The same with values as texts, which the server reads.
std::string copy_texts_into(const TableDefinition& table);
/// COPY … TO STDOUT of a table's or view's columns as CSV with a header, bytes as the engine reads them (\x00\x01) and
/// nested types as JSON.
std::string copy_as_csv(const TableDefinition& table);

/// Gone at the end of the transaction.
using Staged = StagedTable;
std::string create_staged(const Staged& staged);
/// With the types that the table's columns have there.
std::string create_staged_like(const TableDefinition& table, const Staged& staged);
std::string copy_into(const Staged& staged);
std::string copy_texts_into(const Staged& staged);
std::string analyze(const Staged& staged);

/// Rows whose key is staged take the staged values, all of which are there.
std::string update_by_key(const TableDefinition& table, const Staged& staged);
/// The same for rows that differ from the staged ones.
std::string update_different(const TableDefinition& table, const Staged& staged);
/// Rows whose key is staged go.
std::string delete_by_key(const TableDefinition& table, const Staged& staged);
/// Rows whose key is not staged go.
std::string delete_missing(const TableDefinition& table, const Staged& staged);
/// Staged rows whose key is not there come.
std::string insert_missing(const TableDefinition& table, const Staged& staged);

/// For tables without a key, whose rows may be there several times: of each row as many copies go as are too many
/// compared with the staged ones; then as many come as are missing.
std::string delete_surplus_copies(const TableDefinition& table, const Staged& staged);
std::string insert_missing_copies(const TableDefinition& table, const Staged& staged);

}  // namespace c360::sql::postgres
