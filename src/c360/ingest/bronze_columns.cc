#include "c360/ingest/bronze_columns.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/ingest/column_names.h"

namespace c360::ingest {
namespace {

delta::Field field(const std::string& name, const char* type) {
  delta::Field result;
  result.name = name;
  result.type.primitive = type;
  return result;
}

std::vector<delta::Field> own_fields() {
  return {field(kSourceFile, "string"), field(kSourceRow, "long"), field(kFileNo, "long"),
          field(kIngestedAt, "timestamp"), field(kBatchId, "string")};
}

/// The name as the source has it: from the metadata, else the column's own.
std::string header_of(const delta::Field& column) {
  const auto found = column.metadata.find(kHeaderKey);
  if (found == column.metadata.end()) return column.name;
  const nlohmann::json text = nlohmann::json::parse(found->second, nullptr, false);
  return text.is_string() ? text.get<std::string>() : column.name;
}

sql::Type type_of(const delta::Field& column) {
  if (column.type.primitive == "long") return {sql::TypeKind::kBigint};
  if (column.type.primitive == "timestamp") return {sql::TypeKind::kTimestamp};
  return {sql::TypeKind::kString};
}

/// A column of the table for which a file's is looked for.
struct Wanted {
  std::size_t place;
  std::string name;
  std::string folded_name, folded_column;
};

/// A partition value that is an empty string would be read as NULL by everyone; so it is written as what it is read as.
std::optional<std::string> partition_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

bool is_own_column(const std::string& name) {
  return !name.empty() && name.front() == '_';
}

std::vector<std::string> file_columns() {
  return {kSourceFile, kFileNo, kIngestedAt, kBatchId};
}

delta::PartitionValues file_values(const std::string& path, std::int64_t file_no, Micros ingested_at,
                                   const std::string& batch_id) {
  return {{kSourceFile, partition_text(path)},
          {kFileNo, std::to_string(file_no)},
          {kIngestedAt, format_utc(ingested_at)},
          {kBatchId, partition_text(batch_id)}};
}

delta::Schema malformed_schema() {
  delta::Schema schema;
  schema.fields = {field(kRaw, "string"), field(kCause, "string")};
  for (delta::Field& own : own_fields()) schema.fields.push_back(std::move(own));
  return schema;
}

std::vector<engine::TableColumn> table_columns(const delta::Schema& schema) {
  std::vector<engine::TableColumn> columns;
  for (const delta::Field& column : schema.fields) columns.push_back({column.name, type_of(column)});
  return columns;
}

BronzeColumns::BronzeColumns(const std::optional<delta::Schema>& schema) : begun_(schema.has_value()) {
  if (schema) schema_ = *schema;
}

BronzeColumns::Match BronzeColumns::match(const std::vector<std::string>& header, const std::string& file,
                                          std::vector<std::string>& notes) {
  Places places = find(header);
  for (std::size_t column = 0; column < header.size(); ++column) {
    if (places[column]) continue;
    if (begun_) notes.push_back(file + ": column '" + header[column] + "' is new");
    add(header[column]);
    places[column] = schema_.fields.size() - 1;
  }
  Match match(schema_.fields.size());
  for (std::size_t column = 0; column < header.size(); ++column) match[*places[column]] = column;
  for (std::size_t place = 0; place < match.size() && !header.empty(); ++place) {
    if (match[place] || is_own_column(schema_.fields[place].name)) continue;
    notes.push_back(file + " has no column '" + header_of(schema_.fields[place]) + "'");
  }
  if (!begun_ && !header.empty()) begin();
  return match;
}

void BronzeColumns::complete(const std::vector<std::string>& header) {
  if (begun_) return;
  for (const std::string& column : header) add(column);
  begin();
}

void BronzeColumns::begin() {
  begun_ = true;
  grown_ = true;
  for (delta::Field& own : own_fields()) schema_.fields.push_back(std::move(own));
}

/// The place of each name. Those that are equal to the letter come first, so that no other name takes their place.
BronzeColumns::Places BronzeColumns::find(const std::vector<std::string>& header) const {
  std::vector<Wanted> free;
  for (std::size_t at = 0; at < schema_.fields.size(); ++at) {
    const delta::Field& column = schema_.fields[at];
    if (is_own_column(column.name)) continue;
    const std::string name = header_of(column);
    free.push_back({at, name, folded(name), folded(column.name)});
  }
  Places places(header.size());
  const auto find_all = [&](auto&& fits) {
    for (std::size_t column = 0; column < header.size(); ++column) {
      if (places[column]) continue;
      const auto found = std::find_if(free.begin(), free.end(), [&](const Wanted& w) { return fits(w, column); });
      if (found == free.end()) continue;
      places[column] = found->place;
      free.erase(found);
    }
  };
  std::vector<std::string> folded_header;
  for (const std::string& name : header) folded_header.push_back(folded(name));
  find_all([&](const Wanted& wanted, std::size_t column) { return wanted.name == header[column]; });
  find_all([&](const Wanted& wanted, std::size_t column) {
    return wanted.folded_name == folded_header[column] || wanted.folded_column == folded_header[column];
  });
  return places;
}

void BronzeColumns::add(const std::string& header) {
  std::vector<std::string> taken;
  for (const delta::Field& column : schema_.fields) taken.push_back(column.name);
  delta::Field column = field(delta_names({header}, taken).front(), "string");
  column.metadata[kHeaderKey] = nlohmann::json(header).dump();
  schema_.fields.push_back(std::move(column));
  grown_ = true;
}

}  // namespace c360::ingest
