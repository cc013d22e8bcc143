#include "c360/pipeline/text_file_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/ingest/bronze_columns.h"
#include "c360/ingest/file_copy.h"
#include "c360/ingest/file_scan.h"
#include "c360/ingest/open_source.h"
#include "c360/ingest/scan_function.h"
#include "c360/pipeline/column_choice.h"

namespace c360::pipeline {
namespace {

using Match = std::vector<std::optional<std::size_t>>;

/// The columns of several files, growing file by file.
class UnitedColumns {
 public:
  /// For each column so far the file's; beyond its end there is none.
  Match add(const ingest::SourceFile& file) {
    Match match(names_.size());
    const std::size_t known = names_.size();
    for (std::size_t field = 0; field < file.header().size(); ++field) {
      const std::string name = name_of(file, field);
      const std::size_t at = find(name);
      if (at == names_.size()) {
        names_.push_back(name);
        match.emplace_back(field);
      } else {
        if (at >= known || match[at]) refuse_twice(file, name);
        match[at] = field;
      }
    }
    return match;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  static std::string name_of(const ingest::SourceFile& file, std::size_t field) {
    const std::string& name = file.header()[field];
    return name.empty() ? fmt::format("column{}", field + 1) : name;
  }
  std::size_t find(const std::string& name) const {
    const auto same = [&](const std::string& each) { return equal_ignoring_case(each, name); };
    return static_cast<std::size_t>(std::find_if(names_.begin(), names_.end(), same) - names_.begin());
  }
  [[noreturn]] static void refuse_twice(const ingest::SourceFile& file, const std::string& name) {
    throw Error(ErrorCode::kData, fmt::format("{} names the column '{}' twice", file.name(), name),
                "give every column a name of its own; capitals make no difference");
  }

  std::vector<std::string> names_;
};

[[noreturn]] void refuse_record(const ingest::SourceFile& file) {
  const std::vector<std::string> faults = file.describe_malformed(1);
  throw Error(ErrorCode::kData,
              fmt::format("{}, {}", file.name(), faults.empty() ? "a record cannot be read" : faults.front()),
              "nothing was loaded; correct the file, or say how it is written (delimiter, quote, encoding, header)");
}

/// Rows as FileScan gives them, up to the first record that is none.
class StrictReader final : public engine::RowReader {
 public:
  StrictReader(std::unique_ptr<engine::RowReader> reader, ingest::FileScan& scan)
      : reader_(std::move(reader)), scan_(scan) {}
  void next(engine::ChunkWriter& out) override {
    reader_->next(out);
    for (std::size_t file = 0; file < scan_.files().size(); ++file)
      if (scan_.tally(file).malformed > 0) refuse_record(*scan_.files()[file].file);
  }

 private:
  std::unique_ptr<engine::RowReader> reader_;
  ingest::FileScan& scan_;
};

class StrictRows final : public engine::RowSource {
 public:
  explicit StrictRows(const std::shared_ptr<ingest::FileScan>& scan) : scan_(scan), rows_(ingest::open_scan(scan)) {}
  const std::vector<engine::TableColumn>& columns() const override { return rows_->columns(); }
  void begin() override { rows_->begin(); }
  std::size_t max_readers() const override { return rows_->max_readers(); }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>& projected) override {
    return std::make_unique<StrictReader>(rows_->open_reader(projected), *scan_);
  }
  std::int64_t estimated_rows() const override { return rows_->estimated_rows(); }

 private:
  std::shared_ptr<ingest::FileScan> scan_;
  std::unique_ptr<engine::RowSource> rows_;
};

/// Columns are numbered within the scan, so that none is taken for one of bronze's own.
std::string numbered(std::size_t column) {
  return fmt::format("c{}", column);
}

ingest::FileToRead open_file(const storage::ObjectStore& folder, const std::string& path,
                             const ingest::FileOptions& options) {
  ingest::FoundFile found;
  found.path = path;
  found.location = folder.local_file(path);
  const auto copy = std::make_shared<const ingest::TemporaryCopy>(found);
  ingest::FileToRead file;
  file.file = ingest::open_source_file(copy->path(), path, options);
  file.copy = copy;
  return file;
}

sql::Query named(const std::vector<std::string>& names, const TextFileForm& form, sql::Query rows) {
  sql::Query query;
  const bool has_null_value = form.options->format == ingest::FileFormat::kCsv;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const sql::Expr value = sql::column(numbered(at));
    const sql::Expr null = sql::null_of({sql::TypeKind::kString});
    const sql::Expr is_null = sql::equal(value, sql::literal(std::string_view(form.null_value)));
    query.select.push_back({has_null_value ? sql::case_when({{is_null, null}}, value) : value, names[at]});
  }
  query.select.push_back({sql::column(ingest::kSourceFile), kPathColumn});
  query.from = std::move(rows.from);
  return query;
}

}  // namespace

TextFileRows text_file_rows(engine::Database& database, storage::ObjectStore& folder,
                            const std::vector<std::string>& paths, const TextFileForm& form,
                            const std::vector<std::string>& otherwise, const Cancellation& cancel) {
  UnitedColumns columns;
  std::vector<ingest::FileToRead> files;
  for (const std::string& path : paths) {
    cancel.check();
    files.push_back(open_file(folder, path, *form.options));
    files.back().match = columns.add(*files.back().file);
  }
  const std::vector<std::string> names = columns.names().empty() ? otherwise : columns.names();
  if (names.empty())
    throw Error(ErrorCode::kData, fmt::format("the files in {} have no column", folder.display()),
                "they are empty; say 'columns:' where that may be");
  std::vector<engine::TableColumn> wanted;
  for (std::size_t at = 0; at < names.size(); ++at) wanted.push_back({numbered(at), {sql::TypeKind::kString}});
  for (ingest::FileToRead& file : files) file.match.resize(names.size());
  wanted.push_back({ingest::kSourceFile, {sql::TypeKind::kString}});
  const auto scan = std::make_shared<ingest::FileScan>(std::move(wanted), std::move(files), &cancel);
  const auto rows = std::make_shared<const ingest::ScanFunction>(
      database, [scan](std::size_t) { return std::make_unique<StrictRows>(scan); });
  return {named(names, form, rows->query(0)), rows};
}

}  // namespace c360::pipeline
