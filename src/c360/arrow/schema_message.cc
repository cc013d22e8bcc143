#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/arrow/column_type.h"
#include "c360/arrow/ipc_stream.h"
#include "c360/arrow/message.h"

namespace c360::arrow {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using flatbuffers::Table;
using flatbuffers::uoffset_t;

constexpr std::int64_t kNullable = 2;
constexpr std::int64_t kKeysAreSorted = 4;

/// The member of Schema.fbs's union Type.
std::uint8_t number_of(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return 1;
    case Kind::kInteger:
      return 2;
    case Kind::kFloat:
      return 3;
    case Kind::kBinary:
      return 4;
    case Kind::kText:
      return 5;
    case Kind::kBoolean:
      return 6;
    case Kind::kDecimal:
      return 7;
    case Kind::kDate:
      return 8;
    case Kind::kTime:
      return 9;
    case Kind::kTimestamp:
      return 10;
    case Kind::kInterval:
      return 11;
    case Kind::kList:
      return 12;
    case Kind::kStruct:
      return 13;
    case Kind::kSparseUnion:
      return 14;
    case Kind::kFixedBinary:
      return 15;
    case Kind::kFixedList:
      return 16;
    case Kind::kMap:
      return 17;
    case Kind::kDuration:
      return 18;
    case Kind::kLargeBinary:
      return 19;
    case Kind::kLargeText:
      return 20;
    case Kind::kLargeList:
      return 21;
  }
  return 0;
}

/// Fields of Schema.fbs that are left out have these values.
constexpr std::int16_t kDefaultUnit = 1;  // milliseconds
constexpr std::int32_t kDefaultTimeBits = 32;
constexpr std::int32_t kDefaultDecimalBits = 128;
constexpr std::int16_t kDays = 0;
constexpr std::int16_t kMonthsDaysNanos = 2;

void add_number(FlatBufferBuilder& builder, int index, std::int32_t value, std::int32_t otherwise = 0) {
  builder.AddElement<std::int32_t>(field(index), value, otherwise);
}
void add_small(FlatBufferBuilder& builder, int index, std::int16_t value, std::int16_t otherwise = 0) {
  builder.AddElement<std::int16_t>(field(index), value, otherwise);
}

/// The fields of a type that holds nothing but numbers.
void add_measures(FlatBufferBuilder& builder, const ColumnType& type, bool keys_are_sorted) {
  const auto unit = static_cast<std::int16_t>(type.unit);
  switch (type.kind) {
    case Kind::kInteger:
      add_number(builder, 0, type.bits);
      return builder.AddElement<std::uint8_t>(field(1), type.is_signed ? 1 : 0, 0);
    case Kind::kFloat:
      return add_small(builder, 0, type.bits == 32 ? 1 : 2);
    case Kind::kDecimal:
      add_number(builder, 0, type.precision);
      add_number(builder, 1, type.scale);
      return add_number(builder, 2, type.bits, kDefaultDecimalBits);
    case Kind::kDate:
      return add_small(builder, 0, kDays, kDefaultUnit);
    case Kind::kTime:
      add_small(builder, 0, unit, kDefaultUnit);
      return add_number(builder, 1, type.bits, kDefaultTimeBits);
    case Kind::kDuration:
      return add_small(builder, 0, unit, kDefaultUnit);
    case Kind::kInterval:
      return add_small(builder, 0, kMonthsDaysNanos);
    case Kind::kFixedBinary:
    case Kind::kFixedList:
      return add_number(builder, 0, type.size);
    case Kind::kMap:
      return builder.AddElement<std::uint8_t>(field(0), keys_are_sorted ? 1 : 0, 0);
    default:
      return;
  }
}

uoffset_t timestamp_table(FlatBufferBuilder& builder, const ColumnType& type) {
  const auto zone = type.zone.empty() ? Offset<flatbuffers::String>() : builder.CreateString(type.zone);
  const auto start = builder.StartTable();
  add_small(builder, 0, static_cast<std::int16_t>(type.unit));
  if (!zone.IsNull()) builder.AddOffset(field(1), zone);
  return builder.EndTable(start);
}

uoffset_t union_table(FlatBufferBuilder& builder, const ColumnType& type) {
  const auto codes = builder.CreateVector(std::vector<std::int32_t>(type.codes.begin(), type.codes.end()));
  const auto start = builder.StartTable();
  builder.AddOffset(field(1), codes);
  return builder.EndTable(start);
}

uoffset_t type_table(FlatBufferBuilder& builder, const ColumnType& type, std::int64_t flags) {
  if (type.kind == Kind::kTimestamp) return timestamp_table(builder, type);
  if (type.kind == Kind::kSparseUnion) return union_table(builder, type);
  const auto start = builder.StartTable();
  add_measures(builder, type, (flags & kKeysAreSorted) != 0);
  return builder.EndTable(start);
}

/// The C data interface's metadata: how many, then each key and value after its length.
std::vector<std::pair<std::string_view, std::string_view>> pairs_in(const char* metadata) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  if (metadata == nullptr) return pairs;
  const auto number = [&metadata] {
    std::int32_t value = 0;
    std::memcpy(&value, metadata, sizeof value);
    metadata += sizeof value;
    return value;
  };
  const auto text = [&] {
    const auto size = static_cast<std::size_t>(number());
    const std::string_view taken(metadata, size);
    metadata += size;
    return taken;
  };
  for (std::int32_t left = number(); left > 0; --left) {
    const std::string_view key = text();
    pairs.emplace_back(key, text());
  }
  return pairs;
}

using Tables = Offset<flatbuffers::Vector<Offset<Table>>>;

Tables metadata_vector(FlatBufferBuilder& builder, const char* metadata) {
  std::vector<Offset<Table>> tables;
  for (const auto& [key, value] : pairs_in(metadata)) {
    const auto key_text = builder.CreateString(key.data(), key.size());
    const auto value_text = builder.CreateString(value.data(), value.size());
    const auto start = builder.StartTable();
    builder.AddOffset(field(0), key_text);
    builder.AddOffset(field(1), value_text);
    tables.emplace_back(builder.EndTable(start));
  }
  return tables.empty() ? Tables() : builder.CreateVector(tables);
}

Offset<Table> field_table(FlatBufferBuilder& builder, const ArrowSchema& column);

Tables field_vector(FlatBufferBuilder& builder, const ArrowSchema& parent) {
  std::vector<Offset<Table>> fields;
  for (std::int64_t i = 0; i < parent.n_children; ++i) fields.push_back(field_table(builder, *parent.children[i]));
  return builder.CreateVector(fields);
}

Offset<Table> field_table(FlatBufferBuilder& builder, const ArrowSchema& column) {
  const ColumnType type = type_of(column);
  const auto name = builder.CreateString(column.name == nullptr ? "" : column.name);
  const auto children = field_vector(builder, column);
  const auto metadata = metadata_vector(builder, column.metadata);
  const uoffset_t type_at = type_table(builder, type, column.flags);
  const auto start = builder.StartTable();
  builder.AddOffset(field(0), name);
  builder.AddElement<std::uint8_t>(field(1), (column.flags & kNullable) != 0 ? 1 : 0, 0);
  builder.AddElement<std::uint8_t>(field(2), number_of(type.kind), 0);
  builder.AddOffset(field(3), Offset<void>(type_at));
  builder.AddOffset(field(5), children);
  if (!metadata.IsNull()) builder.AddOffset(field(6), metadata);
  return Offset<Table>(builder.EndTable(start));
}

}  // namespace

std::string schema_message(const ArrowSchema& schema) {
  FlatBufferBuilder builder;
  const auto fields = field_vector(builder, schema);
  const auto start = builder.StartTable();
  builder.AddOffset(field(1), fields);
  return framed(builder, Header::kSchema, builder.EndTable(start));
}

}  // namespace c360::arrow
