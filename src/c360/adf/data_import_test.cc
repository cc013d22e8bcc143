// Activities that move data: what of them is taken over, and what is refused with its reason.
#include <gmock/gmock.h>

#include "c360/adf/testing/import_fixture.h"

namespace c360::adf {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class DataImportTest : public testing::ImportFixture {
 protected:
  DataImportTest() {
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

TEST_F(DataImportTest, CopiesFromWhereTheDatasetSays) {
  EXPECT_THAT(imported(copy("Files", "Sales")),
              HasSubstr("    load:\n      connection: Lake_raw\n      folder: in/sales\n "
                        "     target: Sql\n      table: Sales\n      schema: dbo\n"));
  EXPECT_THAT(
      imported(copy("Old", "PgSales")),
      AllOf(
          HasSubstr("folder: in\n      files: a.parquet\n      target: Pg\n      table: sales\n      schema: public\n"),
          HasSubstr("abfss://box@examplelake"), HasSubstr("postgresql: \"${env:PG_PG}\"")));
}

TEST_F(DataImportTest, WildcardsOfFoldersBecomeAGlob) {
  const std::string told = imported(copy(
      "Files", "Sales",
      R"(|, "storeSettings": {"wildcardFolderPath": "in/20*/x", "wildcardFileName": "s?.parquet", "recursive": false})"));
  EXPECT_THAT(told, HasSubstr("folder: in\n      files: \"20*/x/s?.parquet\"\n"));
}

TEST_F(DataImportTest, WhatWouldMakeOtherRowsIsRefused) {
  for (const auto& [more, why] : std::vector<std::pair<std::string, std::string>>{
           {R"(>, "writeBehavior": "upsert")", "load adds rows, or replaces all"},
           {R"(>, "sqlWriterStoredProcedureName": "p")", "load calls no stored procedure"},
           {R"(|, "storeSettings": {"modifiedDatetimeStart": "2024-01-01"})",
            "load does not choose files by modifiedDatetimeStart"},
           {R"(|, "storeSettings": {"enablePartitionDiscovery": true})",
            "load makes no columns of the names of folders"},
           {R"(|, "additionalColumns": [{"name": "a", "value": "b"}])", "load adds no columns"},
           {R"(, "translator": {"mappings": [{"source": {"name": "a"}, "sink": {"name": "b"}}]})",
            "load renames no columns"}}) {
    const std::string told = imported(copy("Files", "Sales", more));
    EXPECT_THAT(told, AllOf(HasSubstr(why), HasSubstr("    fail:\n"),
                            HasSubstr("fails pipeline/p.json $.properties.activities[0]")))
        << more;
  }
}

TEST_F(DataImportTest, EndsThatC360CannotUseSayWhatToDo) {
  EXPECT_THAT(imported(copy("Files", "Files")), HasSubstr("files come to bronze as sources of c360.yaml"));
  EXPECT_THAT(imported(copy("Csv", "Sales")),
              HasSubstr("load reads Parquet files and Delta tables, not DelimitedText"));
  EXPECT_THAT(imported(copy("Sales", "Files")), HasSubstr("c360 takes no rows from AzureSqlTable yet"));
  EXPECT_THAT(imported(copy("OraSales", "Sales")), HasSubstr("c360 takes no rows from OracleTable yet"));
  EXPECT_THAT(imported(copy("Nobody", "Sales")), HasSubstr("the dataset 'Nobody' is not among the files"));
  EXPECT_THAT(imported(copy("Anywhere", "Sales")), HasSubstr("the dataset is given no such parameter"));
}

TEST_F(DataImportTest, LookupsAskTheirDatabase) {
  const auto lookup = [](const std::string& dataset, const std::string& source, const std::string& more = {}) {
    return R"({"name": "L", "type": "Lookup", "typeProperties": {"dataset": {"referenceName": ")" + dataset +
           R"("}, "source": {)" + source + "}" + more + "}}";
  };
  EXPECT_THAT(imported(lookup("Sales", R"("sqlReaderQuery": "SELECT max(id) AS id FROM @{pipeline().parameters.t}")")),
              HasSubstr("lookup:\n      target: Sql\n      query: \"SELECT max(id) AS id FROM ${parameters.t}\"\n"));
  EXPECT_THAT(imported(lookup("Sales", "", R"(, "firstRowOnly": false)")),
              HasSubstr("query: \"SELECT * FROM \\\"dbo\\\".\\\"Sales\\\"\"\n      first_row: false\n"));
  EXPECT_THAT(imported(lookup("Csv", "")), HasSubstr("lookup reads no files"));
  EXPECT_THAT(imported(lookup("Sales", R"("sqlReaderStoredProcedureName": "p")")),
              HasSubstr("lookup calls no stored procedure"));
}

TEST_F(DataImportTest, ValuesOfProceduresCannotBreakOut) {
  const std::string told = imported(
      R"j({"name": "P", "type": "SqlServerStoredProcedure", "linkedServiceName": {"referenceName": "Sql"}, "typeProperties": {
      "storedProcedureName": "a].b; DROP TABLE c--", "storedProcedureParameters": {"x": {"value": "'; DROP TABLE t --", "type": "String"},
      "y": {"value": "@pipeline().parameters.t", "type": "String"}, "z": {"value": null, "type": "Int32"}, "b": {"value": true, "type": "Boolean"}}}})j");
  EXPECT_THAT(told,
              AllOf(HasSubstr("EXEC [a]]].[b; DROP TABLE c--] @x = N'''; DROP TABLE t --'"),
                    HasSubstr("@y = N'${replace(text(parameters.t), '''', '''''')}'"), HasSubstr("@z = NULL, @b = 1")));
  EXPECT_THAT(
      imported(
          R"j({"name": "P", "type": "SqlServerStoredProcedure", "linkedServiceName": {"referenceName": "Sql"}, "typeProperties": {
      "storedProcedureName": "p", "storedProcedureParameters": {"x = 1; --": {"value": 1, "type": "Int32"}}}})j"),
      HasSubstr("a parameter of the procedure has no legal name"));
}

TEST_F(DataImportTest, NamesThatNoDatabaseTakesAreTold) {
  EXPECT_THAT(
      imported(R"({"name": "P", "type": "SqlServerStoredProcedure", "linkedServiceName": {"referenceName": "Sql"},)"
               R"( "typeProperties": {"storedProcedureName": "a..b"}})"),
      AllOf(HasSubstr("takes no empty name"), HasSubstr("    fail:\n")));
}

TEST_F(DataImportTest, WebActivitiesKeepTheirSecretsOutside) {
  const std::string told = imported(
      R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://x.example.com/go/@{pipeline().parameters.t}", "method": "POST",
      "headers": {"Authorization": "Bearer marked-secret", "Content-Type": "application/json"}, "body": {"a": "@pipeline().parameters.t"}}})j");
  EXPECT_THAT(
      told,
      AllOf(
          HasSubstr("http: \"https://x.example.com\"\n    headers:\n      Authorization: \"${env:P_W_AUTHORIZATION}\""),
          HasSubstr("url: \"/go/${parameters.t}\"\n      method: POST\n"), HasSubstr("Content-Type: application/json"),
          HasSubstr("body:\n        a: \"${parameters.t}\""), Not(HasSubstr("marked-secret"))));
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://x/a?code=marked-secret&b=1", "method": "GET"}})j"),
      AllOf(HasSubstr("a secret stood in it"), Not(HasSubstr("marked-secret"))));
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "@pipeline().parameters.t", "method": "GET", "authentication": {"type": "MSI"}}})j"),
      HasSubstr("it sends secrets to a server that is worked out while it runs"));
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://x/a", "method": "GET", "authentication": {"type": "ClientCertificate", "pfx": "marked-secret"}}})j"),
      AllOf(HasSubstr("c360 does not sign in by ClientCertificate itself"), Not(HasSubstr("marked-secret"))));
}

TEST_F(DataImportTest, WebActivitiesSignInByTheirIdentity) {
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://management.azure.com/a?b=1", "method": "GET",
          "authentication": {"type": "MSI", "resource": "https://management.azure.com/"}}})j"),
      AllOf(HasSubstr("http: \"https://management.azure.com\"\n    identity:\n      kind: managed\n      resource: "
                      "\"https://management.azure.com/\"\n"),
            HasSubstr("give its identity the rights that the factory's had"), HasSubstr("connection: p_W"),
            Not(HasSubstr("AUTHORIZATION"))));
}

TEST_F(DataImportTest, WebActivitiesSignInByTheirApplication) {
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://x.example.com/a", "method": "GET",
          "authentication": {"type": "ServicePrincipal", "userTenant": "t1", "username": "c1", "resource": "api://x",
          "password": {"type": "SecureString", "value": "marked-secret"}}}})j"),
      AllOf(HasSubstr("kind: application"), HasSubstr("tenant_id: t1"), HasSubstr("client_id: c1"),
            HasSubstr("client_secret: \"${env:P_W_CLIENT_SECRET}\""), Not(HasSubstr("marked-secret"))));
}

TEST_F(DataImportTest, AnIdentityForWhatIsWorkedOutIsAVariable) {
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "WebActivity", "typeProperties": {"url": "https://x.example.com/a", "method": "GET",
          "authentication": {"type": "MSI", "resource": "@pipeline().parameters.t"}}})j"),
      HasSubstr("c360 does not sign in by MSI itself"))
      << "what the token is for is worked out while it runs";
}

TEST_F(DataImportTest, ScriptsRunInTheirDatabase) {
  EXPECT_THAT(
      imported(
          R"j({"name": "S", "type": "Script", "linkedServiceName": {"referenceName": "Pg"}, "typeProperties": {"scripts": [{"type": "NonQuery", "text": "DELETE FROM a"}]}})j"),
      HasSubstr("sql:\n      target: Pg\n      query: DELETE FROM a\n"));
  EXPECT_THAT(
      imported(
          R"j({"name": "S", "type": "Script", "linkedServiceName": {"referenceName": "Ora"}, "typeProperties": {"scripts": [{"text": "x"}]}})j"),
      HasSubstr("is of the type Oracle, which c360 cannot use for this yet"));
  EXPECT_THAT(
      imported(
          R"j({"name": "S", "type": "Script", "linkedServiceName": {"referenceName": "Sql"}, "typeProperties": {"scripts": [{"text": "x", "parameters": [{"name": "a"}]}]}})j"),
      HasSubstr("a statement has no parameters here"));
}

TEST_F(DataImportTest, PoliciesAreTakenOver) {
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "Wait", "policy": {"retry": 500, "retryIntervalInSeconds": 60, "timeout": "0.02:00:00", "secureInput": true}, "typeProperties": {"waitTimeInSeconds": 1}})j"),
      HasSubstr("retry: 100\n    retry_interval: 60\n    timeout: \"2h\"\n    hide_input: true\n"));
  EXPECT_THAT(
      imported(
          R"j({"name": "W", "type": "Wait", "policy": {"retry": {"value": "@a", "type": "Expression"}, "timeout": {"value": "@b"}}, "typeProperties": {"waitTimeInSeconds": 1}})j"),
      AllOf(HasSubstr("it is not tried again"), HasSubstr("it has none of its own")));
  EXPECT_THAT(
      imported(
          R"j({"name": "U", "type": "Until", "typeProperties": {"expression": "@true", "timeout": "0.01:00:00", "activities": []}})j"),
      HasSubstr("timeout: \"1h\"\n    until:\n"));
}

}  // namespace
}  // namespace c360::adf
