#include "c360/ingest/scratch_file.h"

#include <gtest/gtest.h>

#include "c360/ingest/source_text.h"

namespace c360::ingest {
namespace {

TEST(ScratchFile, has_no_name_once_it_is_made) {
  const ScratchFile file;
  EXPECT_FALSE(std::filesystem::exists(file.path()));
  EXPECT_TRUE(std::filesystem::exists(file.path().parent_path()));
}

TEST(ScratchFile, gives_back_what_was_written_to_whoever_takes_it) {
  MappedFile mapped;
  std::string wanted;
  {
    ScratchFile file;
    for (int i = 0; i < 100; ++i) {
      const std::string piece(static_cast<std::size_t>(i) * 997, static_cast<char>('a' + i % 26));
      file.write(piece);
      wanted += piece;
    }
    mapped = MappedFile(file.release(), file.path());
  }
  EXPECT_TRUE(mapped.bytes() == wanted);
}

TEST(ScratchFile, may_stay_empty) {
  ScratchFile file;
  file.write("");
  EXPECT_EQ(MappedFile(file.release(), file.path()).bytes(), "");
}

}  // namespace
}  // namespace c360::ingest
