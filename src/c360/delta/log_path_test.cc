#include "c360/delta/log_path.h"

#include <gtest/gtest.h>

namespace c360::delta {
namespace {

using PathKind = LogPath::Kind;

TEST(LogPathTest, NamesWhatItReads) {
  EXPECT_EQ(commit_path(7), "_delta_log/00000000000000000007.json");
  EXPECT_EQ(checkpoint_path(10), "_delta_log/00000000000000000010.checkpoint.parquet");
  EXPECT_EQ(parse_log_path(commit_path(7))->kind, PathKind::kCommit);
  EXPECT_EQ(parse_log_path(commit_path(7))->version, 7);
  EXPECT_EQ(parse_log_path(checkpoint_path(10))->kind, PathKind::kCheckpoint);
  EXPECT_EQ(parse_log_path(checkpoint_path(10))->version, 10);
}

TEST(LogPathTest, ReadsThePartsOfACheckpoint) {
  const auto path = parse_log_path("_delta_log/00000000000000000010.checkpoint.0000000002.0000000003.parquet");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->kind, PathKind::kCheckpointPart);
  EXPECT_EQ(path->part, 2);
  EXPECT_EQ(path->parts, 3);
}

TEST(LogPathTest, KnowsV2CheckpointsByTheirName) {
  for (const char* end : {".json", ".parquet"}) {
    const auto path = parse_log_path(
        std::string("_delta_log/00000000000000000002.checkpoint.6374b053-df23-479b-b2cf-c9c550132b49") + end);
    ASSERT_TRUE(path);
    EXPECT_EQ(path->kind, PathKind::kV2Checkpoint);
    EXPECT_EQ(path->version, 2);
  }
}

TEST(LogPathTest, IgnoresEverythingElse) {
  for (const char* name :
       {"00000000000000000001.crc", "_last_checkpoint", "00000000000000000001.00000000000000000003.compacted.json",
        ".00000000000000000001.json.crc", "00000000000000000001.json.tmp", "1.json", "0000000000000000000x.json",
        "-0000000000000000001.json", "00000000000000000001.checkpoint.0000000004.0000000003.parquet",
        "00000000000000000001.checkpoint.0000000000.0000000003.parquet", "00000000000000000001.checkpoint.x.parquet",
        "99999999999999999999.json"}) {
    EXPECT_FALSE(parse_log_path("_delta_log/" + std::string(name)).has_value()) << name;
  }
  EXPECT_FALSE(parse_log_path("00000000000000000001.json").has_value());
}

}  // namespace
}  // namespace c360::delta
