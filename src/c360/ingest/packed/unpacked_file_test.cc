#include "c360/ingest/packed/unpacked_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include "c360/engine/engine.h"
#include "c360/ingest/file_hash.h"
#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"
#include "c360/ingest/open_source.h"

namespace c360::ingest {
namespace {

using fixture::gzipped;
using testing::ElementsAre;
using testing::HasSubstr;

std::string packed_by_zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1));
  return out;
}

class UnpackedFiles : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files = "data/*";
  }
  /// The bytes of a Parquet file with the ids from one to another.
  std::string parquet(int from, int to) {
    engine::Database database({.memory_limit_bytes = 0, .spill_directory = {}, .threads = 1});
    sql::Query query;
    query.user_sql = "SELECT range AS id FROM range(" + std::to_string(from) + ", " + std::to_string(to + 1) + ")";
    database.connect().copy_to_parquet(query, root() / "made.parquet");
    return read_file(root() / "made.parquet");
  }
};

TEST_F(UnpackedFiles, of_parquet_are_read_whatever_they_are_called) {
  put("data/a.parquet.gz", gzipped(parquet(1, 2)));
  put("data/b.parquet.zst", packed_by_zstd(parquet(3, 4)));
  put("data/c", gzipped(parquet(5, 5)));
  EXPECT_EQ(ingest().records, 5);
  EXPECT_THAT(bronze({"id", "_source_file"}), ElementsAre("1|data/a.parquet.gz", "2|data/a.parquet.gz",
                                                          "3|data/b.parquet.zst", "4|data/b.parquet.zst", "5|data/c"));
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(UnpackedFiles, of_many_rows_are_read_side_by_side) {
  put("data/a.parquet.gz", gzipped(parquet(1, 400'000)));
  EXPECT_EQ(ingest().rows, 400'000);
}

TEST_F(UnpackedFiles, keep_their_own_size_and_hash) {
  const std::string packed = gzipped(parquet(1, 2));
  put("data/a.parquet.gz", packed);
  const auto file = open_source_file(root() / "data/a.parquet.gz", "a.parquet.gz", {});
  EXPECT_EQ(file->size(), packed.size());
  EXPECT_EQ(file->content_hash(), hash_file(root() / "data/a.parquet.gz"));
  EXPECT_EQ(file->form().format, FileFormat::kParquet);
  EXPECT_EQ(file->record_text(2), R"({"id":"2"})");
}

TEST_F(UnpackedFiles, that_are_cut_are_refused_whole) {
  const std::string packed = gzipped(parquet(1, 2));
  put("data/a.parquet.gz", packed.substr(0, packed.size() - 9));
  EXPECT_THAT(failure(), HasSubstr("the gzip file data/a.parquet.gz is cut off"));
  put("data/a.parquet.gz", gzipped(parquet(1, 2).substr(0, 60)));
  EXPECT_THAT(failure(), HasSubstr("data/a.parquet.gz"));
}

}  // namespace
}  // namespace c360::ingest
