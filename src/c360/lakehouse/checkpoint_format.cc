#include "c360/lakehouse/checkpoint_format.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/lakehouse/action_lines.h"
#include "c360/sql/functions.h"

namespace c360::lakehouse {
namespace {

using Json = nlohmann::ordered_json;
using sql::NestedField;
using sql::Type;
using sql::TypeKind;

const Type kText{TypeKind::kString};
const Type kLong{TypeKind::kBigint};
const Type kInteger{TypeKind::kInteger};
const Type kBoolean{TypeKind::kBoolean};
const Type kTextList{TypeKind::kStringList};

Type text_map() {
  return Type::map(kText, kText);
}

Type deletion_vector_type() {
  return Type::structure({{"storageType", kText},
                          {"pathOrInlineDv", kText},
                          {"offset", kInteger},
                          {"sizeInBytes", kInteger},
                          {"cardinality", kLong}});
}

Type add_type() {
  return Type::structure({{"path", kText},
                          {"partitionValues", text_map()},
                          {"size", kLong},
                          {"modificationTime", kLong},
                          {"dataChange", kBoolean},
                          {"stats", kText},
                          {"tags", text_map()},
                          {"deletionVector", deletion_vector_type()},
                          {"baseRowId", kLong},
                          {"defaultRowCommitVersion", kLong},
                          {"clusteringProvider", kText}});
}

Type remove_type() {
  return Type::structure({{"path", kText},
                          {"deletionTimestamp", kLong},
                          {"dataChange", kBoolean},
                          {"extendedFileMetadata", kBoolean},
                          {"partitionValues", text_map()},
                          {"size", kLong},
                          {"stats", kText},
                          {"tags", text_map()},
                          {"deletionVector", deletion_vector_type()},
                          {"baseRowId", kLong},
                          {"defaultRowCommitVersion", kLong}});
}

Type metadata_type() {
  return Type::structure({{"id", kText},
                          {"name", kText},
                          {"description", kText},
                          {"format", Type::structure({{"provider", kText}, {"options", text_map()}})},
                          {"schemaString", kText},
                          {"partitionColumns", kTextList},
                          {"createdTime", kLong},
                          {"configuration", text_map()}});
}

Type column_type(const std::string& column) {
  if (column == "txn") return Type::structure({{"appId", kText}, {"version", kLong}, {"lastUpdated", kLong}});
  if (column == "add") return add_type();
  if (column == "remove") return remove_type();
  if (column == "metaData") return metadata_type();
  if (column == "protocol") {
    return Type::structure({{"minReaderVersion", kInteger},
                            {"minWriterVersion", kInteger},
                            {"readerFeatures", kTextList},
                            {"writerFeatures", kTextList}});
  }
  return Type::structure({{"domain", kText}, {"configuration", kText}, {"removed", kBoolean}});
}

void erase_nulls(Json& object) {
  for (auto member = object.begin(); member != object.end();) {
    member = member->is_null() ? object.erase(member) : std::next(member);
  }
}

void erase_nulls_below(Json& object) {
  erase_nulls(object);
  for (Json& member : object) {
    if (member.is_object()) erase_nulls_below(member);
  }
}

/// Numbers with decimals have gone through floating point here: none of them is a bound to skip files by.
void erase_inexact_bounds(Json& bounds) {
  for (auto bound = bounds.begin(); bound != bounds.end();) {
    if (bound->is_object()) erase_inexact_bounds(*bound);
    bound = bound->is_number_float() ? bounds.erase(bound) : std::next(bound);
  }
}

/// Statistics of a writer that left out their JSON text, which every other reader of actions expects.
void restore_statistics(Json& body) {
  const auto parsed = body.find("stats_parsed");
  if (parsed == body.end()) return;
  if (!body.contains("stats") && parsed->is_object()) {
    erase_nulls_below(*parsed);
    for (const char* bounds : {"minValues", "maxValues"}) {
      if (parsed->contains(bounds)) erase_inexact_bounds((*parsed)[bounds]);
    }
    body["stats"] = parsed->dump();
  }
  body.erase("stats_parsed");
}

/// A struct column's value as the action that a commit file would hold: absent members instead of null ones.
std::string action_line(const std::string& column, std::string_view struct_json) {
  Json body = Json::parse(struct_json);
  erase_nulls(body);
  restore_statistics(body);
  body.erase("partitionValues_parsed");
  for (const char* nested : {"deletionVector", "format"}) {
    if (body.contains(nested)) erase_nulls(body[nested]);
  }
  return Json{{column, std::move(body)}}.dump();
}

sql::Relation rows_of_file(const std::string& file) {
  sql::ParquetScan scan;
  scan.files.push_back({file, {}});
  return sql::scan(std::move(scan));
}

/// The action columns that a checkpoint file has.
std::vector<std::string> columns_of(engine::Connection& connection, const std::string& file) {
  std::vector<std::string> columns;
  for (const engine::ResultColumn& column : connection.describe(sql::select_from(rows_of_file(file)))) {
    const auto& known = checkpoint_columns();
    if (std::find(known.begin(), known.end(), column.name) != known.end()) columns.push_back(column.name);
  }
  if (columns.empty()) throw Error(ErrorCode::kCorrupt, "it has no column of actions");
  return columns;
}

std::vector<std::string> read_lines(engine::Connection& connection, const std::string& file) {
  const std::vector<std::string> columns = columns_of(connection, file);
  sql::Query query = sql::select_from(rows_of_file(file));
  for (const std::string& column : columns) {
    const sql::Expr body = sql::column(column);
    const sql::Expr text = sql::call(sql::fn::kToJson, {body});
    query.select.push_back({sql::case_when({{sql::is_not_null(body), text}}, sql::null_of(kText)), column});
  }
  std::vector<std::string> lines;
  engine::Result result = connection.query(query);
  while (const std::optional<engine::Chunk> chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!chunk->is_null(i, row)) lines.push_back(action_line(columns[i], chunk->text(i, row)));
      }
    }
  }
  return lines;
}

/// Lines that the engine can read for as long as this lives.
class KeptLines {
 public:
  KeptLines(ActionLines& lines, const std::vector<std::string>& texts) : lines_(lines), key_(lines.keep(texts)) {}
  ~KeptLines() { lines_.drop(key_); }
  KeptLines(const KeptLines&) = delete;
  KeptLines& operator=(const KeptLines&) = delete;

  sql::Query as_structs() const {
    sql::Query query = sql::select_from(sql::table_function(lines_.name(), {sql::literal(key_)}));
    for (const std::string& column : checkpoint_columns()) {
      query.select.push_back({sql::from_json(sql::column(column), column_type(column)), column});
    }
    return query;
  }

 private:
  ActionLines& lines_;
  std::string key_;
};

}  // namespace

EngineCheckpointFormat::EngineCheckpointFormat(engine::Database& database)
    : database_(database), lines_(std::make_shared<ActionLines>()) {
  database_.add(lines_);
}

EngineCheckpointFormat::~EngineCheckpointFormat() = default;

std::vector<std::string> EngineCheckpointFormat::read(const storage::ObjectStore& store,
                                                      const std::string& path) const {
  try {
    engine::Connection connection = database_.connect();
    return read_lines(connection, store.local_file(path).string());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine && error.code() != ErrorCode::kCorrupt) throw;
    throw Error(ErrorCode::kCorrupt,
                fmt::format("the checkpoint {} cannot be read: {}", store.display(path), error.message()));
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kCorrupt,
                fmt::format("the checkpoint {} cannot be read: {}", store.display(path), error.what()));
  }
}

std::uint64_t EngineCheckpointFormat::write(storage::ObjectStore& store, const std::string& path,
                                            const std::vector<std::string>& lines) const {
  const TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "checkpoint.parquet";
  const KeptLines kept(*lines_, lines);
  engine::Connection connection = database_.connect();
  connection.copy_to_parquet(kept.as_structs(), file);
  const std::string bytes = read_file(file);
  store.put_if_absent(path, bytes);
  return bytes.size();
}

}  // namespace c360::lakehouse
