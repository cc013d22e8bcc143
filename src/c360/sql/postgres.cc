#include "c360/sql/postgres.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/hashing.h"

namespace c360::sql::postgres {
namespace {

constexpr std::size_t kLongestName = 63;

std::string doubled(std::string_view text, char quote) {
  if (text.find('\0') != std::string_view::npos)
    throw Error(ErrorCode::kUnsupported, "PostgreSQL takes no text with a NUL byte");
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

std::string qualified(const TableDefinition& table) {
  return identifier(table.schema) + "." + identifier(table.name);
}
std::string qualified(const Staged& staged) {
  return "pg_temp." + identifier(staged.name);
}

/// Each name through `write`, between separators.
template <typename Names, typename Write>
std::string joined(const Names& names, std::string_view separator, Write write) {
  std::string text;
  for (const auto& name : names) {
    if (!text.empty()) text += separator;
    text += write(name);
  }
  return text;
}

std::string list_of(const std::vector<std::string>& names) {
  return joined(names, ", ", [](const std::string& name) { return identifier(name); });
}

std::vector<std::string> names_of(const std::vector<ColumnDefinition>& columns) {
  std::vector<std::string> names;
  for (const ColumnDefinition& column : columns) names.push_back(column.name);
  return names;
}

std::string list_of(const std::vector<std::string>& names, std::string_view alias) {
  return joined(names, ", ", [&](const std::string& name) { return fmt::format("{}.{}", alias, identifier(name)); });
}

std::string alter(const TableDefinition& table) {
  return "ALTER TABLE " + qualified(table) + " ";
}

/// A row's text is the same for equal rows only, NULL included, and can be hashed, as IS NOT DISTINCT FROM cannot.
std::string row_text(const std::vector<std::string>& names, std::string_view alias) {
  return fmt::format("ROW({})::text", list_of(names, alias));
}

std::string same_key(const TableDefinition& table) {
  if (table.key.may_be_null) return row_text(table.key.columns, "t") + " = " + row_text(table.key.columns, "s");
  return joined(table.key.columns, " AND ",
                [](const std::string& name) { return fmt::format("t.{0} = s.{0}", identifier(name)); });
}

std::vector<std::string> values_of(const TableDefinition& table, const Staged& staged) {
  std::vector<std::string> names;
  const auto& key = table.key.columns;
  for (const ColumnDefinition& column : staged.columns) {
    if (std::find(key.begin(), key.end(), column.name) == key.end()) names.push_back(column.name);
  }
  return names;
}

/// Events, and which rows a trigger is given.
constexpr std::pair<std::string_view, std::string_view> kWatched[kWatchTriggers] = {
    {"INSERT", "REFERENCING NEW TABLE AS changed "},
    {"UPDATE", "REFERENCING OLD TABLE AS changed "},
    {"DELETE", "REFERENCING OLD TABLE AS changed "},
    {"TRUNCATE", ""},
};

std::string watch_name(std::string_view event) {
  std::string name(kWatchPrefix);
  for (const char c : event) name += static_cast<char>(c - 'A' + 'a');
  return identifier(name);
}

}  // namespace

std::string identifier(std::string_view name) {
  if (name.empty()) throw Error(ErrorCode::kUnsupported, "PostgreSQL takes no empty name");
  if (name.size() > kLongestName)
    throw Error(ErrorCode::kUnsupported, fmt::format("the name '{}' is too long for PostgreSQL", name),
                "it takes 63 bytes; give the column or table a shorter name");
  return doubled(name, '"');
}

std::string text_literal(std::string_view text) {
  const std::string quoted = doubled(text, '\'');
  if (text.find('\\') == std::string_view::npos) return quoted;
  std::string escaped = "E";
  for (const char c : quoted) escaped += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return escaped;
}

std::string type_name(const Type& type, int max_length) {
  constexpr int kLongestVarchar = 10'485'760;
  switch (type.kind) {
    case TypeKind::kString:
      return max_length > 0 && max_length <= kLongestVarchar ? fmt::format("character varying({})", max_length)
                                                             : "text";
    case TypeKind::kBigint:
      return "bigint";
    case TypeKind::kInteger:
      return "integer";
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
      return "smallint";
    case TypeKind::kDecimal:
      return fmt::format("numeric({},{})", type.precision, type.scale);
    case TypeKind::kDouble:
      return "double precision";
    case TypeKind::kFloat:
      return "real";
    case TypeKind::kBoolean:
      return "boolean";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTimestamp:
      return "timestamp with time zone";
    case TypeKind::kDatetime:
      return "timestamp without time zone";
    case TypeKind::kBinary:
      return "bytea";
    case TypeKind::kStringList:
    case TypeKind::kList:
    case TypeKind::kMap:
    case TypeKind::kStruct:
      return "jsonb";
  }
  throw Error(ErrorCode::kInternal, "a type that PostgreSQL has no name for");
}

std::string derived_name(const std::vector<std::string>& parts, std::string_view ending) {
  constexpr std::size_t kHashDigits = 8;
  const std::string whole = joined(parts, "_", [](const std::string& part) { return part; });
  const std::string name = fmt::format("{}_{}", whole, ending);
  if (name.size() <= kLongestName) return name;
  std::size_t kept = kLongestName - kHashDigits - ending.size() - 2;
  while (kept > 0 && (static_cast<unsigned char>(whole[kept]) & 0xC0U) == 0x80U) --kept;  // not within a letter
  return fmt::format("{}_{}_{}", whole.substr(0, kept), content_hash(whole).substr(0, kHashDigits), ending);
}

std::string create_schema(std::string_view schema) {
  return "CREATE SCHEMA " + identifier(schema);
}

std::string create_table(const TableDefinition& table) {
  return fmt::format("CREATE TABLE {} ({})", qualified(table),
                     joined(table.columns, ", ", [](const ColumnDefinition& column) {
                       return fmt::format("{} {}{}", identifier(column.name), type_name(column.type, column.max_length),
                                          column.required ? " NOT NULL" : "");
                     }));
}

std::string drop_table(const TableDefinition& table) {
  return "DROP TABLE " + qualified(table);
}

std::string lock_against_writers(const TableDefinition& table) {
  return fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", qualified(table));
}

std::string analyze(const TableDefinition& table) {
  return "ANALYZE " + qualified(table);
}

std::vector<std::string> describe(const TableDefinition& table) {
  std::vector<std::string> statements;
  if (!table.description.empty())
    statements.push_back(fmt::format("COMMENT ON TABLE {} IS {}", qualified(table), text_literal(table.description)));
  for (const ColumnDefinition& column : table.columns) {
    if (column.description.empty()) continue;
    statements.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", qualified(table), identifier(column.name),
                                     text_literal(column.description)));
  }
  return statements;
}

std::string create_or_replace_view(const TableDefinition& view, std::string_view select) {
  return fmt::format("CREATE OR REPLACE VIEW {} AS\n{}", qualified(view), select);
}

std::string drop_view(const TableDefinition& view) {
  return "DROP VIEW " + qualified(view);
}

std::string describe_view(const TableDefinition& view) {
  return fmt::format("COMMENT ON VIEW {} IS {}", qualified(view),
                     view.description.empty() ? "NULL" : text_literal(view.description));
}

std::string add_column(const TableDefinition& table, const ColumnDefinition& column) {
  return fmt::format("{}ADD COLUMN {} {}", alter(table), identifier(column.name),
                     type_name(column.type, column.max_length));
}

std::string drop_column(const TableDefinition& table, const std::string& column) {
  return fmt::format("{}DROP COLUMN {}", alter(table), identifier(column));
}

std::string change_type(const TableDefinition& table, const ColumnDefinition& column) {
  return fmt::format("{0}ALTER COLUMN {1} TYPE {2} USING {1}::text::{2}", alter(table), identifier(column.name),
                     type_name(column.type, column.max_length));
}

std::string set_required(const TableDefinition& table, const std::string& column, bool required) {
  return fmt::format("{}ALTER COLUMN {} {} NOT NULL", alter(table), identifier(column), required ? "SET" : "DROP");
}

std::string add_key(const TableDefinition& table) {
  const std::string columns = list_of(table.key.columns);
  if (!table.key.may_be_null)
    return fmt::format("{}ADD CONSTRAINT {} PRIMARY KEY ({})", alter(table), identifier(table.key.name), columns);
  return fmt::format("CREATE UNIQUE INDEX {} ON {} ({}) NULLS NOT DISTINCT", identifier(table.key.name),
                     qualified(table), columns);
}

std::string drop_key(const TableDefinition& table, const KeyDefinition& key) {
  if (!key.may_be_null) return fmt::format("{}DROP CONSTRAINT {}", alter(table), identifier(key.name));
  return fmt::format("DROP INDEX {}.{}", identifier(table.schema), identifier(key.name));
}

std::string add_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) {
  return fmt::format("{}ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}.{} ({})", alter(table), identifier(key.name),
                     list_of(key.columns), identifier(table.schema), identifier(key.target),
                     list_of(key.target_columns));
}

std::string drop_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) {
  return fmt::format("{}DROP CONSTRAINT {}", alter(table), identifier(key.name));
}

std::string create_index(const TableDefinition& table, const IndexDefinition& index) {
  return fmt::format("CREATE INDEX {} ON {} ({})", identifier(index.name), qualified(table), list_of(index.columns));
}

std::string drop_index(const TableDefinition& table, const IndexDefinition& index) {
  return fmt::format("DROP INDEX {}.{}", identifier(table.schema), identifier(index.name));
}

std::vector<std::string> watch(const TableDefinition& table, std::string_view note) {
  const std::string call =
      fmt::format("FOR EACH STATEMENT EXECUTE FUNCTION {}.{}({})", identifier(table.schema), identifier(note),
                  joined(table.key.columns, ", ", [](const std::string& name) { return text_literal(name); }));
  std::vector<std::string> statements;
  for (const auto& [event, transition] : kWatched) {
    statements.push_back(fmt::format("CREATE TRIGGER {} AFTER {} ON {} {}{}", watch_name(event), event,
                                     qualified(table), transition, call));
  }
  return statements;
}

std::string set_watching(const TableDefinition& table, bool on) {
  std::vector<std::string> parts;
  for (const auto& watched : kWatched) parts.push_back(watch_name(watched.first));
  return alter(table) + joined(parts, ", ", [&](const std::string& name) {
           return fmt::format("{} TRIGGER {}", on ? "ENABLE" : "DISABLE", name);
         });
}

std::vector<std::string> unwatch(const TableDefinition& table) {
  std::vector<std::string> statements;
  for (const auto& watched : kWatched) {
    statements.push_back(fmt::format("DROP TRIGGER IF EXISTS {} ON {}", watch_name(watched.first), qualified(table)));
  }
  return statements;
}

std::string grant_schema(std::string_view schema, std::string_view role) {
  return fmt::format("GRANT USAGE ON SCHEMA {} TO {}", identifier(schema), identifier(role));
}

std::string grant_select(const TableDefinition& table, std::string_view role) {
  return fmt::format("GRANT SELECT ON {} TO {}", qualified(table), identifier(role));
}

std::string copy_into(const TableDefinition& table) {
  return fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", qualified(table), list_of(names_of(table.columns)));
}

std::string copy_texts_into(const TableDefinition& table) {
  return fmt::format("COPY {} ({}) FROM STDIN", qualified(table), list_of(names_of(table.columns)));
}

std::string copy_as_csv(const TableDefinition& table) {
  const std::string engines_bytes = text_literal(R"(\\x\1)");
  const auto text_of = [&](const ColumnDefinition& column) {
    const std::string name = identifier(column.name);
    if (column.type.kind != TypeKind::kBinary) return name;
    return fmt::format("regexp_replace(encode({0}, 'hex'), '(..)', {1}, 'g') AS {0}", name, engines_bytes);
  };
  return fmt::format("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)", joined(table.columns, ", ", text_of),
                     qualified(table));
}

std::string create_staged(const Staged& staged) {
  return fmt::format("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP", identifier(staged.name),
                     joined(staged.columns, ", ", [](const ColumnDefinition& column) {
                       return identifier(column.name) + " " + type_name(column.type, column.max_length);
                     }));
}

std::string create_staged_like(const TableDefinition& table, const Staged& staged) {
  return fmt::format("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA",
                     identifier(staged.name), list_of(names_of(staged.columns)), qualified(table));
}

std::string copy_texts_into(const Staged& staged) {
  return fmt::format("COPY {} ({}) FROM STDIN", qualified(staged), list_of(names_of(staged.columns)));
}

std::string copy_into(const Staged& staged) {
  return fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", qualified(staged), list_of(names_of(staged.columns)));
}

std::string analyze(const Staged& staged) {
  return "ANALYZE " + qualified(staged);
}

std::string update_by_key(const TableDefinition& table, const Staged& staged) {
  return fmt::format("UPDATE {} AS t SET {} FROM {} AS s WHERE {}", qualified(table),
                     joined(values_of(table, staged), ", ",
                            [](const std::string& name) { return fmt::format("{0} = s.{0}", identifier(name)); }),
                     qualified(staged), same_key(table));
}

std::string update_different(const TableDefinition& table, const Staged& staged) {
  const std::vector<std::string> values = values_of(table, staged);
  return fmt::format("{} AND ({})", update_by_key(table, staged), joined(values, " OR ", [](const std::string& name) {
                       return fmt::format("t.{0} IS DISTINCT FROM s.{0}", identifier(name));
                     }));
}

std::string delete_by_key(const TableDefinition& table, const Staged& staged) {
  return fmt::format("DELETE FROM {} AS t USING {} AS s WHERE {}", qualified(table), qualified(staged),
                     same_key(table));
}

std::string delete_missing(const TableDefinition& table, const Staged& staged) {
  return fmt::format("DELETE FROM {} AS t WHERE NOT EXISTS (SELECT 1 FROM {} AS s WHERE {})", qualified(table),
                     qualified(staged), same_key(table));
}

std::string insert_missing(const TableDefinition& table, const Staged& staged) {
  const std::vector<std::string> names = names_of(staged.columns);
  return fmt::format("INSERT INTO {} ({}) SELECT {} FROM {} AS s WHERE NOT EXISTS (SELECT 1 FROM {} AS t WHERE {})",
                     qualified(table), list_of(names), list_of(names, "s"), qualified(staged), qualified(table),
                     same_key(table));
}

std::string delete_surplus_copies(const TableDefinition& table, const Staged& staged) {
  const std::vector<std::string> names = names_of(staged.columns);
  return fmt::format(
      "DELETE FROM {0} WHERE ctid IN (SELECT h.place FROM (SELECT t.ctid AS place, {1} AS content, row_number() OVER "
      "(PARTITION BY {1}) AS copy FROM {0} AS t) AS h LEFT JOIN (SELECT {2} AS content, count(*) AS copies FROM {3} AS "
      "s "
      "GROUP BY 1) AS w ON w.content = h.content WHERE h.copy > coalesce(w.copies, 0))",
      qualified(table), row_text(names, "t"), row_text(names, "s"), qualified(staged));
}

std::string insert_missing_copies(const TableDefinition& table, const Staged& staged) {
  const std::vector<std::string> names = names_of(staged.columns);
  return fmt::format(
      "INSERT INTO {0} ({1}) SELECT {2} FROM (SELECT s.*, {3} AS \"c360 row\", row_number() OVER (PARTITION BY {3}) AS "
      "\"c360 copy\" FROM {4} AS s) AS s LEFT JOIN (SELECT {5} AS content, count(*) AS copies FROM {0} AS t GROUP BY "
      "1) AS "
      "h ON h.content = s.\"c360 row\" WHERE s.\"c360 copy\" > coalesce(h.copies, 0)",
      qualified(table), list_of(names), list_of(names, "s"), row_text(names, "s"), qualified(staged),
      row_text(names, "t"));
}

}  // namespace c360::sql::postgres
