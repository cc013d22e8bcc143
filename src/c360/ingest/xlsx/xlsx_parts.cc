#include "c360/ingest/xlsx/xlsx_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "c360/base/error.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/encoding.h"
#include "c360/ingest/xlsx/xml_reader.h"

namespace c360::ingest {
namespace {

constexpr const char* kWorkbookHint = "is it a workbook (.xlsx)? save it again, or as CSV";

[[noreturn]] void refuse_workbook(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::kData, fmt::format("the workbook {} {}", name, what), kWorkbookHint);
}

/// The number that a text begins with; `otherwise` if none does.
int to_int(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true";
}

/// Where a part's relationships lead: xl/workbook.xml has them in xl/_rels/workbook.xml.rels.
class Relationships final : public XmlHandler {
 public:
  Relationships(const ZipArchive& archive, const std::string& part, const std::string& name) {
    const std::size_t slash = part.rfind('/');
    folder_ = slash == std::string::npos ? "" : part.substr(0, slash + 1);
    read_xlsx_part(archive, folder_ + "_rels/" + part.substr(folder_.size()) + ".rels", name, *this);
  }

  struct Target {
    std::string id, type, part;
  };
  const Target* by_id(std::string_view id) const {
    return find([&](const Target& target) { return target.id == id; });
  }
  /// By the end of its type: transitional and strict workbooks have other begins.
  const Target* by_type(std::string_view type) const {
    return find([&](const Target& target) { return target.type.ends_with(type); });
  }

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element != "Relationship") return;
    targets_.push_back({std::string(attributes.text("Id")), std::string(attributes.text("Type")),
                        resolved(std::string(attributes.text("Target")))});
  }
  void end(std::string_view /*element*/) override {}
  void text(std::string_view /*piece*/) override {}

 private:
  template <typename Fits>
  const Target* find(Fits&& fits) const {
    const auto found = std::find_if(targets_.begin(), targets_.end(), fits);
    return found == targets_.end() ? nullptr : &*found;
  }

  std::string resolved(std::string target) const {
    if (target.starts_with('/')) return target.substr(1);
    std::string folder = folder_;
    while (target.starts_with("../") && !folder.empty()) {
      target.erase(0, 3);
      folder.pop_back();
      folder.resize(folder.rfind('/') + 1);
    }
    return folder + target;
  }

  std::string folder_;
  std::vector<Target> targets_;
};

class WorkbookHandler final : public XmlHandler {
 public:
  explicit WorkbookHandler(const Relationships& relationships) : relationships_(relationships) {}

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "workbookPr") workbook.from_1904 = is_true(attributes.text("date1904"));
    if (element != "sheet") return;
    const Relationships::Target* target = relationships_.by_id(attributes.prefixed("id"));
    if (target == nullptr || !target->type.ends_with("/worksheet")) return;
    const auto state = attributes.text("state");
    workbook.sheets.push_back(
        {std::string(attributes.text("name")), target->part, state == "hidden" || state == "veryHidden"});
  }
  void end(std::string_view /*element*/) override {}
  void text(std::string_view /*piece*/) override {}

  XlsxWorkbook workbook;

 private:
  const Relationships& relationships_;
};

class StylesHandler final : public XmlHandler {
 public:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "numFmt") {
      custom_[to_int(attributes.text("numFmtId"), -1)] = custom_format(attributes.text("formatCode"));
    }
    if (element == "cellXfs") in_cells_ = true;
    if (element == "xf" && in_cells_) ids_.push_back(to_int(attributes.text("numFmtId"), 0));
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view /*piece*/) override {}

  std::vector<CellFormat> formats() const {
    std::vector<CellFormat> formats;
    for (const int id : ids_) {
      const auto custom = custom_.find(id);
      formats.push_back(custom == custom_.end() ? builtin_format(id) : custom->second);
    }
    return formats;
  }

 private:
  std::map<int, CellFormat> custom_;
  std::vector<int> ids_;
  bool in_cells_ = false;
};

class StringsHandler final : public XmlHandler {
 public:
  StringsHandler(ScratchFile& out, std::vector<std::uint64_t>& begins) : out_(out), begins_(begins) {}

  void start(std::string_view element, const XmlAttributes& /*attributes*/) override {
    if (element == "si") begins_.push_back(written + pending_.size());
    if (element == "rPh") phonetic_ = true;
    in_text_ = element == "t" && !phonetic_;
  }
  void end(std::string_view element) override {
    if (element == "t" && in_text_) {
      append_xstring(text_, pending_);
      text_.clear();
      in_text_ = false;
    }
    if (element == "rPh") phonetic_ = false;
    if (element == "si" && pending_.size() > kPiece) flush();
  }
  void text(std::string_view piece) override {
    if (!in_text_) return;
    text_ += piece;
    if (text_.size() > kMostCellBytes || begins_.size() > kMostStrings) {
      throw Error(ErrorCode::kData, "the workbook has more or longer shared texts than any sheet can show",
                  kWorkbookHint);
    }
  }
  void flush() {
    out_.write(pending_);
    written += pending_.size();
    pending_.clear();
  }

  std::uint64_t written = 0;

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 20;
  static constexpr std::size_t kMostStrings = 50'000'000;

  ScratchFile& out_;
  std::vector<std::uint64_t>& begins_;
  std::string pending_;
  std::string text_;
  bool phonetic_ = false;
  bool in_text_ = false;
};

/// The character that "_x000D_" at the begin of a text stands for.
std::optional<unsigned> escaped_character(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  unsigned code = 0;
  const std::from_chars_result end = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  return end.ptr == text.data() + 6 ? std::optional(code) : std::nullopt;
}

}  // namespace

bool read_xlsx_part(const ZipArchive& archive, const std::string& part, const std::string& name, XmlHandler& handler) {
  const auto member = archive.find(part);
  if (!member) return false;
  XmlReader reader(handler, name + "!" + part);
  archive.read(*member, [&](std::string_view piece) { reader.feed(piece); });
  reader.finish();
  return true;
}

XlsxWorkbook read_workbook(const ZipArchive& archive, const std::string& name) {
  const Relationships package(archive, "", name);
  const Relationships::Target* target = package.by_type("/officeDocument");
  if (target == nullptr) {
    throw Error(
        ErrorCode::kData, name + " is a zip archive that holds no workbook",
        "the members of an archive are read where its name ends in .zip, but not those of an archive within one");
  }
  if (target->part.ends_with(".bin")) {
    throw Error(ErrorCode::kUnsupported, name + " is a binary workbook (.xlsb)", "save it as .xlsx");
  }
  const Relationships relationships(archive, target->part, name);
  WorkbookHandler handler(relationships);
  if (!read_xlsx_part(archive, target->part, name, handler)) refuse_workbook(name, "lacks its part " + target->part);
  const auto part_of = [&](const char* type) {
    const Relationships::Target* part = relationships.by_type(type);
    return part == nullptr ? std::string() : part->part;
  };
  handler.workbook.shared_strings = part_of("/sharedStrings");
  handler.workbook.styles = part_of("/styles");
  return std::move(handler.workbook);
}

const XlsxSheet& choose_sheet(const XlsxWorkbook& workbook, const std::string& wanted, const std::string& name) {
  const auto find = [&](auto&& fits) { return std::find_if(workbook.sheets.begin(), workbook.sheets.end(), fits); };
  if (workbook.sheets.empty()) refuse_workbook(name, "has no sheet with cells");
  if (wanted.empty()) {
    const auto shown = find([](const XlsxSheet& sheet) { return !sheet.hidden; });
    return shown == workbook.sheets.end() ? workbook.sheets.front() : *shown;
  }
  auto found = find([&](const XlsxSheet& sheet) { return sheet.name == wanted; });
  if (found == workbook.sheets.end()) {
    found = find([&](const XlsxSheet& sheet) { return equal_ignoring_case(sheet.name, wanted); });
  }
  if (found != workbook.sheets.end()) return *found;
  std::vector<std::string> names;
  for (const XlsxSheet& sheet : workbook.sheets) names.push_back("'" + sheet.name + "'");
  throw Error(ErrorCode::kData,
              fmt::format("the workbook {} has no sheet '{}', only {}", name, wanted, fmt::join(names, ", ")),
              "name one of them as `sheet:` in the source, or none for the first");
}

std::vector<CellFormat> read_styles(const ZipArchive& archive, const std::string& part, const std::string& name) {
  StylesHandler handler;
  if (!part.empty()) read_xlsx_part(archive, part, name, handler);
  return handler.formats();
}

SharedStrings::SharedStrings(const ZipArchive& archive, const std::string& part, const std::string& name) {
  if (part.empty()) return;
  ScratchFile scratch;
  StringsHandler handler(scratch, begins_);
  if (!read_xlsx_part(archive, part, name, handler)) refuse_workbook(name, "lacks its part " + part);
  handler.flush();
  end_ = handler.written;
  bytes_ = MappedFile(scratch.release(), scratch.path());
}

std::string_view SharedStrings::at(std::size_t number) const {
  const std::uint64_t end = number + 1 < begins_.size() ? begins_[number + 1] : end_;
  return bytes_.bytes().substr(begins_[number], end - begins_[number]);
}

void append_xstring(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find("_x", at), text.size());
    out += text.substr(at, mark - at);
    at = mark;
    if (at == text.size()) return;
    if (const auto code = escaped_character(text.substr(at))) {
      const char16_t unit = static_cast<char16_t>(*code);
      const char bytes[2] = {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
      decode({bytes, 2}, Encoding::kUtf16Le, true, out);
      at += 7;
    } else {
      out += text[at++];
    }
  }
}

}  // namespace c360::ingest
