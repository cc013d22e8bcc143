#include "c360/delta/actions.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/delta/json_fields.h"
#include "c360/delta/path_encoding.h"

namespace c360::delta {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// ---- from JSON

/// An empty string is NULL, whatever the column's type (PROTOCOL.md, "Partition Value Serialization").
PartitionValues partition_values(const json& object) {
  PartitionValues values = nullable_text_map_field(object, "partitionValues");
  for (auto& [column, value] : values) {
    if (value && value->empty()) value.reset();
  }
  return values;
}

std::optional<DeletionVectorDescriptor> deletion_vector(const json& object) {
  const json* found = find_field(object, "deletionVector");
  if (found == nullptr) return std::nullopt;
  DeletionVectorDescriptor vector;
  vector.storage_type = required_text(*found, "storageType");
  vector.path_or_inline_dv = required_text(*found, "pathOrInlineDv");
  vector.offset = integer_field(*found, "offset");
  vector.size_in_bytes = integer_field(*found, "sizeInBytes").value_or(0);
  vector.cardinality = integer_field(*found, "cardinality").value_or(0);
  return vector;
}

Action read_add(const json& object) {
  AddFile add;
  add.path = decode_path(required_text(object, "path"));
  add.partition_values = partition_values(object);
  add.size = integer_field(object, "size").value_or(0);
  add.modification_time = integer_field(object, "modificationTime").value_or(0);
  add.data_change = flag_field(object, "dataChange").value_or(true);
  add.stats = text_field(object, "stats");
  add.tags = text_map_field(object, "tags");
  add.deletion_vector = deletion_vector(object);
  add.base_row_id = integer_field(object, "baseRowId");
  add.default_row_commit_version = integer_field(object, "defaultRowCommitVersion");
  add.clustering_provider = text_field(object, "clusteringProvider");
  return add;
}

Action read_remove(const json& object) {
  RemoveFile remove;
  remove.path = decode_path(required_text(object, "path"));
  remove.deletion_timestamp = integer_field(object, "deletionTimestamp");
  remove.data_change = flag_field(object, "dataChange").value_or(true);
  remove.extended_file_metadata = flag_field(object, "extendedFileMetadata").value_or(false);
  remove.partition_values = partition_values(object);
  remove.size = integer_field(object, "size");
  remove.stats = text_field(object, "stats");
  remove.tags = text_map_field(object, "tags");
  remove.deletion_vector = deletion_vector(object);
  return remove;
}

Action read_metadata(const json& object) {
  Metadata metadata;
  metadata.id = text_field(object, "id").value_or("");
  metadata.name = text_field(object, "name");
  metadata.description = text_field(object, "description");
  if (const json* format = find_field(object, "format"); format != nullptr) {
    metadata.format_provider = text_field(*format, "provider").value_or("parquet");
    metadata.format_options = text_map_field(*format, "options");
  }
  if (const auto schema = text_field(object, "schemaString")) metadata.schema = Schema::from_json(*schema);
  metadata.partition_columns = text_list_field(object, "partitionColumns").value_or(std::vector<std::string>());
  metadata.configuration = text_map_field(object, "configuration");
  metadata.created_time = integer_field(object, "createdTime");
  return metadata;
}

/// A version beyond all that there could be stays beyond them.
int protocol_version(const json& object, const char* key) {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp<std::int64_t>(required_integer(object, key), -1, kMost));
}

Action read_protocol(const json& object) {
  Protocol protocol;
  protocol.min_reader_version = protocol_version(object, "minReaderVersion");
  protocol.min_writer_version = protocol_version(object, "minWriterVersion");
  protocol.reader_features = text_list_field(object, "readerFeatures");
  protocol.writer_features = text_list_field(object, "writerFeatures");
  return protocol;
}

Action read_txn(const json& object) {
  return Txn{required_text(object, "appId"), required_integer(object, "version"), integer_field(object, "lastUpdated")};
}

/// Writers put what they like here; what is not as expected is left out.
Action read_commit_info(const json& object) {
  const auto text = [&](const char* key) {
    const json* value = find_field(object, key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  };
  const auto integer = [&](const char* key) {
    const json* value = find_field(object, key);
    return value != nullptr && value->is_number_integer() ? std::optional(value->get<std::int64_t>()) : std::nullopt;
  };
  const auto map = [&](const char* key) {
    const json* value = find_field(object, key);
    return value != nullptr && value->is_object() ? text_map_field(object, key) : std::map<std::string, std::string>();
  };
  CommitInfo info;
  info.timestamp = integer("timestamp").value_or(0);
  info.operation = text("operation");
  info.operation_parameters = map("operationParameters");
  info.operation_metrics = map("operationMetrics");
  info.read_version = integer("readVersion");
  if (const json* blind = find_field(object, "isBlindAppend"); blind != nullptr && blind->is_boolean()) {
    info.is_blind_append = blind->get<bool>();
  }
  info.engine_info = text("engineInfo");
  info.txn_id = text("txnId");
  return info;
}

Action read_domain_metadata(const json& object) {
  return DomainMetadata{required_text(object, "domain"), text_field(object, "configuration").value_or(""),
                        flag_field(object, "removed").value_or(false)};
}

struct Reader {
  const char* name;
  Action (*read)(const json& object);
};

constexpr std::array<Reader, 7> kReaders = {{{"add", read_add},
                                             {"remove", read_remove},
                                             {"metaData", read_metadata},
                                             {"protocol", read_protocol},
                                             {"txn", read_txn},
                                             {"commitInfo", read_commit_info},
                                             {"domainMetadata", read_domain_metadata}}};

Action read_with(const Reader& reader, const json& object) {
  if (!object.is_object()) throw Error(ErrorCode::kCorrupt, fmt::format("'{}' is not an object", reader.name));
  try {
    return reader.read(object);
  } catch (const Error& error) {
    throw error.in(fmt::format("log action '{}'", reader.name));
  }
}

// ---- to JSON

template <typename Value>
void put(ordered_json& object, const char* key, const std::optional<Value>& value) {
  if (value) object[key] = *value;
}

ordered_json to_object(const std::map<std::string, std::string>& map) {
  ordered_json object = ordered_json::object();
  for (const auto& [key, value] : map) object[key] = value;
  return object;
}

void put_map(ordered_json& object, const char* key, const std::map<std::string, std::string>& map) {
  if (!map.empty()) object[key] = to_object(map);
}

ordered_json to_object(const PartitionValues& values) {
  ordered_json object = ordered_json::object();
  for (const auto& [column, value] : values) object[column] = value ? ordered_json(*value) : ordered_json(nullptr);
  return object;
}

void put_deletion_vector(ordered_json& object, const std::optional<DeletionVectorDescriptor>& vector) {
  if (!vector) return;
  ordered_json& inner = object["deletionVector"];
  inner["storageType"] = vector->storage_type;
  inner["pathOrInlineDv"] = vector->path_or_inline_dv;
  put(inner, "offset", vector->offset);
  inner["sizeInBytes"] = vector->size_in_bytes;
  inner["cardinality"] = vector->cardinality;
}

struct Writer {
  ordered_json operator()(const AddFile& add) const {
    ordered_json object = {{"path", encode_path(add.path)},
                           {"partitionValues", to_object(add.partition_values)},
                           {"size", add.size},
                           {"modificationTime", add.modification_time},
                           {"dataChange", add.data_change}};
    put(object, "stats", add.stats);
    put_map(object, "tags", add.tags);
    put_deletion_vector(object, add.deletion_vector);
    put(object, "baseRowId", add.base_row_id);
    put(object, "defaultRowCommitVersion", add.default_row_commit_version);
    put(object, "clusteringProvider", add.clustering_provider);
    return {{"add", std::move(object)}};
  }

  ordered_json operator()(const RemoveFile& remove) const {
    ordered_json object = {{"path", encode_path(remove.path)}};
    put(object, "deletionTimestamp", remove.deletion_timestamp);
    object["dataChange"] = remove.data_change;
    object["extendedFileMetadata"] = remove.extended_file_metadata;
    if (remove.extended_file_metadata || !remove.partition_values.empty()) {
      object["partitionValues"] = to_object(remove.partition_values);
    }
    put(object, "size", remove.size);
    put(object, "stats", remove.stats);
    put_map(object, "tags", remove.tags);
    put_deletion_vector(object, remove.deletion_vector);
    return {{"remove", std::move(object)}};
  }

  ordered_json operator()(const Metadata& metadata) const {
    ordered_json object = {{"id", metadata.id}};
    put(object, "name", metadata.name);
    put(object, "description", metadata.description);
    object["format"] = {{"provider", metadata.format_provider}, {"options", to_object(metadata.format_options)}};
    object["schemaString"] = metadata.schema.to_json();
    object["partitionColumns"] = metadata.partition_columns;
    object["configuration"] = to_object(metadata.configuration);
    put(object, "createdTime", metadata.created_time);
    return {{"metaData", std::move(object)}};
  }

  ordered_json operator()(const Protocol& protocol) const {
    ordered_json object = {{"minReaderVersion", protocol.min_reader_version},
                           {"minWriterVersion", protocol.min_writer_version}};
    put(object, "readerFeatures", protocol.reader_features);
    put(object, "writerFeatures", protocol.writer_features);
    return {{"protocol", std::move(object)}};
  }

  ordered_json operator()(const Txn& txn) const {
    ordered_json object = {{"appId", txn.app_id}, {"version", txn.version}};
    put(object, "lastUpdated", txn.last_updated);
    return {{"txn", std::move(object)}};
  }

  ordered_json operator()(const CommitInfo& info) const {
    ordered_json object = {{"timestamp", info.timestamp},
                           {"operation", info.operation},
                           {"operationParameters", to_object(info.operation_parameters)}};
    put(object, "readVersion", info.read_version);
    put(object, "isBlindAppend", info.is_blind_append);
    put_map(object, "operationMetrics", info.operation_metrics);
    object["engineInfo"] = info.engine_info;
    object["txnId"] = info.txn_id;
    return {{"commitInfo", std::move(object)}};
  }

  ordered_json operator()(const DomainMetadata& domain) const {
    return {{"domainMetadata",
             {{"domain", domain.domain}, {"configuration", domain.configuration}, {"removed", domain.removed}}}};
  }
};

}  // namespace

std::optional<Action> action_from_json(std::string_view line) {
  const json value = parse_json(line, "a line of the log");
  if (!value.is_object()) throw Error(ErrorCode::kCorrupt, "a line of the log is not an object");
  for (const Reader& reader : kReaders) {
    if (const json* object = find_field(value, reader.name); object != nullptr) return read_with(reader, *object);
  }
  return std::nullopt;
}

std::string to_json(const Action& action) {
  return write_json(std::visit(Writer(), action));
}

}  // namespace c360::delta
