#include "c360/delta/schema_change.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::delta {
namespace {

Metadata table(std::vector<Field> fields, std::vector<std::string> partition_columns = {}) {
  Metadata metadata;
  metadata.schema.fields = std::move(fields);
  metadata.partition_columns = std::move(partition_columns);
  return metadata;
}

Field column(const std::string& name, const std::string& type = "long", bool nullable = true) {
  return {name, DataType::of(type), nullable};
}

DataType struct_of(std::vector<Field> fields) {
  return {DataType::Kind::kStruct, "", std::move(fields), {}};
}

template <typename Check>
std::string refusal(const Check& check) {
  try {
    check();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    return error.message();
  }
  return "taken";
}

std::string creating(const Metadata& metadata) {
  return refusal([&] { check_metadata("t", metadata); });
}

std::string changing(const Metadata& before, const Metadata& after) {
  return refusal([&] { check_metadata_change("t", before, after); });
}

TEST(SchemaChangeTest, TakesOrdinaryTables) {
  EXPECT_EQ(creating(table({column("id"), column("k.dotted"),
                            column("gr\xC3\xB6\xC3\x9F"
                                   "e")},
                           {"id"})),
            "taken");
}

TEST(SchemaChangeTest, RefusesNamesThatDeltaCannotHold) {
  for (const char* name : {"a b", "a,b", "a;b", "a{b", "a}b", "a(b", "a)b", "a\nb", "a\tb", "a=b"}) {
    EXPECT_EQ(creating(table({column(name)})),
              "t: a Delta table cannot hold a column named '" + std::string(name) + "'");
  }
  EXPECT_EQ(creating(table({column("")})), "t: a column has no name");
  EXPECT_NE(creating(table({{"s", struct_of({column("x y")})}})), "taken");
}

TEST(SchemaChangeTest, RefusesNamesThatDifferOnlyInCase) {
  EXPECT_EQ(creating(table({column("id"), column("ID")})), "t: two columns are named 'ID' if case is ignored");
}

TEST(SchemaChangeTest, RefusesImpossiblePartitions) {
  EXPECT_EQ(creating(table({column("id")}, {"day"})), "t: the partition column 'day' is not in the schema");
  EXPECT_EQ(creating(table({column("id")}, {"id"})),
            "t: all columns are partition columns: at least one must be stored in the files");
  EXPECT_EQ(creating(table({column("id"), {"s", struct_of({column("x")})}}, {"s"})),
            "t: 's' has a nested type and cannot partition a table");
}

TEST(SchemaChangeTest, ColumnsMayComeIfTheyAreNullable) {
  const Metadata before = table({column("id")});
  EXPECT_EQ(changing(before, table({column("new"), column("id")})), "taken");
  EXPECT_EQ(changing(before, table({column("id"), column("new", "long", false)})),
            "t: the new column 'new' is required, but the rows there are have no value for it");
}

TEST(SchemaChangeTest, ColumnsMayNeitherGoNorChangeTheirType) {
  const Metadata before = table({column("id"), column("name", "string")});
  EXPECT_EQ(changing(before, table({column("id")})), "t: column 'name' cannot be dropped");
  EXPECT_EQ(changing(before, table({column("id", "string"), column("name", "string")})),
            "t: column 'id' cannot change its type");
}

TEST(SchemaChangeTest, RequiredMayBecomeNullableAndNotTheOtherWay) {
  const Metadata required = table({column("id", "long", false)});
  const Metadata nullable = table({column("id")});
  EXPECT_EQ(changing(required, nullable), "taken");
  EXPECT_EQ(changing(nullable, required), "t: column 'id' cannot become required: there may be rows without a value");
}

TEST(SchemaChangeTest, TheSameHoldsInside) {
  const auto list_of = [](DataType element, bool nulls) {
    return DataType{DataType::Kind::kArray, "", {}, {std::move(element)}, nulls};
  };
  const Metadata before = table({{"l", list_of(struct_of({column("x")}), true)}});
  EXPECT_EQ(changing(before, table({{"l", list_of(struct_of({column("x"), column("y")}), true)}})), "taken");
  EXPECT_EQ(changing(before, table({{"l", list_of(struct_of({column("y")}), true)}})),
            "t: column 'l[].x' cannot be dropped");
  EXPECT_EQ(changing(before, table({{"l", list_of(struct_of({column("x")}), false)}})),
            "t: column 'l' holds nulls inside and cannot forbid them");
}

TEST(SchemaChangeTest, PartitionColumnsStay) {
  EXPECT_EQ(changing(table({column("id"), column("d")}, {"d"}), table({column("id"), column("d")})),
            "t: partition columns cannot change");
}

}  // namespace
}  // namespace c360::delta
