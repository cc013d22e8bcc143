#include "c360/project/publish_schema.h"

#include "c360/project/values.h"

namespace c360::project {

Object<PublishTarget> publish_target_object() {
  return Object<PublishTarget>(
             "publish target",
             "Where tables go for others to read. Exactly one of postgresql, odbc, parquet, csv and duckdb "
             "says what it is.")
      .field("postgresql", secret_text("a connection string"), &PublishTarget::postgresql, otherwise("another target"),
             "How to connect to a PostgreSQL database (15 or later), as libpq reads it: `postgresql://user@host/db` or "
             "`host=… dbname=…`. A password is kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("odbc", secret_text("a connection string"), &PublishTarget::odbc, otherwise("another target"),
             "How to connect to a database by its ODBC driver: `Driver={…};Server=…;Database=…`. Passwords are kept "
             "outside: `${env:NAME}` or `${file:PATH}`.")
      .field("dialect", one_of<std::string>({{"tsql", "tsql"}, {"postgresql", "postgresql"}, {"sqlite", "sqlite"}}),
             &PublishTarget::dialect, otherwise("what the driver says of its database"),
             "odbc: the SQL that the database speaks: `tsql` (SQL Server, Azure SQL), `postgresql` or `sqlite`.")
      .field("parquet", text("a folder"), &PublishTarget::parquet, otherwise("another target"),
             "Folder of Parquet files, one a table, relative to the project's.")
      .field("csv", text("a folder"), &PublishTarget::csv, otherwise("another target"),
             "Folder of CSV files, one a table, relative to the project's.")
      .field("duckdb", text("a file"), &PublishTarget::duckdb, otherwise("another target"),
             "One DuckDB database file with all tables, relative to the project's folder.")
      .field("schema", table_name("a schema's name"), &PublishTarget::schema, otherwise("the project's name"),
             "Databases: the schema of the tables. It is made if it is not there.")
      .field("tables", list_of(text("a table"), "a list of tables"), &PublishTarget::tables,
             otherwise("all of silver and of the models"),
             "Which tables: `silver.orders`, or `gold.*` for a whole layer. They get the table's name alone; where two "
             "layers have a name, the one written in full is meant.")
      .field("grants", list_of(text("a role"), "a list of roles"), &PublishTarget::grants, otherwise("nobody"),
             "PostgreSQL: roles that may read the schema's published tables.");
}

}  // namespace c360::project
