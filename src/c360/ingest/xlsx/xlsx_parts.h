// The parts of a workbook (.xlsx, ECMA-376) around its sheets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/packed/zip_archive.h"
#include "c360/ingest/scratch_file.h"
#include "c360/ingest/source_text.h"
#include "c360/ingest/xlsx/cell_date.h"
#include "c360/ingest/xlsx/xml_reader.h"

namespace c360::ingest {

/// A cell holds at most 32,767 characters, each of which may be written as _x000D_.
inline constexpr std::size_t kMostCellBytes = std::size_t{1} << 20;

struct XlsxSheet {
  std::string name;
  std::string part;  ///< the archive's member
  bool hidden = false;
};

/// What xl/workbook.xml and its relationships say.
struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;  ///< with cells, in the workbook's order; those that are charts are left out
  std::string shared_strings;     ///< the member; empty if there is none
  std::string styles;             ///< likewise
  bool from_1904 = false;
};

/// Reads one part of a workbook; false if it is not there. Throws what ZipArchive::read and XmlReader throw.
bool read_xlsx_part(const ZipArchive& archive, const std::string& part, const std::string& name, XmlHandler& handler);

/// Throws Error(kData) for an archive that is no workbook, Error(kUnsupported) for .xlsb.
XlsxWorkbook read_workbook(const ZipArchive& archive, const std::string& name);

/// The sheet of this name, ignoring case where none has it exactly; the first that is not hidden for an empty name.
/// Throws Error(kData) naming those that there are.
const XlsxSheet& choose_sheet(const XlsxWorkbook& workbook, const std::string& wanted, const std::string& name);

/// What each cell style shows, by its number.
std::vector<CellFormat> read_styles(const ZipArchive& archive, const std::string& part, const std::string& name);

/// The texts that cells refer to by number, kept in an unnamed temporary file.
class SharedStrings {
 public:
  SharedStrings() = default;
  /// Runs of rich text are joined, phonetic hints left out.
  SharedStrings(const ZipArchive& archive, const std::string& part, const std::string& name);
  std::size_t size() const { return begins_.size(); }
  std::string_view at(std::size_t number) const;

 private:
  std::vector<std::uint64_t> begins_;
  std::uint64_t end_ = 0;
  MappedFile bytes_;
};

/// Adds text in which _x000D_ stands for a character that XML cannot hold (ST_Xstring).
void append_xstring(std::string_view text, std::string& out);

}  // namespace c360::ingest
