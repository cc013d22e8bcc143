#include "c360/powerbi/data_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::powerbi {
namespace {

using sql::Type;
using sql::TypeKind;
using testing::HasSubstr;

const std::vector<SourceColumn> kColumns = {{"order_id", Type{TypeKind::kBigint}},
                                            {"the \"day\"", Type{TypeKind::kDatetime}},
                                            {"amount", Type::decimal(12, 2)}};

TEST(DataSource, ReadsParquetFilesFromAFolderThatIsAParameter) {
  const DataSource source{DataSource::Kind::kParquet, "C:\\shop\\data", "", "", ""};
  EXPECT_EQ(m_source(source, "orders", kColumns, {{AddedColumn::Kind::kDay, "Day", "the \"day\""}}),
            "let\n"
            "\tRows = Parquet.Document(File.Contents(DataFolder & \"\\orders.parquet\")),\n"
            "\tColumns = Table.SelectColumns(Rows, {\"order_id\", \"the \"\"day\"\"\", \"amount\"}),\n"
            "\tTyped = Table.TransformColumnTypes(Columns, {{\"order_id\", Int64.Type}, {\"the \"\"day\"\"\", type "
            "datetime}, "
            "{\"amount\", Currency.Type}}),\n"
            "\tAdded1 = Table.AddColumn(Typed, \"Day\", each DateTime.Date([#\"the \"\"day\"\"\"]), type date)\n"
            "in\n\tAdded1");
  ASSERT_EQ(parameters_of(source).size(), 1U);
  EXPECT_EQ(parameters_of(source)[0].value, "C:\\shop\\data");
}

TEST(DataSource, ReadsTablesOfPostgresWithoutCredentials) {
  const DataSource postgres{DataSource::Kind::kPostgres, "", "db:5432", "warehouse", "shop"};
  EXPECT_EQ(m_source(postgres, "orders", kColumns, {{AddedColumn::Kind::kHour, "Hour", "the \"day\""}}),
            "let\n"
            "\tSource = PostgreSQL.Database(Server, Database),\n"
            "\tRows = Source{[Schema=\"shop\",Item=\"orders\"]}[Data],\n"
            "\tColumns = Table.SelectColumns(Rows, {\"order_id\", \"the \"\"day\"\"\", \"amount\"}),\n"
            "\tTyped = Table.TransformColumnTypes(Columns, {{\"order_id\", Int64.Type}, {\"the \"\"day\"\"\", type "
            "datetime}, {\"amount\", Currency.Type}}),\n"
            "\tAdded1 = Table.AddColumn(Typed, \"Hour\", each Time.Hour([#\"the \"\"day\"\"\"]), Int64.Type)\n"
            "in\n\tAdded1");
  ASSERT_EQ(parameters_of(postgres).size(), 2U);
  EXPECT_EQ(parameters_of(postgres)[0].value, "db:5432");
  EXPECT_EQ(parameters_of(postgres)[1].value, "warehouse");
}

TEST(DataSource, ReadsTablesOfSqlServerWithoutCredentials) {
  const DataSource server{DataSource::Kind::kSqlServer, "", "db,1433", "warehouse", "dbo"};
  EXPECT_EQ(m_source(server, "orders", {kColumns[0]}, {}),
            "let\n"
            "\tSource = Sql.Database(Server, Database),\n"
            "\tRows = Source{[Schema=\"dbo\",Item=\"orders\"]}[Data],\n"
            "\tColumns = Table.SelectColumns(Rows, {\"order_id\"}),\n"
            "\tTyped = Table.TransformColumnTypes(Columns, {{\"order_id\", Int64.Type}})\n"
            "in\n\tTyped");
  EXPECT_EQ(parameters_of(server)[1].value, "warehouse");
}

TEST(DataSource, KeepsHostileNamesWithinTheirQuotes) {
  const DataSource source{DataSource::Kind::kPostgres, "", "db", "w", "a\",Item=\"b"};
  const std::string text = m_source(source, "x\"]}[Data], Evil = #(lf)", {kColumns[0]}, {});
  EXPECT_THAT(text, HasSubstr("Source{[Schema=\"a\"\",Item=\"\"b\",Item=\"x\"\"]}[Data], Evil = #(#)(lf)\"]}[Data]"));
}

TEST(DataSource, HasTheTypesOfPowerBI) {
  EXPECT_EQ(data_type(Type{TypeKind::kInteger}), DataType::kInt64);
  EXPECT_EQ(data_type(Type::decimal(12, 2)), DataType::kDecimal);
  EXPECT_EQ(data_type(Type::decimal(12, 4)), DataType::kDecimal);
  EXPECT_EQ(data_type(Type::decimal(9, 6)), DataType::kDouble) << "its exact decimals have four places";
  EXPECT_EQ(data_type(Type::decimal(38, 0)), DataType::kInt64);
  EXPECT_EQ(data_type(Type{TypeKind::kTimestamp}), DataType::kDateTime);
  EXPECT_FALSE(has_data_type(Type::list(Type{})));
  EXPECT_FALSE(has_data_type(Type{TypeKind::kBinary}));
}

}  // namespace
}  // namespace c360::powerbi
