#include "c360/delta/features.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::delta {
namespace {

using Names = std::vector<std::string>;

Protocol listing(Names reader, Names writer) {
  return {3, 7, std::move(reader), std::move(writer)};
}

Metadata with_column(const std::string& type, std::map<std::string, std::string> metadata = {}) {
  Metadata table;
  table.schema.fields = {{"a", DataType::of(type), true, std::move(metadata)}};
  return table;
}

Metadata with_property(const std::string& name, const std::string& value) {
  Metadata table;
  table.configuration = {{name, value}};
  return table;
}

template <typename Check>
std::string unsupported(const Check& check) {
  try {
    check();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported) << error.message();
    return error.message();
  }
  return "taken";
}

std::string reading(const Protocol& protocol, const Metadata& metadata = {}) {
  return unsupported([&] { check_readable("t", protocol, metadata); });
}

std::string writing(const Protocol& protocol, const Metadata& metadata = {}) {
  return unsupported([&] { check_writable("t", protocol, metadata); });
}

bool names(const std::string& message, const std::string& feature) {
  return message.find("'" + feature + "'") != std::string::npos;
}

TEST(FeaturesTest, ReadsAndWritesThePlainProtocols) {
  EXPECT_EQ(reading({1, 1}), "taken");
  EXPECT_EQ(reading({2, 5}), "taken");
  for (int version = 1; version <= 6; ++version) EXPECT_EQ(writing({1, version}), "taken") << version;
}

TEST(FeaturesTest, RefusesProtocolVersionsItDoesNotKnow) {
  EXPECT_EQ(reading({99, 7, Names{}, Names{}}),
            "t: the table has the Delta reader protocol version 99, which c360 does not know");
  EXPECT_EQ(reading({0, 1}), "t: the table has the Delta reader protocol version 0, which c360 does not know");
  EXPECT_EQ(reading({1, 8}), "taken");
  EXPECT_EQ(writing({1, 8}), "t: the table has the Delta writer protocol version 8, which c360 does not know");
}

TEST(FeaturesTest, AProtocolOfFeaturesMustListThem) {
  EXPECT_THROW(check_readable("t", {3, 7}, {}), Error);
  EXPECT_THROW(check_writable("t", {1, 7}, {}), Error);
}

TEST(FeaturesTest, RefusesEveryUnsupportedReaderFeatureByItsName) {
  for (const Feature& feature : features()) {
    if (feature.reading != Support::kNo) continue;
    const std::string name(feature.name);
    EXPECT_TRUE(names(reading(listing({"timestampNtz", name}, {name})), name)) << name;
  }
}

TEST(FeaturesTest, RefusesEveryUnsupportedWriterFeatureByItsNameButReads) {
  for (const Feature& feature : features()) {
    if (feature.concerns_readers || feature.writing != Support::kNo) continue;
    const std::string name(feature.name);
    EXPECT_EQ(reading(listing({}, {name})), "taken") << name;
    EXPECT_TRUE(names(writing(listing({}, {"appendOnly", name})), name)) << name;
  }
}

TEST(FeaturesTest, RefusesFeaturesNobodyHasHeardOf) {
  EXPECT_TRUE(names(reading(listing({"fromTheFuture"}, {})), "fromTheFuture"));
  EXPECT_EQ(reading(listing({}, {"fromTheFuture"})), "taken");
  EXPECT_TRUE(names(writing(listing({}, {"fromTheFuture"})), "fromTheFuture"));
}

TEST(FeaturesTest, ColumnMappingIsRefusedOnceItIsOn) {
  EXPECT_EQ(reading({2, 5}, with_property("delta.columnMapping.mode", "none")), "taken");
  EXPECT_EQ(writing(listing({"columnMapping"}, {"columnMapping"})), "taken");
  for (const char* mode : {"id", "name"}) {
    const Metadata mapped = with_property("delta.columnMapping.mode", mode);
    EXPECT_TRUE(names(reading({2, 5}, mapped), "columnMapping"));
    EXPECT_TRUE(names(reading({1, 2}, mapped), "columnMapping"));
    EXPECT_TRUE(names(reading(listing({"columnMapping"}, {"columnMapping"}), mapped), "columnMapping"));
  }
}

TEST(FeaturesTest, WritingStopsWhereAWriterFeatureIsInUse) {
  const std::vector<std::pair<std::string, Metadata>> cases = {
      {"invariants", with_column("long", {{"delta.invariants", R"("{}")"}})},
      {"checkConstraints", with_property("delta.constraints.positive", "a > 0")},
      {"changeDataFeed", with_property("delta.enableChangeDataFeed", "true")},
      {"generatedColumns", with_column("long", {{"delta.generationExpression", R"("b + 1")"}})},
      {"identityColumns", with_column("long", {{"delta.identity.start", "1"}})},
      {"allowColumnDefaults", with_column("long", {{"CURRENT_DEFAULT", R"("7")"}})},
      {"inCommitTimestamp", with_property("delta.enableInCommitTimestamps", "true")},
  };
  for (const auto& [name, metadata] : cases) {
    EXPECT_EQ(reading({1, 2}, metadata), "taken") << name;
    EXPECT_TRUE(names(writing({1, 6}, metadata), name)) << name;
    EXPECT_TRUE(names(writing(listing({}, {name}), metadata), name)) << name;
    EXPECT_EQ(writing(listing({}, {name})), "taken") << name;
  }
}

TEST(FeaturesTest, LooksIntoNestedColumns) {
  Metadata metadata;
  DataType inner{
      DataType::Kind::kStruct, "", {{"x", DataType::of("timestamp_ntz"), true, {{"delta.invariants", "1"}}}}};
  DataType list{DataType::Kind::kArray, "", {}, {inner}};
  metadata.schema.fields = {{"l", list}};
  EXPECT_TRUE(names(writing(protocol_for_new_table(metadata), metadata), "invariants"));
  EXPECT_EQ(protocol_for_new_table(metadata).min_reader_version, 3);
}

TEST(FeaturesTest, RefusesFilesWithDeletionVectors) {
  AddFile file;
  EXPECT_EQ(unsupported([&] { check_readable_files("t", {file}); }), "taken");
  file.deletion_vector.emplace();
  EXPECT_TRUE(names(unsupported([&] { check_readable_files("t", {AddFile(), file}); }), "deletionVectors"));
}

TEST(FeaturesTest, NewTablesHaveTheLowestProtocol) {
  EXPECT_EQ(protocol_for_new_table(with_column("timestamp")), Protocol{});
  EXPECT_EQ(protocol_for_new_table(with_column("timestamp_ntz")), listing({"timestampNtz"}, {"timestampNtz"}));
}

/// Delta Lake's own implementation refuses the table otherwise.
TEST(FeaturesTest, AColumnThatIsNeverNullIsAnInvariant) {
  Metadata metadata = with_column("timestamp_ntz");
  metadata.schema.fields.front().nullable = false;
  EXPECT_EQ(protocol_for_new_table(metadata), listing({"timestampNtz"}, {"invariants", "timestampNtz"}));
  EXPECT_EQ(writing(protocol_for_new_table(metadata), metadata), "taken");
  EXPECT_EQ(upgraded_protocol(listing({"timestampNtz"}, {"timestampNtz"}), metadata),
            listing({"timestampNtz"}, {"timestampNtz", "invariants"}));
  Metadata plain = with_column("long");
  plain.schema.fields.front().nullable = false;
  EXPECT_EQ(protocol_for_new_table(plain), Protocol{});
}

TEST(FeaturesTest, TheLowestProtocolCanBeReadAndWritten) {
  for (const char* type : {"long", "timestamp_ntz"}) {
    const Metadata metadata = with_column(type);
    EXPECT_EQ(writing(protocol_for_new_table(metadata), metadata), "taken") << type;
  }
}

TEST(FeaturesTest, ATypeThatTheProtocolDoesNotListIsCorrupt) {
  try {
    check_readable("t", {1, 2}, with_column("timestamp_ntz"));
    FAIL() << "was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_TRUE(names(error.message(), "timestampNtz"));
  }
}

TEST(FeaturesTest, ATableIsUpgradedWithWhatItsVersionsMeant) {
  EXPECT_EQ(upgraded_protocol({1, 2}, with_column("long")), std::nullopt);
  const auto upgraded = upgraded_protocol({2, 5}, with_column("timestamp_ntz"));
  ASSERT_TRUE(upgraded);
  EXPECT_EQ(upgraded->reader_features, (Names{"columnMapping", "timestampNtz"}));
  EXPECT_EQ(upgraded->writer_features, (Names{"appendOnly", "invariants", "checkConstraints", "changeDataFeed",
                                              "generatedColumns", "columnMapping", "timestampNtz"}));
  EXPECT_EQ(upgraded_protocol(*upgraded, with_column("timestamp_ntz")), std::nullopt);
}

TEST(FeaturesTest, AppendOnlyNeedsAWriterThatKnowsIt) {
  const Metadata metadata = with_property("delta.appendOnly", "true");
  EXPECT_EQ(upgraded_protocol({1, 1}, metadata)->min_writer_version, 2);
  EXPECT_EQ(upgraded_protocol(listing({}, {}), metadata)->writer_features, Names{"appendOnly"});
  EXPECT_EQ(upgraded_protocol({1, 2}, metadata), std::nullopt);
}

TEST(FeaturesTest, TimeTravelByCommitTimestampsIsRefused) {
  EXPECT_EQ(unsupported([] { check_time_travel("t", {}); }), "taken");
  const Metadata metadata = with_property("delta.enableInCommitTimestamps", "true");
  EXPECT_TRUE(names(unsupported([&] { check_time_travel("t", metadata); }), "inCommitTimestamp"));
}

TEST(FeaturesTest, EveryFeatureIsThereOnceAndWhatIsConditionalHasACondition) {
  Names seen;
  for (const Feature& feature : features()) {
    EXPECT_EQ(std::count(seen.begin(), seen.end(), feature.name), 0) << feature.name;
    seen.emplace_back(feature.name);
    const bool conditional = feature.reading == Support::kWhileInactive || feature.writing == Support::kWhileInactive;
    EXPECT_EQ(conditional, feature.is_active != nullptr) << feature.name;
    EXPECT_EQ(find_feature(feature.name), &feature);
  }
}

TEST(FeaturesTest, TheDocumentShowsThisTable) {
  const std::string document = read_file(std::string(C360_SOURCE_DIR) + "/docs/delta-features.md");
  EXPECT_NE(document.find(feature_table_markdown()), std::string::npos) << "put this into docs/delta-features.md:\n"
                                                                        << feature_table_markdown();
}

}  // namespace
}  // namespace c360::delta
