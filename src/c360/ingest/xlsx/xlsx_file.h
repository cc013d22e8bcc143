// One sheet of a workbook as a source file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "c360/ingest/json/json_reader.h"
#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// The first row that has anything in it names the columns; each row behind it that has anything is a record, told as
/// a JSON object of its cells that are not empty. The records stand in an unnamed temporary file: no more of the sheet
/// is in memory than a row. Immutable; any thread may read it.
class XlsxFile final : public SourceFile {
 public:
  /// `sheet` empty: the first that is not hidden. Throws what ZipArchive, read_workbook, choose_sheet and read_sheet
  /// throw, and Error(kData) for a header that names a column twice.
  XlsxFile(const std::filesystem::path& path, std::string name, const std::string& sheet);

  FileOptions form() const override;
  std::uint64_t size() const override { return size_; }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override;
  void let_go(const Chunk& chunk) const override { text_.let_go(chunk.begin, chunk.end); }
  std::string describe_form() const override;

 private:
  void convert(const std::filesystem::path& path);

  std::string wanted_;
  std::string sheet_;
  std::uint64_t size_ = 0;
  MappedFile text_;
  JsonColumns columns_;
};

}  // namespace c360::ingest
