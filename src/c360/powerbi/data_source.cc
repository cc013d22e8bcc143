#include "c360/powerbi/data_source.h"

#include <fmt/core.h>

#include "c360/powerbi/m_text.h"

namespace c360::powerbi {
namespace {

using sql::TypeKind;

/// The M type that a column is given.
std::string m_type(const sql::Type& type) {
  switch (data_type(type)) {
    case DataType::kString:
      return "type text";
    case DataType::kInt64:
      return "Int64.Type";
    case DataType::kDouble:
      return "type number";
    case DataType::kDecimal:
      return "Currency.Type";
    case DataType::kDateTime:
      return type.kind == TypeKind::kDate ? "type date" : "type datetime";
    case DataType::kBoolean:
      return "type logical";
    case DataType::kBinary:
      return "type binary";
  }
  return "type any";
}

/// A step's name and what it is: the steps of a `let`, each on the one before.
class Steps {
 public:
  void add(const std::string& name, const std::string& expression) {
    text_ += (text_.empty() ? "" : ",\n") + fmt::format("\t{} = {}", name, expression);
    last_ = name;
  }
  const std::string& last() const { return last_; }
  std::string let() const { return "let\n" + text_ + "\nin\n\t" + last_; }

 private:
  std::string text_, last_;
};

std::string rows_of(const DataSource& source, const std::string& table) {
  if (source.kind == DataSource::Kind::kParquet)
    return fmt::format("Parquet.Document(File.Contents(DataFolder & {}))", m_text("\\" + table + ".parquet"));
  return fmt::format("Source{{[Schema={},Item={}]}}[Data]", m_text(source.schema), m_text(table));
}

std::string field(const std::string& column) {
  return "[" + m_name(column) + "]";
}

std::string added_value(const AddedColumn& added) {
  const bool day = added.kind == AddedColumn::Kind::kDay;
  return fmt::format("each {}({}), {}", day ? "DateTime.Date" : "Time.Hour", field(added.of),
                     day ? "type date" : "Int64.Type");
}

}  // namespace

std::vector<TabularParameter> parameters_of(const DataSource& source) {
  if (source.kind == DataSource::Kind::kParquet)
    return {{"DataFolder", source.folder, "The folder with the Parquet files, as this machine sees it."}};
  return {{"Server", source.server, "The database server, with its port where it is not the usual one."},
          {"Database", source.database, "The database on it."}};
}

std::string m_source(const DataSource& source, const std::string& table, const std::vector<SourceColumn>& columns,
                     const std::vector<AddedColumn>& added) {
  Steps steps;
  if (source.kind == DataSource::Kind::kPostgres) steps.add("Source", "PostgreSQL.Database(Server, Database)");
  if (source.kind == DataSource::Kind::kSqlServer) steps.add("Source", "Sql.Database(Server, Database)");
  steps.add("Rows", rows_of(source, table));
  std::string names, types;
  for (const SourceColumn& column : columns) {
    names += (names.empty() ? "" : ", ") + m_text(column.name);
    types += (types.empty() ? "" : ", ") + fmt::format("{{{}, {}}}", m_text(column.name), m_type(column.type));
  }
  steps.add("Columns", fmt::format("Table.SelectColumns(Rows, {{{}}})", names));
  steps.add("Typed", fmt::format("Table.TransformColumnTypes(Columns, {{{}}})", types));
  int number = 0;
  for (const AddedColumn& each : added)
    steps.add(fmt::format("Added{}", ++number),
              fmt::format("Table.AddColumn({}, {}, {})", steps.last(), m_text(each.name), added_value(each)));
  return steps.let();
}

DataType data_type(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
      return DataType::kInt64;
    case TypeKind::kDecimal:
      if (type.scale == 0) return DataType::kInt64;
      return type.scale <= kMostDecimals ? DataType::kDecimal : DataType::kDouble;
    case TypeKind::kDouble:
    case TypeKind::kFloat:
      return DataType::kDouble;
    case TypeKind::kBoolean:
      return DataType::kBoolean;
    case TypeKind::kDate:
    case TypeKind::kTimestamp:
    case TypeKind::kDatetime:
      return DataType::kDateTime;
    case TypeKind::kBinary:
      return DataType::kBinary;
    default:
      return DataType::kString;
  }
}

bool has_data_type(const sql::Type& type) {
  return !type.is_nested() && type.kind != TypeKind::kBinary;
}

}  // namespace c360::powerbi
