#include "c360/ingest/file_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/ingest/column_names.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kFaultsShown = 5;

const std::string& source_name(const project::ColumnSpec& column) {
  return column.from.empty() ? column.name : column.from;
}

bool has_any_column(const std::vector<std::string>& header, const project::Contract& contract) {
  const std::vector<std::string> names = delta_names(header);
  return std::any_of(contract.columns.begin(), contract.columns.end(), [&](const project::ColumnSpec& column) {
    const auto is_this = [&](const std::string& name) { return equal_ignoring_case(name, source_name(column)); };
    return std::any_of(header.begin(), header.end(), is_this) || std::any_of(names.begin(), names.end(), is_this);
  });
}

void check_columns(const SourceFile& file, const project::Contract& contract) {
  if (file.header().empty() || has_any_column(file.header(), contract)) return;
  std::vector<std::string> wanted;
  for (const project::ColumnSpec& column : contract.columns) wanted.push_back(source_name(column));
  std::string header = visible_text(fmt::format("{}", fmt::join(file.header(), " | ")));
  if (header.size() > 300) header = header.substr(0, 300) + " …";
  throw Error(ErrorCode::kData,
              fmt::format("{} has none of the columns of '{}' ({}): its header, {}, is: {}", file.name(),
                          contract.entity, fmt::join(wanted, ", "), file.describe_form(), header),
              file.form().format == FileFormat::kCsv
                  ? "is it another delimiter (`delimiter:`), another encoding, or no header at all (`header: false` "
                    "with `columns:`)? or are the contract's columns called otherwise (`from:`)?"
                  : "are the contract's columns called otherwise (`from:`)? or are the records elsewhere in the file "
                    "(`records:` of JSON, `sheet:` of a workbook)?");
}

void check_malformed(const SourceFile& file) {
  const std::vector<std::string> faults = file.describe_malformed(kFaultsShown);
  if (faults.empty()) return;
  throw Error(ErrorCode::kData,
              fmt::format("{} has malformed records ({}{})", file.name(), fmt::join(faults, "; "),
                          faults.size() == kFaultsShown ? "; …" : ""),
              "correct the file, or say `malformed: quarantine` in the source to keep them aside");
}

}  // namespace

void check_file(const SourceFile& file, const DiscoveryRequest& request) {
  for (const project::Contract* contract : request.contracts) check_columns(file, *contract);
  if (request.source.malformed == project::OnMalformed::kFail) check_malformed(file);
}

void describe(FileEntry& entry, const SourceFile& file, const FileStamp& stamp, const DiscoveryRequest& request) {
  entry.path = file.name();
  entry.stamp = stamp;
  entry.content_hash = file.content_hash();
  entry.batch_id = request.batch_id;
  entry.discovered = request.now;
  entry.records = file.scan().records;
  entry.header = file.header();
  keep_form(file.form(), entry);
}

}  // namespace c360::ingest
