#include "c360/delta/features.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "c360/base/error.h"
#include "c360/delta/table_properties.h"

namespace c360::delta {
namespace {

constexpr int kHighestReaderVersion = 3;
constexpr int kHighestWriterVersion = 7;
constexpr std::string_view kTimestampNtz = "timestampNtz";
constexpr std::string_view kInvariants = "invariants";
constexpr std::string_view kAppendOnly = "appendOnly";

// ---- what makes a feature active

template <typename Predicate>
bool any_field(const DataType& type, const Predicate& predicate);

template <typename Predicate>
bool any_field(const std::vector<Field>& fields, const Predicate& predicate) {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field& field) { return predicate(field) || any_field(field.type, predicate); });
}

template <typename Predicate>
bool any_field(const DataType& type, const Predicate& predicate) {
  return any_field(type.fields, predicate) ||
         std::any_of(type.element.begin(), type.element.end(),
                     [&](const DataType& element) { return any_field(element, predicate); });
}

bool any_column_has(const Metadata& metadata, std::string_view key_prefix) {
  return any_field(metadata.schema.fields, [&](const Field& field) {
    const auto found = field.metadata.lower_bound(std::string(key_prefix));
    return found != field.metadata.end() && found->first.starts_with(key_prefix);
  });
}

bool any_property_starts_with(const Metadata& metadata, const std::string& prefix) {
  const auto found = metadata.configuration.lower_bound(prefix);
  return found != metadata.configuration.end() && found->first.starts_with(prefix);
}

bool is_ntz(const DataType& type) {
  return type.primitive == "timestamp_ntz" || std::any_of(type.element.begin(), type.element.end(), is_ntz);
}

bool has_column_mapping(const Metadata& metadata) {
  const auto mode = metadata.configuration.find("delta.columnMapping.mode");
  return mode != metadata.configuration.end() && mode->second != "none";
}
bool has_invariants(const Metadata& metadata) {
  return any_column_has(metadata, "delta.invariants");
}
/// A column that is never null counts as an invariant with Delta Lake's own implementation, which refuses tables that
/// list their features without it.
bool has_required_columns(const Metadata& metadata) {
  return any_field(metadata.schema.fields, [](const Field& field) { return !field.nullable; });
}
bool has_constraints(const Metadata& metadata) {
  return any_property_starts_with(metadata, "delta.constraints.");
}
bool has_change_data_feed(const Metadata& metadata) {
  return property_is_true(metadata, "delta.enableChangeDataFeed");
}
bool has_generated_columns(const Metadata& metadata) {
  return any_column_has(metadata, "delta.generationExpression");
}
bool has_identity_columns(const Metadata& metadata) {
  return any_column_has(metadata, "delta.identity.");
}
bool has_column_defaults(const Metadata& metadata) {
  return any_column_has(metadata, "CURRENT_DEFAULT");
}
bool has_commit_timestamps(const Metadata& metadata) {
  return property_is_true(metadata, "delta.enableInCommitTimestamps");
}
bool has_timestamp_ntz(const Metadata& metadata) {
  return any_field(metadata.schema.fields, [](const Field& field) { return is_ntz(field.type); });
}

// ---- the table

constexpr Feature reader_writer(std::string_view name, Support support) {
  return {name, true, 0, 0, support, support, nullptr};
}
constexpr Feature writer_only(std::string_view name) {
  return {name, false, 0, 0, Support::kYes, Support::kNo, nullptr};
}
constexpr Feature writer_while_inactive(std::string_view name, int from_writer, bool (*is_active)(const Metadata&)) {
  return {name, false, 0, from_writer, Support::kYes, Support::kWhileInactive, is_active};
}

constexpr std::array kFeatures = {
    Feature{kAppendOnly, false, 0, 2, Support::kYes, Support::kYes, nullptr},
    writer_while_inactive("invariants", 2, has_invariants),
    writer_while_inactive("checkConstraints", 3, has_constraints),
    writer_while_inactive("changeDataFeed", 4, has_change_data_feed),
    writer_while_inactive("generatedColumns", 4, has_generated_columns),
    Feature{"columnMapping", true, 2, 5, Support::kWhileInactive, Support::kWhileInactive, has_column_mapping},
    writer_while_inactive("identityColumns", 6, has_identity_columns),
    reader_writer(kTimestampNtz, Support::kYes),
    reader_writer("vacuumProtocolCheck", Support::kYes),
    reader_writer("deletionVectors", Support::kNo),
    reader_writer("v2Checkpoint", Support::kNo),
    reader_writer("typeWidening", Support::kNo),
    reader_writer("typeWidening-preview", Support::kNo),
    reader_writer("variantType", Support::kNo),
    reader_writer("variantType-preview", Support::kNo),
    reader_writer("variantShredding", Support::kNo),
    reader_writer("variantShredding-preview", Support::kNo),
    reader_writer("catalogManaged", Support::kNo),
    reader_writer("catalogOwned-preview", Support::kNo),
    writer_while_inactive("allowColumnDefaults", 0, has_column_defaults),
    writer_while_inactive("inCommitTimestamp", 0, has_commit_timestamps),
    writer_only("domainMetadata"),
    writer_only("rowTracking"),
    writer_only("clustering"),
    writer_only("icebergCompatV1"),
    writer_only("icebergCompatV2"),
    writer_only("icebergCompatV3"),
    writer_only("checkpointProtection"),
    writer_only("coordinatedCommits-preview"),
    writer_only("materializePartitionColumns"),
};

// ---- the gate

[[noreturn]] void refuse_feature(const std::string& table, std::string_view feature, std::string_view doing) {
  throw Error(
      ErrorCode::kUnsupported,
      fmt::format("{}: the table needs the Delta feature '{}', which c360 does not {} yet", table, feature, doing),
      "docs/delta-features.md lists what c360 reads and writes");
}

[[noreturn]] void refuse_version(const std::string& table, std::string_view side, int version) {
  throw Error(
      ErrorCode::kUnsupported,
      fmt::format("{}: the table has the Delta {} protocol version {}, which c360 does not know", table, side, version),
      "docs/delta-features.md lists what c360 reads and writes");
}

void check_version(const std::string& table, std::string_view side, int version, int highest,
                   const std::optional<std::vector<std::string>>& listed) {
  if (version < 1 || version > highest) refuse_version(table, side, version);
  if (version == highest && !listed) {
    throw Error(ErrorCode::kCorrupt, fmt::format("{}: the {} protocol version {} must list its features and does not",
                                                 table, side, version));
  }
}

bool allowed(Support support, const Feature& feature, const Metadata& metadata) {
  return support == Support::kYes || (support == Support::kWhileInactive && !feature.is_active(metadata));
}

bool lists(const std::optional<std::vector<std::string>>& listed, std::string_view name) {
  return listed && std::find(listed->begin(), listed->end(), name) != listed->end();
}

/// timestamp_ntz columns are only what they seem where the protocol says so.
void check_timestamp_ntz(const std::string& table, const Protocol& protocol, const Metadata& metadata) {
  if (!has_timestamp_ntz(metadata) || lists(protocol.reader_features, kTimestampNtz)) return;
  throw Error(ErrorCode::kCorrupt,
              fmt::format("{}: a column has the type timestamp_ntz, but the protocol does not list the feature '{}'",
                          table, kTimestampNtz));
}

void require(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

/// The features that a version without a list of its own means.
std::vector<std::string> implied_features(int Feature::*implied_from, int version) {
  std::vector<std::string> names;
  for (const Feature& feature : kFeatures) {
    if (feature.*implied_from > 0 && feature.*implied_from <= version) names.emplace_back(feature.name);
  }
  return names;
}

Protocol with_timestamp_ntz(Protocol protocol) {
  if (protocol.min_reader_version < kHighestReaderVersion) {
    protocol.reader_features = implied_features(&Feature::implied_from_reader, protocol.min_reader_version);
  }
  if (protocol.min_writer_version < kHighestWriterVersion) {
    protocol.writer_features = implied_features(&Feature::implied_from_writer, protocol.min_writer_version);
  }
  protocol.min_reader_version = kHighestReaderVersion;
  protocol.min_writer_version = kHighestWriterVersion;
  require(*protocol.reader_features, kTimestampNtz);
  require(*protocol.writer_features, kTimestampNtz);
  return protocol;
}

std::string_view in_words(Support support) {
  switch (support) {
    case Support::kYes:
      return "yes";
    case Support::kWhileInactive:
      return "while unused";
    case Support::kNo:
      return "refused";
  }
  return "";
}

}  // namespace

std::span<const Feature> features() {
  return kFeatures;
}

const Feature* find_feature(std::string_view name) {
  const auto* found =
      std::find_if(kFeatures.begin(), kFeatures.end(), [&](const Feature& feature) { return feature.name == name; });
  return found == kFeatures.end() ? nullptr : found;
}

void check_readable(const std::string& table, const Protocol& protocol, const Metadata& metadata) {
  check_version(table, "reader", protocol.min_reader_version, kHighestReaderVersion, protocol.reader_features);
  for (const std::string& name : protocol.reader_features.value_or(std::vector<std::string>())) {
    const Feature* feature = find_feature(name);
    if (feature == nullptr || !allowed(feature->reading, *feature, metadata)) refuse_feature(table, name, "read");
  }
  for (const Feature& feature : kFeatures) {
    if (feature.reading == Support::kWhileInactive && feature.is_active(metadata))
      refuse_feature(table, feature.name, "read");
  }
  check_timestamp_ntz(table, protocol, metadata);
}

void check_readable_files(const std::string& table, const std::vector<AddFile>& files) {
  for (const AddFile& file : files) {
    if (file.deletion_vector) refuse_feature(table, "deletionVectors", "read");
  }
}

void check_writable(const std::string& table, const Protocol& protocol, const Metadata& metadata) {
  check_readable(table, protocol, metadata);
  check_version(table, "writer", protocol.min_writer_version, kHighestWriterVersion, protocol.writer_features);
  for (const std::string& name : protocol.writer_features.value_or(std::vector<std::string>())) {
    const Feature* feature = find_feature(name);
    if (feature == nullptr || !allowed(feature->writing, *feature, metadata)) refuse_feature(table, name, "write");
  }
  for (const Feature& feature : kFeatures) {
    if (feature.writing == Support::kWhileInactive && feature.is_active(metadata))
      refuse_feature(table, feature.name, "write");
  }
}

void check_time_travel(const std::string& table, const Metadata& metadata) {
  if (has_commit_timestamps(metadata)) refuse_feature(table, "inCommitTimestamp", "read by time");
}

Protocol protocol_for_new_table(const Metadata& metadata) {
  Protocol protocol;
  if (!has_timestamp_ntz(metadata)) return protocol;
  protocol.min_writer_version = kHighestWriterVersion;
  protocol.writer_features.emplace();
  if (is_append_only(metadata)) require(*protocol.writer_features, kAppendOnly);
  if (has_required_columns(metadata)) require(*protocol.writer_features, kInvariants);
  return with_timestamp_ntz(std::move(protocol));
}

std::optional<Protocol> upgraded_protocol(const Protocol& current, const Metadata& metadata) {
  Protocol needed = has_timestamp_ntz(metadata) ? with_timestamp_ntz(current) : current;
  const auto need = [&](std::string_view feature) {
    if (needed.min_writer_version < 2) needed.min_writer_version = 2;
    if (needed.writer_features) require(*needed.writer_features, feature);
  };
  if (is_append_only(metadata)) need(kAppendOnly);
  if (has_required_columns(metadata)) need(kInvariants);
  return needed == current ? std::nullopt : std::optional(std::move(needed));
}

std::string feature_table_markdown() {
  std::string text = "| feature | concerns | reads | writes |\n|---|---|---|---|\n";
  for (const Feature& feature : kFeatures) {
    text += fmt::format("| {} | {} | {} | {} |\n", feature.name,
                        feature.concerns_readers ? "readers and writers" : "writers", in_words(feature.reading),
                        in_words(feature.writing));
  }
  return text;
}

}  // namespace c360::delta
