#include "c360/pipeline/table_rows.h"

#include "c360/ingest/bronze_columns.h"
#include "c360/lakehouse/scan.h"

namespace c360::pipeline {

sql::Relation rows_of_files(lakehouse::Lakehouse& lake, const lakehouse::TableName& name, const delta::Schema& schema,
                            const std::vector<delta::AddFile>& files) {
  delta::Metadata metadata;
  metadata.schema = schema;
  lakehouse::LakeTable table = lake.table(name);
  return lakehouse::scan_files(table.store(), metadata, files);
}

sql::Relation no_rows(const delta::Schema& schema) {
  sql::ParquetScan none;
  for (const delta::Field& field : schema.fields) {
    sql::ScanColumn column;
    column.name = field.name;
    column.physical_name = field.name;
    column.type = lakehouse::sql_type(field.type);
    none.columns.push_back(std::move(column));
  }
  return sql::scan(std::move(none));
}

delta::Schema expected_bronze_schema(const project::Contract& contract) {
  std::vector<std::string> names;
  for (const auto& column : contract.columns) names.push_back(column.from);
  ingest::BronzeColumns columns{std::nullopt};
  columns.complete(names);
  return columns.schema();
}

}  // namespace c360::pipeline
