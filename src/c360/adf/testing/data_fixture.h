// Definitions of linked services and datasets, and what an activity that uses them becomes.
#pragma once

#include "c360/adf/testing/import_fixture.h"

namespace c360::adf::testing {

class DataFixture : public ImportFixture {
 protected:
  DataFixture() {
    service("Lake", R"("type": "AzureBlobFS", "typeProperties": {"url": "https://examplelake.dfs.core.windows.net"})");
    service("Sql", R"("type": "AzureSqlDatabase", "typeProperties": {"server": "s", "database": "d"})");
    service("Pg", R"("type": "AzurePostgreSql", "typeProperties": {"server": "s"})");
    service("Ora", R"("type": "Oracle", "typeProperties": {})");
    service(
        "Api",
        R"("type": "RestService", "typeProperties": {"url": "https://api.example.com/v1", "authenticationType": "Basic"})");
    dataset("Files", "Lake",
            R"("type": "Parquet", "typeProperties": {"location": {"fileSystem": "raw", "folderPath": "in/sales"}})");
    dataset("Csv", "Lake",
            R"("type": "DelimitedText", "typeProperties": {"location": {"fileSystem": "raw", "folderPath": "in"}})");
    dataset("Events", "Lake",
            R"("type": "Json", "typeProperties": {"location": {"fileSystem": "raw", "folderPath": "ev"}})");
    dataset("Old", "Lake", R"("type": "Parquet", "typeProperties": {"folderPath": "box/in", "fileName": "a.parquet"})");
    dataset(
        "Anywhere", "Lake",
        R"("type": "Parquet", "typeProperties": {"location": {"fileSystem": "@dataset().box"}}, "parameters": {"box": {"type": "string"}})");
    dataset("Sales", "Sql", R"("type": "AzureSqlTable", "typeProperties": {"schema": "dbo", "table": "Sales"})");
    dataset("PgSales", "Pg", R"("type": "AzurePostgreSqlTable", "typeProperties": {"tableName": "public.sales"})");
    dataset("OraSales", "Ora", R"("type": "OracleTable", "typeProperties": {"table": "sales"})");
  }

  void service(const std::string& name, const std::string& properties) {
    put("in/linkedService/" + name + ".json", R"({"name": ")" + name + R"(", "properties": {)" + properties + "}}");
  }
  void dataset(const std::string& name, const std::string& of, const std::string& properties) {
    put("in/dataset/" + name + ".json", R"({"name": ")" + name +
                                            R"(", "properties": {"linkedServiceName": {"referenceName": ")" + of +
                                            "\"}, " + properties + "}}");
  }

  /// All that came of one activity; the project is right with it.
  std::string imported(const std::string& activity) {
    put("in/pipeline/p.json",
        R"({"name": "p", "properties": {"parameters": {"t": {"type": "string"}}, "activities": [)" + activity + "]}}");
    const std::string told = import_and_tell(root() / "in");
    project::load(root());
    return told;
  }
  static std::string copy(const std::string& from, const std::string& to, const std::string& more = {}) {
    return R"({"name": "C", "type": "Copy", "inputs": [{"referenceName": ")" + from +
           R"("}], "outputs": [{"referenceName": ")" + to + R"("}], "typeProperties": {"source": {"type": "x")" +
           (more.starts_with('|') ? more.substr(1) : "") + R"(}, "sink": {"type": "y")" +
           (more.starts_with('>') ? more.substr(1) : "") + "}" + (more.starts_with(',') ? more : "") + "}}";
  }
};

}  // namespace c360::adf::testing
