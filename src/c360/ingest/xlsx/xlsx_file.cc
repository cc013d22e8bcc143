#include "c360/ingest/xlsx/xlsx_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "c360/base/error.h"
#include "c360/base/json_text.h"
#include "c360/ingest/file_hash.h"
#include "c360/ingest/scratch_file.h"
#include "c360/ingest/xlsx/xlsx_sheet.h"

namespace c360::ingest {
namespace {

/// Rows of cells to lines of JSON objects.
class RowWriter {
 public:
  RowWriter(ScratchFile& out, const std::string& name) : out_(out), name_(name) {}

  void take(const XlsxRow& row) {
    if (names_.empty()) return take_header(row);
    name_up_to(row.size());
    char before = '{';
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (!row[column]) continue;
      pending_ += before;
      before = ',';
      append_json_text(names_[column], pending_);
      pending_ += ':';
      append_json_text(*row[column], pending_);
    }
    pending_ += "}\n";
    if (pending_.size() > kPiece) flush();
  }

  std::vector<std::string> finish() {
    flush();
    return std::move(names_);
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 20;

  void take_header(const XlsxRow& row) {
    for (const auto& cell : row) {
      if (cell && !taken_.insert(*cell).second) {
        throw Error(ErrorCode::kData, fmt::format("the header of {} names '{}' twice", name_, *cell),
                    "give every column of the sheet a name of its own");
      }
    }
    for (const auto& cell : row) names_.push_back(cell ? *cell : free_name(names_.size() + 1));
  }

  /// Columns without a name in the header that have cells behind it.
  void name_up_to(std::size_t columns) {
    while (names_.size() < columns) names_.push_back(free_name(names_.size() + 1));
  }

  std::string free_name(std::size_t position) {
    const std::string wanted = fmt::format("column{}", position);
    std::string name = wanted;
    for (int number = 2; !taken_.insert(name).second; ++number) name = fmt::format("{}_{}", wanted, number);
    return name;
  }

  void flush() {
    out_.write(pending_);
    pending_.clear();
  }

  ScratchFile& out_;
  const std::string& name_;
  std::vector<std::string> names_;
  std::set<std::string> taken_;
  std::string pending_;
};

}  // namespace

XlsxFile::XlsxFile(const std::filesystem::path& path, std::string name, const std::string& sheet)
    : SourceFile(std::move(name)), wanted_(sheet) {
  const std::optional<std::string> hash = hash_file(path);
  if (!hash) throw Error(ErrorCode::kNotFound, "there is no file " + name_);
  content_hash_ = *hash;
  size_ = std::filesystem::file_size(path);
  convert(path);
  header_ = columns_.names();
  text_.let_go(0, text_.bytes().size());
}

void XlsxFile::convert(const std::filesystem::path& path) {
  const ZipArchive archive(path, name_);
  const XlsxWorkbook workbook = read_workbook(archive, name_);
  const XlsxSheet& sheet = choose_sheet(workbook, wanted_, name_);
  sheet_ = sheet.name;
  const SharedStrings strings(archive, workbook.shared_strings, name_);
  const std::vector<CellFormat> formats = read_styles(archive, workbook.styles, name_);
  const std::int64_t rows = count_sheet_rows(archive, sheet, strings, name_);
  ScratchFile scratch;
  RowWriter writer(scratch, name_);
  read_sheet(archive, sheet, {strings, formats, workbook.from_1904}, name_,
             [&](const XlsxRow& row) { writer.take(row); });
  columns_ = JsonColumns(writer.finish());
  text_ = MappedFile(scratch.release(), scratch.path());
  const std::string_view text = text_.bytes();
  scan_ = count_json_records(text, {JsonLayout::kLines, 0, text.size()});
  scan_.records = std::max<std::int64_t>(0, rows - 1);
}

FileOptions XlsxFile::form() const {
  FileOptions form;
  form.format = FileFormat::kXlsx;
  form.sheet = wanted_;
  return form;
}

std::unique_ptr<ChunkReader> XlsxFile::open(const Chunk& chunk) const {
  return read_json({text_.bytes(), JsonLayout::kLines, false, columns_}, chunk);
}

std::string XlsxFile::describe_form() const {
  return fmt::format("the first row of the sheet '{}'", sheet_);
}

}  // namespace c360::ingest
