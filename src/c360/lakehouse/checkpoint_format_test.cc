#include "c360/lakehouse/checkpoint_format.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

class CheckpointFormatTest : public testing::LakeFixture {
 protected:
  /// What is read of a checkpoint that holds these lines, sorted.
  std::vector<std::string> written_and_read(std::vector<std::string> lines) {
    const std::string path = "t/_delta_log/00000000000000000010.checkpoint.parquet";
    EXPECT_GT(format().write(lake_.store(), path, lines), 0u);
    return sorted(format().read(lake_.store(), path));
  }

  /// A checkpoint as another writer made it: the rows of a SELECT.
  std::vector<std::string> read_foreign(const std::string& select) {
    const storage::StagedObject staged = lake_.store().stage("t/foreign.checkpoint.parquet");
    connection_.copy_to_parquet(testing::query_of(select), staged.local_path);
    return format().read(lake_.store(), staged.path);
  }

  static std::vector<std::string> sorted(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  const delta::CheckpointFormat& format() const { return lake_.checkpoint_format(); }
};

TEST_F(CheckpointFormatTest, EveryActionComesBack) {
  const std::vector<std::string> lines = sorted({
      R"({"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz"]}})",
      R"({"metaData":{"id":"i","name":"orders","description":"all \"orders\"","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":["country"],"createdTime":17,"configuration":{"delta.appendOnly":"true"}}})",
      R"({"txn":{"appId":"c360:orders","version":7,"lastUpdated":1700000000000}})",
      R"({"add":{"path":"country=NL/a%20b.parquet","partitionValues":{"country":"NL","since":null},"size":10,"modificationTime":11,"dataChange":true,"stats":"{\"numRecords\":2}","tags":{"batch":"1"}}})",
      R"({"remove":{"path":"old.parquet","deletionTimestamp":12,"dataChange":false,"extendedFileMetadata":true,"partitionValues":{},"size":9}})",
      R"({"domainMetadata":{"domain":"delta.clustering","configuration":"{}","removed":false}})",
  });
  EXPECT_EQ(written_and_read(lines), lines);
}

TEST_F(CheckpointFormatTest, ADeletionVectorComesBack) {
  const std::vector<std::string> lines = {
      R"({"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"deletionVector":{"storageType":"u","pathOrInlineDv":"ab^-aqEH.-t@S}K{vb[*k^","offset":4,"sizeInBytes":40,"cardinality":6}}})"};
  EXPECT_EQ(written_and_read(lines), lines);
}

TEST_F(CheckpointFormatTest, IgnoresWhatNoCheckpointHolds) {
  EXPECT_EQ(written_and_read({R"({"txn":{"appId":"a","version":1,"invented":[1,2]}})"}),
            std::vector<std::string>{R"({"txn":{"appId":"a","version":1}})"});
}

TEST_F(CheckpointFormatTest, RefusesALineThatIsNoAction) {
  for (const char* line : {"", "{}", R"({"commitInfo":{}})", R"({"add":{},"remove":{}})", "[1]"}) {
    EXPECT_THROW(written_and_read({line}), Error) << line;
  }
}

TEST_F(CheckpointFormatTest, ManyActionsComeBack) {
  std::vector<std::string> lines;
  for (int i = 0; i < 5000; ++i) {
    lines.push_back(R"({"add":{"path":"part-)" + std::to_string(i) +
                    R"(","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}})");
  }
  EXPECT_EQ(written_and_read(lines), sorted(lines));
}

TEST_F(CheckpointFormatTest, IsPutIfAbsent) {
  written_and_read({R"({"txn":{"appId":"first","version":1}})"});
  EXPECT_EQ(written_and_read({R"({"txn":{"appId":"second","version":1}})"}),
            std::vector<std::string>{R"({"txn":{"appId":"first","version":1}})"});
}

TEST_F(CheckpointFormatTest, ReadsOnlyTheColumnsThatAreThere) {
  EXPECT_EQ(read_foreign("SELECT {'path': 'a', 'size': 3, 'partitionValues': MAP {}} AS add, 5 AS invented"),
            std::vector<std::string>{R"({"add":{"path":"a","size":3,"partitionValues":{}}})"});
}

TEST_F(CheckpointFormatTest, RestoresStatisticsThatWereKeptAsColumnsOnly) {
  EXPECT_EQ(read_foreign("SELECT {'path': 'a', 'stats': NULL::VARCHAR, 'stats_parsed': {'numRecords': 2, 'minValues': "
                         "{'id': 1, 'name': NULL::VARCHAR}}, 'partitionValues_parsed': {'p': 1}} AS add"),
            std::vector<std::string>{R"({"add":{"path":"a","stats":"{\"numRecords\":2,\"minValues\":{\"id\":1}}"}})"});
}

TEST_F(CheckpointFormatTest, RestoresNoBoundThatIsNotExact) {
  const std::vector<std::string> lines = read_foreign(
      "SELECT {'path': 'a', 'stats_parsed': {'numRecords': 2, 'minValues': {'id': 1, 'amount': "
      "12345678901234567890.12::DECIMAL(22,2), 'at': {'x': 0.1::DOUBLE, 'y': 3}}, 'maxValues': {'id': "
      "9007199254740993, "
      "'amount': 12345678901234567890.99::DECIMAL(22,2)}, 'nullCount': {'amount': 0}}} AS add");
  EXPECT_EQ(lines, std::vector<std::string>{
                       R"({"add":{"path":"a","stats":"{\"numRecords\":2,\"minValues\":{\"id\":1,\"at\":{\"y\":3}},)"
                       R"(\"maxValues\":{\"id\":9007199254740993},\"nullCount\":{\"amount\":0}}"}})"});
}

TEST_F(CheckpointFormatTest, AnythingThatTextCanHoldComesBack) {
  for (const char* value : {"", " ", "'", "\\\"", "a\\nb", "\\t\\u0001", "ü€𝄞", "{}", "null", "[1]", "%20", "\\\\"}) {
    const std::vector<std::string> lines = {std::string(R"({"add":{"path":"p","partitionValues":{"a":")") + value +
                                            R"(","b":null},"size":1,"modificationTime":1,"dataChange":true}})"};
    EXPECT_EQ(written_and_read(lines), lines) << value;
    lake_.store().remove("t/_delta_log/00000000000000000010.checkpoint.parquet");
  }
}

TEST_F(CheckpointFormatTest, NamesTheFileThatIsNoCheckpoint) {
  lake_.store().put("t/broken.parquet", "PAR0");
  try {
    format().read(lake_.store(), "t/broken.parquet");
    FAIL() << "read a broken checkpoint";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_NE(error.message().find("broken.parquet"), std::string::npos) << error.message();
  }
  EXPECT_THROW(read_foreign("SELECT 1 AS id"), Error);
}

/// A table of three versions with a checkpoint of the second, whose bytes the test may spoil.
class SpoiltCheckpointTest : public CheckpointFormatTest {
 protected:
  SpoiltCheckpointTest() {
    create(table_, "SELECT range AS id FROM range(10)");
    for (int i = 0; i < 2; ++i) append();
  }

  void append() {
    const delta::Snapshot read = table_.log().latest();
    delta::Transaction change = table_.log().begin(read);
    const sql::Query rows = testing::query_of("SELECT range AS id FROM range(10)");
    for (const auto& file : write_files(connection_, table_, read.schema(), rows).files) change.add(file);
    if (change.commit().version == 1) table_.log().checkpoint(table_.log().latest());
  }

  std::string bytes() { return real_->get(kPath).value(); }
  void spoil(const std::string& bytes) {
    real_->remove(kPath);
    real_->put(kPath, bytes);
  }

  static constexpr const char* kPath = "silver/orders/_delta_log/00000000000000000001.checkpoint.parquet";
  LakeTable table_ = lake_.table({"silver", "orders"});
};

TEST_F(SpoiltCheckpointTest, ACutOneIsDoneWithout) {
  const std::string whole = bytes();
  EXPECT_EQ(table_.log().latest().checkpoint_version(), 1);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{4}, whole.size() / 2, whole.size() - 8, whole.size() - 1}) {
    spoil(whole.substr(0, size));
    EXPECT_EQ(table_.log().latest().checkpoint_version(), -1) << size;
    EXPECT_EQ(table_.log().latest().files().size(), 3u) << size;
  }
}

TEST_F(SpoiltCheckpointTest, OneWithOtherBytesIsDoneWithout) {
  std::string bad = bytes();
  std::fill(bad.begin() + 4, bad.begin() + static_cast<std::ptrdiff_t>(bad.size() / 2), '\xEE');
  spoil(bad);
  EXPECT_EQ(table_.log().latest().checkpoint_version(), -1);
  EXPECT_EQ(table_.log().latest().files().size(), 3u);
}

TEST_F(SpoiltCheckpointTest, IsNamedWhereTheLogNeedsIt) {
  spoil("PAR1");
  real_->remove("silver/orders/_delta_log/00000000000000000000.json");
  try {
    table_.log().latest();
    FAIL() << "read a table without its beginning";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_NE(error.message().find(kPath), std::string::npos) << error.message();
    EXPECT_NE(error.hint().find("00000000000000000001.checkpoint.parquet"), std::string::npos) << error.hint();
  }
}

}  // namespace
}  // namespace c360::lakehouse
