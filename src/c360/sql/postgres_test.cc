#include "c360/sql/postgres.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::sql::postgres {
namespace {

ColumnDefinition column(std::string name, Type type, bool required = false) {
  ColumnDefinition result;
  result.name = std::move(name);
  result.type = std::move(type);
  result.required = required;
  return result;
}

TableDefinition orders() {
  TableDefinition table;
  table.schema = "shop";
  table.name = "orders";
  table.columns = {column("id", {TypeKind::kBigint}, true), column("amount", Type::decimal(12, 2))};
  table.key = {"orders_pkey", {"id"}, false};
  return table;
}

Staged staged() {
  return {"new", orders().columns};
}

TEST(PostgresTest, NamesAreQuoted) {
  EXPECT_EQ(identifier("order"), "\"order\"");
  EXPECT_EQ(identifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(identifier("größe"), "\"größe\"");
}

TEST(PostgresTest, RefusesNamesThatWouldBeCut) {
  EXPECT_EQ(identifier(std::string(63, 'a')).size(), 65u);
  EXPECT_THROW(identifier(std::string(64, 'a')), Error);
  EXPECT_THROW(identifier(""), Error);
  EXPECT_THROW(identifier(std::string_view("a\0b", 3)), Error);
}

TEST(PostgresTest, TextsAreEscapedWhateverTheServersSettings) {
  EXPECT_EQ(text_literal("it's"), "'it''s'");
  EXPECT_EQ(text_literal("a\\'b"), "E'a\\\\''b'");
  EXPECT_THROW(text_literal(std::string_view("a\0b", 3)), Error);
}

TEST(PostgresTest, RowsComeInBinaryOrAsTexts) {
  EXPECT_EQ(copy_into(orders()), "COPY \"shop\".\"orders\" (\"id\", \"amount\") FROM STDIN (FORMAT binary)");
  EXPECT_EQ(copy_texts_into(orders()), "COPY \"shop\".\"orders\" (\"id\", \"amount\") FROM STDIN");
}

TEST(PostgresTest, StagedRowsHaveTheTypesOfTheTable) {
  EXPECT_EQ(
      create_staged_like(orders(), staged()),
      "CREATE TEMPORARY TABLE \"new\" ON COMMIT DROP AS SELECT \"id\", \"amount\" FROM \"shop\".\"orders\" WITH NO "
      "DATA");
  EXPECT_EQ(copy_texts_into(staged()), "COPY pg_temp.\"new\" (\"id\", \"amount\") FROM STDIN");
}

TEST(PostgresTest, EveryTypeHasAName) {
  EXPECT_EQ(type_name({TypeKind::kString}), "text");
  EXPECT_EQ(type_name({TypeKind::kString}, 40), "character varying(40)");
  EXPECT_EQ(type_name({TypeKind::kTinyint}), "smallint");
  EXPECT_EQ(type_name(Type::decimal(38, 10)), "numeric(38,10)");
  EXPECT_EQ(type_name({TypeKind::kDouble}), "double precision");
  EXPECT_EQ(type_name({TypeKind::kFloat}), "real");
  EXPECT_EQ(type_name({TypeKind::kTimestamp}), "timestamp with time zone");
  EXPECT_EQ(type_name({TypeKind::kDatetime}), "timestamp without time zone");
  EXPECT_EQ(type_name({TypeKind::kBinary}), "bytea");
  EXPECT_EQ(type_name(Type::list({TypeKind::kDate})), "jsonb");
}

TEST(PostgresTest, DerivedNamesFitAndStayApart) {
  EXPECT_EQ(derived_name({"orders", "customer_id"}, "fkey"), "orders_customer_id_fkey");
  const std::string one = derived_name({std::string(63, 'a'), "b"}, "fkey");
  const std::string other = derived_name({std::string(63, 'a'), "c"}, "fkey");
  EXPECT_LE(one.size(), 63u);
  EXPECT_NE(one, other);
  EXPECT_EQ(one.substr(one.size() - 5), "_fkey");
}

TEST(PostgresTest, ALongNameIsNotCutWithinALetter) {
  std::string name;
  for (int i = 0; i < 40; ++i) name += "ü";
  const std::string derived = derived_name({name}, "key");
  EXPECT_LE(derived.size(), 63u);
  EXPECT_EQ(static_cast<unsigned char>(derived[derived.find('_') - 1]) & 0xC0U, 0x80U);  // the letter's second byte
}

TEST(PostgresTest, DefinesTables) {
  EXPECT_EQ(create_table(orders()),
            "CREATE TABLE \"shop\".\"orders\" (\"id\" bigint NOT NULL, \"amount\" numeric(12,2))");
  EXPECT_EQ(add_key(orders()), "ALTER TABLE \"shop\".\"orders\" ADD CONSTRAINT \"orders_pkey\" PRIMARY KEY (\"id\")");
  TableDefinition nullable = orders();
  nullable.key = {"orders_key", {"id", "amount"}, true};
  EXPECT_EQ(add_key(nullable),
            "CREATE UNIQUE INDEX \"orders_key\" ON \"shop\".\"orders\" (\"id\", \"amount\") NULLS NOT DISTINCT");
  EXPECT_EQ(drop_key(nullable, nullable.key), "DROP INDEX \"shop\".\"orders_key\"");
  EXPECT_EQ(add_foreign_key(orders(), {"f", {"id"}, "customers", {"customer_id"}}),
            "ALTER TABLE \"shop\".\"orders\" ADD CONSTRAINT \"f\" FOREIGN KEY (\"id\") REFERENCES "
            "\"shop\".\"customers\" (\"customer_id\")");
}

TEST(PostgresTest, DescribesWhatHasADescription) {
  TableDefinition table = orders();
  EXPECT_TRUE(describe(table).empty());
  table.description = "It's all there";
  table.columns[1].description = "paid";
  EXPECT_EQ(describe(table), (std::vector<std::string>{"COMMENT ON TABLE \"shop\".\"orders\" IS 'It''s all there'",
                                                       "COMMENT ON COLUMN \"shop\".\"orders\".\"amount\" IS 'paid'"}));
}

TEST(PostgresTest, MakesViewsOfASelect) {
  TableDefinition view = orders();
  EXPECT_EQ(create_or_replace_view(view, "-- all\nSELECT 1"),
            "CREATE OR REPLACE VIEW \"shop\".\"orders\" AS\n-- all\nSELECT 1");
  EXPECT_EQ(drop_view(view), "DROP VIEW \"shop\".\"orders\"");
  EXPECT_EQ(describe_view(view), "COMMENT ON VIEW \"shop\".\"orders\" IS NULL");
  view.description = "It's all there";
  EXPECT_EQ(describe_view(view), "COMMENT ON VIEW \"shop\".\"orders\" IS 'It''s all there'");
}

TEST(PostgresTest, ChangesRowsByKey) {
  EXPECT_EQ(update_by_key(orders(), staged()),
            "UPDATE \"shop\".\"orders\" AS t SET \"amount\" = s.\"amount\" FROM pg_temp.\"new\" AS s WHERE t.\"id\" = "
            "s.\"id\"");
  EXPECT_EQ(update_different(orders(), staged()).substr(update_by_key(orders(), staged()).size()),
            " AND (t.\"amount\" IS DISTINCT FROM s.\"amount\")");
  EXPECT_EQ(delete_missing(orders(), staged()),
            "DELETE FROM \"shop\".\"orders\" AS t WHERE NOT EXISTS (SELECT 1 FROM pg_temp.\"new\" AS s WHERE t.\"id\" "
            "= s.\"id\")");
}

TEST(PostgresTest, AKeyWithNullsIsComparedAsAWhole) {
  TableDefinition table = orders();
  table.key.may_be_null = true;
  EXPECT_NE(delete_by_key(table, staged()).find("WHERE ROW(t.\"id\")::text = ROW(s.\"id\")::text"), std::string::npos);
}

TEST(PostgresTest, WatchesEveryKindOfChange) {
  const auto statements = watch(orders(), "note");
  ASSERT_EQ(statements.size(), static_cast<std::size_t>(kWatchTriggers));
  EXPECT_EQ(statements[1],
            "CREATE TRIGGER \"c360_note_update\" AFTER UPDATE ON \"shop\".\"orders\" REFERENCING OLD TABLE AS changed "
            "FOR EACH STATEMENT EXECUTE FUNCTION \"shop\".\"note\"('id')");
  EXPECT_EQ(set_watching(orders(), false),
            "ALTER TABLE \"shop\".\"orders\" DISABLE TRIGGER \"c360_note_insert\", DISABLE TRIGGER "
            "\"c360_note_update\", DISABLE TRIGGER \"c360_note_delete\", DISABLE TRIGGER \"c360_note_truncate\"");
}

TEST(PostgresTest, CopiesATableOrViewAsCsv) {
  TableDefinition table = orders();
  table.columns.push_back(column("by\"tes", {TypeKind::kBinary}));
  EXPECT_EQ(copy_as_csv(table),
            "COPY (SELECT \"id\", \"amount\", regexp_replace(encode(\"by\"\"tes\", 'hex'), '(..)', E'\\\\\\\\x\\\\1', "
            "'g') AS \"by\"\"tes\" FROM \"shop\".\"orders\") TO STDOUT (FORMAT csv, HEADER)");
}

}  // namespace
}  // namespace c360::sql::postgres
