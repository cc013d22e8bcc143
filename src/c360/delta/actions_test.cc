#include "c360/delta/actions.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::delta {
namespace {

/// What a line becomes once it was read and written again.
std::string there_and_back(std::string_view line) {
  return to_json(action_from_json(line).value());
}

template <typename Type>
Type read(std::string_view line) {
  return std::get<Type>(action_from_json(line).value());
}

std::string failure_of(std::string_view line) {
  try {
    action_from_json(line);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    return error.message();
  }
  return "no failure";
}

DeletionVectorDescriptor some_vector() {
  return {"u", "ab^-aqEH.-t@S}K{vb[*k^", 4, 40, 6};
}

TEST(ActionsTest, AnAddComesBackTheSame) {
  AddFile add;
  add.path = "day=1/a b%.parquet";
  add.partition_values = {{"day", "1"}, {"hour", std::nullopt}};
  add.size = 5'000'000'000;
  add.modification_time = 1'700'000'000'123;
  add.data_change = false;
  add.stats = R"({"numRecords":1,"minValues":{"a":"\"q\""}})";
  add.tags = {{"batch", "7"}};
  add.deletion_vector = some_vector();
  add.base_row_id = 0;
  add.default_row_commit_version = 12;
  add.clustering_provider = "liquid";
  EXPECT_EQ(read<AddFile>(to_json(add)), add);
}

TEST(ActionsTest, ARemoveComesBackTheSame) {
  RemoveFile remove;
  remove.path = "x#.parquet";
  remove.deletion_timestamp = 1;
  remove.data_change = false;
  remove.extended_file_metadata = true;
  remove.partition_values = {{"p", std::nullopt}};
  remove.size = 3;
  remove.stats = "{}";
  remove.tags = {{"a", "b"}};
  remove.deletion_vector = some_vector();
  EXPECT_EQ(read<RemoveFile>(to_json(remove)), remove);
  EXPECT_EQ(read<RemoveFile>(to_json(RemoveFile{})), RemoveFile{});
}

TEST(ActionsTest, MetadataComesBackTheSame) {
  Metadata metadata;
  metadata.id = "7";
  metadata.name = "orders";
  metadata.description = "two\nlines";
  metadata.format_options = {{"compression", "snappy"}};
  metadata.schema.fields = {{"id", DataType::of("long"), false}, {"day", DataType::of("date")}};
  metadata.partition_columns = {"day"};
  metadata.configuration = {{"delta.appendOnly", "true"}};
  metadata.created_time = 1'700'000'000'000;
  EXPECT_EQ(read<Metadata>(to_json(metadata)), metadata);
}

TEST(ActionsTest, AProtocolComesBackTheSame) {
  const Protocol features{3, 7, std::vector<std::string>{"timestampNtz"}, std::vector<std::string>{}};
  EXPECT_EQ(read<Protocol>(to_json(features)), features);
  EXPECT_EQ(to_json(Protocol{}), R"({"protocol":{"minReaderVersion":1,"minWriterVersion":2}})");
}

TEST(ActionsTest, AProtocolVersionBeyondAllNumbersStaysBeyondThem) {
  const auto protocol =
      read<Protocol>(R"({"protocol":{"minReaderVersion":4294967297,"minWriterVersion":-4294967297}})");
  EXPECT_EQ(protocol.min_reader_version, std::numeric_limits<int>::max());
  EXPECT_LT(protocol.min_writer_version, 0);
}

TEST(ActionsTest, ATransactionComesBackTheSame) {
  const Txn txn{"app \"1\"", 1LL << 60, 5};
  EXPECT_EQ(read<Txn>(to_json(txn)), txn);
  EXPECT_EQ(read<Txn>(to_json(Txn{"a", 0})), (Txn{"a", 0}));
}

TEST(ActionsTest, ACommitInfoComesBackTheSame) {
  CommitInfo info;
  info.timestamp = 9;
  info.operation = "WRITE";
  info.operation_parameters = {{"mode", "Append"}};
  info.operation_metrics = {{"numOutputRows", "3"}};
  info.read_version = 4;
  info.is_blind_append = true;
  info.engine_info = "c360/1";
  info.txn_id = "id";
  EXPECT_EQ(read<CommitInfo>(to_json(info)), info);
}

TEST(ActionsTest, ADomainComesBackTheSame) {
  const DomainMetadata domain{"delta.rowTracking", R"({"rowIdHighWaterMark":1})", true};
  EXPECT_EQ(read<DomainMetadata>(to_json(domain)), domain);
}

TEST(ActionsTest, PathsAreEncodedInTheLogOnly) {
  const std::string line =
      R"({"add":{"path":"special%20p@%23h","partitionValues":{},"size":100,"modificationTime":10,"dataChange":true}})";
  EXPECT_EQ(read<AddFile>(line).path, "special p@#h");
  EXPECT_EQ(there_and_back(line), line);
}

TEST(ActionsTest, AnEmptyPartitionValueIsNull) {
  const auto add = read<AddFile>(R"({"add":{"path":"a","partitionValues":{"p":"","q":null,"r":" "}}})");
  EXPECT_EQ(add.partition_values, (PartitionValues{{"p", std::nullopt}, {"q", std::nullopt}, {"r", " "}}));
}

TEST(ActionsTest, UnknownActionsAndFieldsAreIgnored) {
  EXPECT_EQ(action_from_json(R"({"cdc":{"path":"x"}})"), std::nullopt);
  EXPECT_EQ(action_from_json(R"({"fromTheFuture":1})"), std::nullopt);
  EXPECT_EQ(read<Txn>(R"({"txn":{"appId":"a","version":1,"new":{"x":[]}}})"), (Txn{"a", 1}));
}

TEST(ActionsTest, MembersThatAreNullAreAbsent) {
  const auto add = read<AddFile>(
      R"({"remove":null,"add":{"path":"a","size":1,"stats":null,"tags":null,"deletionVector":null,"baseRowId":null}})");
  EXPECT_EQ(add.stats, std::nullopt);
  EXPECT_EQ(add.deletion_vector, std::nullopt);
  EXPECT_TRUE(add.tags.empty());
}

TEST(ActionsTest, NumbersMayBeWrittenAsStrings) {
  const auto add = read<AddFile>(R"({"add":{"path":"a","size":"12","modificationTime":"34","dataChange":"false"}})");
  EXPECT_EQ(add.size, 12);
  EXPECT_EQ(add.modification_time, 34);
  EXPECT_FALSE(add.data_change);
}

TEST(ActionsTest, MetadataWithoutASchemaHasNoColumns) {
  const auto metadata = read<Metadata>(R"({"metaData":{"id":"a","format":{"provider":"parquet","options":{}}}})");
  EXPECT_TRUE(metadata.schema.fields.empty());
}

TEST(ActionsTest, ConfigurationValuesOfAnyKindAreText) {
  const auto metadata = read<Metadata>(R"({"metaData":{"configuration":{"a":true,"b":3,"c":"x","d":null}}})");
  EXPECT_EQ(metadata.configuration, (std::map<std::string, std::string>{{"a", "true"}, {"b", "3"}, {"c", "x"}}));
}

TEST(ActionsTest, ACommitInfoOfAnyShapeIsTaken) {
  const auto info = read<CommitInfo>(
      R"({"commitInfo":{"timestamp":"soon","operation":7,"operationParameters":{"predicate":["a"],"n":1},)"
      R"("operationMetrics":[1],"readVersion":null,"isBlindAppend":"yes"}})");
  EXPECT_EQ(info.timestamp, 0);
  EXPECT_EQ(info.operation, "");
  EXPECT_EQ(info.operation_parameters.at("predicate"), R"(["a"])");
  EXPECT_EQ(info.operation_parameters.at("n"), "1");
  EXPECT_EQ(info.is_blind_append, std::nullopt);
}

TEST(ActionsTest, SaysWhichActionAndFieldIsWrong) {
  EXPECT_EQ(failure_of(R"({"add":{"size":1}})"), "log action 'add': 'path' is missing");
  EXPECT_EQ(failure_of(R"({"add":{"path":"a","size":"big"}})"),
            "log action 'add': 'size' must be an integer, not string");
  EXPECT_EQ(failure_of(R"({"protocol":{"minReaderVersion":1}})"),
            "log action 'protocol': 'minWriterVersion' is missing");
  EXPECT_EQ(failure_of(R"({"txn":{"appId":1,"version":1}})"), "log action 'txn': 'appId' must be a string, not number");
  EXPECT_EQ(failure_of(R"({"add":[]})"), "'add' is not an object");
}

TEST(ActionsTest, RefusesLinesThatAreNoObjects) {
  EXPECT_EQ(failure_of(R"({"add":)"), "a line of the log is not JSON");
  EXPECT_EQ(failure_of("[]"), "a line of the log is not an object");
}

TEST(ActionsTest, TextThatIsNotUtf8IsNotWritten) {
  EXPECT_THROW(to_json(Txn{"\xFF", 1}), Error);
}

}  // namespace
}  // namespace c360::delta
