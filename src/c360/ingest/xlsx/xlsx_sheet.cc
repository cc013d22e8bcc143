#include "c360/ingest/xlsx/xlsx_sheet.h"

#include <fmt/format.h>

#include <charconv>

#include "c360/base/error.h"
#include "c360/engine/values/real_text.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kMostColumns = 16'384;

/// The column of "BC12", from 0; nullopt where it has none.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > kMostColumns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

class SheetHandler final : public XmlHandler {
 public:
  SheetHandler(const XlsxValues& values, const std::string& name, const std::function<void(const XlsxRow&)>& take_row)
      : values_(values), name_(name), take_row_(take_row) {}

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "row") {
      row_.clear();
      filled_ = false;
      next_column_ = 0;
    } else if (element == "c") {
      begin_cell(attributes);
    } else if (element == "rPh") {
      phonetic_ = true;
    } else if (element == "v" || (element == "t" && !phonetic_)) {
      in_value_ = true;
      has_value_ = true;
    }
  }

  void end(std::string_view element) override {
    if (element == "v" || element == "t") {
      in_value_ = false;
    } else if (element == "rPh") {
      phonetic_ = false;
    } else if (element == "c") {
      end_cell();
    } else if (element == "row" && filled_) {
      take_row_(row_);
    }
  }

  void text(std::string_view piece) override {
    if (!in_value_) return;
    raw_ += piece;
    if (raw_.size() > kMostCellBytes) refuse("holds more text than a cell can");
  }

 private:
  void begin_cell(const XmlAttributes& attributes) {
    place_ = attributes.text("r");
    column_ = column_of(place_).value_or(next_column_);
    if (column_ >= kMostColumns) refuse("is beyond the last column that a sheet can have");
    next_column_ = column_ + 1;
    type_ = attributes.text("t");
    const std::string_view style = attributes.text("s");
    style_ = 0;
    std::from_chars(style.data(), style.data() + style.size(), style_);
    raw_.clear();
    has_value_ = false;
  }

  void end_cell() {
    if (!has_value_) return;
    std::string value = value_text();
    if (value.empty()) return;
    if (row_.size() <= column_) row_.resize(column_ + 1);
    row_[column_] = std::move(value);
    filled_ = true;
  }

  std::string value_text() const {
    if (type_ == "s") return std::string(shared());
    if (type_ == "b") return raw_ == "0" || raw_ == "false" ? "false" : "true";
    if (type_ == "e" || type_ == "d") return raw_;
    if (type_ == "str" || type_ == "inlineStr") {
      std::string value;
      append_xstring(raw_, value);
      return value;
    }
    return raw_.empty() ? "" : number_text();
  }

  std::string_view shared() const {
    std::size_t number = values_.strings.size();
    std::from_chars(raw_.data(), raw_.data() + raw_.size(), number);
    if (number >= values_.strings.size()) refuse(fmt::format("names a shared text {} that is not there", raw_));
    return values_.strings.at(number);
  }

  std::string number_text() const {
    double number = 0;
    const std::from_chars_result end = std::from_chars(raw_.data(), raw_.data() + raw_.size(), number);
    if (end.ec != std::errc() || end.ptr != raw_.data() + raw_.size()) refuse(fmt::format("is no number: {}", raw_));
    if (style_ < values_.formats.size() && values_.formats[style_].is_time()) {
      if (auto date = date_text(number, values_.formats[style_], values_.from_1904)) return std::move(*date);
    }
    return values::real_text(number);
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::kData, fmt::format("cell {} of {} {}", place_, name_, what),
                "save the workbook again; nothing of it was taken in");
  }

  const XlsxValues& values_;
  const std::string& name_;
  const std::function<void(const XlsxRow&)>& take_row_;
  XlsxRow row_;
  bool filled_ = false;
  std::size_t next_column_ = 0;
  // The cell that is being read.
  std::string place_;
  std::string type_;
  std::size_t column_ = 0;
  std::size_t style_ = 0;
  std::string raw_;
  bool has_value_ = false;
  bool in_value_ = false;
  bool phonetic_ = false;
};

/// Sees of a sheet only whether anything stands in a row.
class RowCounter final : public XmlHandler {
 public:
  explicit RowCounter(const SharedStrings& strings) : strings_(strings) {}

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "c") shared_ = attributes.text("t") == "s";
    if (element == "rPh") ++phonetic_;
    if (element == "v" || element == "t") {
      inside_ = phonetic_ == 0;
      raw_.clear();
    }
  }
  void end(std::string_view element) override {
    if (element == "v" || element == "t") {
      something_ |= inside_ && (shared_ ? !is_empty_shared() : !raw_.empty());
      inside_ = false;
    }
    if (element == "rPh") --phonetic_;
    if (element == "row" && something_) {
      ++rows;
      something_ = false;
    }
  }
  void text(std::string_view piece) override {
    if (inside_) raw_ += piece;
  }

  std::int64_t rows = 0;

 private:
  bool is_empty_shared() const {
    std::size_t number = strings_.size();
    std::from_chars(raw_.data(), raw_.data() + raw_.size(), number);
    return number < strings_.size() && strings_.at(number).empty();
  }

  const SharedStrings& strings_;
  std::string raw_;
  int phonetic_ = 0;
  bool shared_ = false;
  bool inside_ = false;
  bool something_ = false;
};

void read_cells(const ZipArchive& archive, const XlsxSheet& sheet, const std::string& name, XmlHandler& handler) {
  if (read_xlsx_part(archive, sheet.part, name, handler)) return;
  throw Error(ErrorCode::kData, fmt::format("the workbook {} lacks its part {}", name, sheet.part),
              "save the workbook again; nothing of it was taken in");
}

}  // namespace

void read_sheet(const ZipArchive& archive, const XlsxSheet& sheet, const XlsxValues& values, const std::string& name,
                const std::function<void(const XlsxRow&)>& take_row) {
  SheetHandler handler(values, name, take_row);
  read_cells(archive, sheet, name, handler);
}

std::int64_t count_sheet_rows(const ZipArchive& archive, const XlsxSheet& sheet, const SharedStrings& strings,
                              const std::string& name) {
  RowCounter counter(strings);
  read_cells(archive, sheet, name, counter);
  return counter.rows;
}

}  // namespace c360::ingest
