// Activities that move data: what of them is taken over, and what is refused with its reason.
#include <gmock/gmock.h>

#include "c360/adf/testing/data_fixture.h"

namespace c360::adf {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class DataImportTest : public testing::DataFixture {};

TEST_F(DataImportTest, LookupsAskTheirDatabase) {
  const auto lookup = [](const std::string& dataset, const std::string& source, const std::string& more = {}) {
    return R"({"name": "L", "type": "Lookup", "typeProperties": {"dataset": {"referenceName": ")" + dataset +
           R"("}, "source": {)" + source + "}" + more + "}}";
  };
  EXPECT_THAT(imported(lookup("Sales", R"("sqlReaderQuery": "SELECT max(id) AS id FROM @{pipeline().parameters.t}")")),
              HasSubstr("lookup:\n      target: Sql\n      query: \"SELECT max(id) AS id FROM ${parameters.t}\"\n"));
  EXPECT_THAT(imported(lookup("Sales", "", R"(, "firstRowOnly": false)")),
              HasSubstr("query: \"SELECT * FROM \\\"dbo\\\".\\\"Sales\\\"\"\n      first_row: false\n"));
  dataset("Avro", "Lake", R"("type": "Avro", "typeProperties": {"location": {"fileSystem": "raw"}})");
  EXPECT_THAT(imported(lookup("Avro", "")), HasSubstr("lookup reads CSV, JSON and Parquet files, Delta tables"));
  EXPECT_THAT(imported(lookup("Sales", R"("sqlReaderStoredProcedureName": "p")")),
              HasSubstr("lookup calls no stored procedure"));
}

TEST_F(DataImportTest, LookupsReadFiles) {
  const auto lookup = [](const std::string& dataset, const std::string& source, const std::string& more = {}) {
    return R"({"name": "L", "type": "Lookup", "typeProperties": {"dataset": {"referenceName": ")" + dataset +
           R"("}, "source": {)" + source + "}" + more + "}}";
  };
  EXPECT_THAT(
      imported(lookup("Csv", R"("storeSettings": {"recursive": false, "wildcardFileName": "*.csv"})")),
      HasSubstr("    lookup:\n      connection: Lake_raw\n      folder: in\n      files: \"*.csv\"\n      format: csv\n"
                "      delimiter: \",\"\n      header: false\n"));
  EXPECT_THAT(
      imported(lookup("Old", "", R"(, "firstRowOnly": false)")),
      HasSubstr("    lookup:\n      connection: Lake_box\n      folder: in\n      files: a.parquet\n      first_row: "
                "false\n"));
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
