#include "c360/sql/tsql.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/base/error.h"

namespace c360::sql::tsql {
namespace {

constexpr std::string_view kCollation = "Latin1_General_100_BIN2";  // by code units
constexpr std::size_t kLongestName = 128;                           // UTF-16 units
constexpr int kLongestText = 4000;                                  // UTF-16 units of an nvarchar(n)
constexpr int kIndexedUnits = 850;                                  // 1700 bytes
constexpr int kClusteredBytes = 900;
constexpr int kUnitsPerCharacter = 2;

/// UTF-16 units of a UTF-8 text.
std::size_t units_of(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xF0U ? 2 : 1;
  }
  return units;
}

bool is_text(const Type& type) {
  return type.kind == TypeKind::kString || type.nested != nullptr || type.kind == TypeKind::kStringList;
}

/// 0: nvarchar(max).
int units_for(const Type& type, int max_length) {
  const bool fits = type.kind == TypeKind::kString && max_length > 0 && max_length <= kLongestText / kUnitsPerCharacter;
  return fits ? max_length * kUnitsPerCharacter : 0;
}

int bytes_in_key(const ColumnDefinition& column) {
  constexpr int kMost = 17;  // of a decimal
  return column.type.kind == TypeKind::kString ? 2 * units_for(column.type, column.max_length) : kMost;
}

ColumnDefinition* find(TableDefinition& table, const std::string& name) {
  for (ColumnDefinition& column : table.columns)
    if (column.name == name) return &column;
  return nullptr;
}

/// Both ends of a reference must have one type there. Whatever refers to a row has its key's value, which fits.
void fit_reference(TableDefinition& table, TableDefinition& target, const ForeignKeyDefinition& key) {
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    ColumnDefinition* column = find(table, key.columns[i]);
    const ColumnDefinition* to = target.find(key.target_columns[i]);
    if (column == nullptr || to == nullptr) continue;
    column->type = to->type;
    column->max_length = to->max_length;
  }
}

/// Texts without an end get one in keys.
void fit_key(TableDefinition& table) {
  std::vector<ColumnDefinition*> endless;
  for (const std::string& name : table.key.columns) {
    ColumnDefinition* column = find(table, name);
    if (column != nullptr && column->type.kind == TypeKind::kString && units_for(column->type, column->max_length) == 0)
      endless.push_back(column);
  }
  const int share = kIndexedUnits / kUnitsPerCharacter / std::max(1, static_cast<int>(endless.size()));
  for (ColumnDefinition* column : endless) column->max_length = share;
}

class TsqlDialect final : public TableDialect {
 public:
  std::string name() const override { return "tsql"; }
  std::string identifier(std::string_view name) const override {
    if (units_of(name) > kLongestName)
      throw Error(ErrorCode::kUnsupported, fmt::format("the name '{}' is too long for SQL Server", name),
                  "it takes 128 characters; give the column or table a shorter name");
    return doubled(name, '[', ']');
  }
  std::string type_name(const Type& type, int max_length) const override;
  std::string marker(const ColumnDefinition& column) const override {
    const bool as_it_is = is_text(column.type) || column.type.kind == TypeKind::kBinary;
    return as_it_is ? "?" : fmt::format("CAST(? AS {})", type_name(column.type, 0));
  }
  bool alters_under_keys() const override { return false; }
  std::size_t most_units(const ColumnDefinition& column) const override {
    return static_cast<std::size_t>(units_for(column.type, column.max_length));
  }
  void fit(const std::vector<TableDefinition*>& tables) const override;

  std::string create_schema(std::string_view schema) const override { return "CREATE SCHEMA " + identifier(schema); }
  std::string create_table(const TableDefinition& table) const override {
    return fmt::format("CREATE TABLE {} ({})", qualified(table), columns_of(table.columns));
  }
  std::string add_column(const TableDefinition& table, const ColumnDefinition& column) const override {
    return fmt::format("ALTER TABLE {} ADD {} {} NULL", qualified(table), identifier(column.name), type_of(column));
  }
  /// ALTER COLUMN converts few types into others: the column is made anew, and filled by the comparison of all rows.
  std::string change_type(const TableDefinition& table, const ColumnDefinition& column) const override {
    return drop_column(table, column.name) + "; " + add_column(table, column);
  }
  std::string set_required(const TableDefinition& table, const ColumnDefinition& column, bool required) const override {
    return fmt::format("ALTER TABLE {} ALTER COLUMN {} {} {}", qualified(table), identifier(column.name),
                       type_of(column), required ? "NOT NULL" : "NULL");
  }
  std::string add_key(const TableDefinition& table) const override;
  std::string drop_key(const TableDefinition& table, const KeyDefinition& key) const override {
    if (!key.may_be_null) return drop_constraint(table, key.name);
    return fmt::format("DROP INDEX {} ON {}", identifier(key.name), qualified(table));
  }
  std::string add_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const override {
    return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}.{} ({})", qualified(table),
                       identifier(key.name), list_of(key.columns), identifier(table.schema), identifier(key.target),
                       list_of(key.target_columns));
  }
  std::string drop_foreign_key(const TableDefinition& table, const ForeignKeyDefinition& key) const override {
    return drop_constraint(table, key.name);
  }
  std::string drop_index(const TableDefinition& table, const IndexDefinition& index) const override {
    return fmt::format("DROP INDEX {} ON {}", identifier(index.name), qualified(table));
  }
  std::string create_or_replace_view(const TableDefinition& view, std::string_view select) const override {
    return fmt::format("CREATE OR ALTER VIEW {} AS\n{}", qualified(view), select);
  }

  std::string create_staged(const StagedTable& staged) const override {
    std::vector<ColumnDefinition> columns = staged.columns;
    for (ColumnDefinition& column : columns) column.required = false;
    return fmt::format("CREATE TABLE {} ({})", place_of(staged), columns_of(columns));
  }
  /// A UNION, so that no column counts up by itself there.
  std::string create_staged_like(const TableDefinition& table, const StagedTable& staged) const override {
    const std::string names = list_of(names_of(staged.columns));
    return fmt::format("SELECT {0} INTO {1} FROM {2} WHERE 1 = 0 UNION ALL SELECT {0} FROM {2} WHERE 1 = 0", names,
                       place_of(staged), qualified(table));
  }
  std::string update_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return fmt::format("UPDATE t SET {} FROM {} AS t JOIN {} AS s ON {}", assignments(table, staged), qualified(table),
                       place_of(staged), same_key(table));
  }
  std::string update_different(const TableDefinition& table, const StagedTable& staged) const override {
    const std::vector<ColumnDefinition> values = values_of(table, staged);
    return fmt::format("{} WHERE EXISTS (SELECT {} EXCEPT SELECT {})", update_by_key(table, staged),
                       content("t", values), content("s", values));
  }
  std::string delete_by_key(const TableDefinition& table, const StagedTable& staged) const override {
    return delete_where("EXISTS", table, staged);
  }
  std::string delete_missing(const TableDefinition& table, const StagedTable& staged) const override {
    return delete_where("NOT EXISTS", table, staged);
  }

 protected:
  std::string place_of(const StagedTable& staged) const override { return identifier("#" + staged.name); }
  /// INTERSECT takes NULL for a value.
  std::string same_key(const TableDefinition& table) const override {
    if (table.key.may_be_null)
      return fmt::format("EXISTS (SELECT {} INTERSECT SELECT {})", list_of(table.key.columns, "t"),
                         list_of(table.key.columns, "s"));
    std::vector<std::string> parts;
    for (const std::string& name : table.key.columns) parts.push_back(fmt::format("t.{0} = s.{0}", identifier(name)));
    return join(parts, " AND ");
  }

 private:
  std::string type_of(const ColumnDefinition& column) const { return type_name(column.type, column.max_length); }
  std::string columns_of(const std::vector<ColumnDefinition>& columns) const {
    std::vector<std::string> texts;
    for (const ColumnDefinition& column : columns)
      texts.push_back(
          fmt::format("{} {} {}", identifier(column.name), type_of(column), column.required ? "NOT NULL" : "NULL"));
    return join(texts, ", ");
  }
  std::string drop_constraint(const TableDefinition& table, const std::string& name) const {
    return fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", qualified(table), identifier(name));
  }
  std::string delete_where(std::string_view exists, const TableDefinition& table, const StagedTable& staged) const {
    return fmt::format("DELETE t FROM {} AS t WHERE {} (SELECT 1 FROM {} AS s WHERE {})", qualified(table), exists,
                       place_of(staged), same_key(table));
  }
  /// Of texts and bytes the length, too: blanks and zeros at their end do not count when they are compared.
  std::string content(std::string_view alias, const std::vector<ColumnDefinition>& columns) const {
    std::vector<std::string> texts;
    for (const ColumnDefinition& column : columns) {
      const std::string value = fmt::format("{}.{}", alias, identifier(column.name));
      texts.push_back(value);
      if (is_text(column.type) || column.type.kind == TypeKind::kBinary)
        texts.push_back(fmt::format("DATALENGTH({})", value));
    }
    return join(texts, ", ");
  }
};

std::string TsqlDialect::type_name(const Type& type, int max_length) const {
  switch (type.kind) {
    case TypeKind::kBigint:
      return "bigint";
    case TypeKind::kInteger:
      return "int";
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:  // theirs has no sign
      return "smallint";
    case TypeKind::kDecimal:
      return fmt::format("decimal({},{})", type.precision, type.scale);
    case TypeKind::kDouble:
      return "float";
    case TypeKind::kFloat:
      return "real";
    case TypeKind::kBoolean:
      return "bit";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTimestamp:
      return "datetimeoffset(6)";
    case TypeKind::kDatetime:
      return "datetime2(6)";
    case TypeKind::kBinary:
      return "varbinary(max)";
    default:
      break;
  }
  const int units = units_for(type, max_length);
  return fmt::format("nvarchar({}) COLLATE {}", units > 0 ? std::to_string(units) : "max", kCollation);
}

void TsqlDialect::fit(const std::vector<TableDefinition*>& tables) const {
  for (TableDefinition* table : tables) {
    for (const ForeignKeyDefinition& key : table->foreign_keys) {
      for (TableDefinition* target : tables)
        if (target->name == key.target && target != table) fit_reference(*table, *target, key);
    }
    fit_key(*table);
    for (const ForeignKeyDefinition& key : table->foreign_keys)
      if (key.target == table->name) fit_reference(*table, *table, key);
  }
}

std::string TsqlDialect::add_key(const TableDefinition& table) const {
  const std::string columns = list_of(table.key.columns);
  if (table.key.may_be_null)
    return fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", identifier(table.key.name), qualified(table), columns);
  int bytes = 0;
  for (const std::string& name : table.key.columns) {
    const ColumnDefinition* column = table.find(name);
    if (column != nullptr) bytes += bytes_in_key(*column);
  }
  return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY {}({})", qualified(table),
                     identifier(table.key.name), bytes > kClusteredBytes ? "NONCLUSTERED " : "", columns);
}

}  // namespace

const TableDialect& dialect() {
  static const TsqlDialect tsql;
  return tsql;
}

}  // namespace c360::sql::tsql
