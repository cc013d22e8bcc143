#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <vector>

#include "c360/arrow/column_type.h"
#include "c360/arrow/ipc_stream.h"
#include "c360/arrow/message.h"
#include "c360/base/error.h"

namespace c360::arrow {
namespace {

using flatbuffers::FlatBufferBuilder;

/// Pairs of numbers, as Message.fbs's structs FieldNode (rows, NULLs) and Buffer (place in the body, bytes) are.
struct Pair {
  std::int64_t first, second;
};

std::size_t bytes_of_bits(std::int64_t bits) {
  return static_cast<std::size_t>((bits + 7) / 8);
}

const std::uint8_t* validity_of(const ArrowArray& array) {
  return array.n_buffers > 0 ? static_cast<const std::uint8_t*>(array.buffers[0]) : nullptr;
}

bool is_set(const std::uint8_t* bits, std::int64_t at) {
  return (bits[at / 8] >> (at % 8) & 1) != 0;
}

std::int64_t nulls_in(const ArrowArray& array, std::int64_t rows) {
  const std::uint8_t* bits = validity_of(array);
  if (bits == nullptr || array.null_count == 0) return 0;
  if (rows == array.length && array.null_count > 0) return array.null_count;
  std::int64_t valid = 0;
  for (std::int64_t byte = 0; byte < rows / 8; ++byte) valid += std::popcount(bits[byte]);
  for (std::int64_t row = rows / 8 * 8; row < rows; ++row) valid += is_set(bits, row) ? 1 : 0;
  return rows - valid;
}

/// A batch on its way into a message: columns and their children one after another, their buffers in the body.
class Batch {
 public:
  void add_columns(const ArrowSchema& parent, const ArrowArray& array, std::int64_t rows) {
    for (std::int64_t i = 0; i < parent.n_children; ++i) add(*parent.children[i], *array.children[i], rows);
  }

  std::string message(std::int64_t rows) const {
    FlatBufferBuilder builder;
    const auto buffers = vector_of(builder, buffers_);
    const auto nodes = vector_of(builder, nodes_);
    const auto start = builder.StartTable();
    builder.AddElement<std::int64_t>(field(0), rows, 0);
    builder.AddOffset(field(1), nodes);
    builder.AddOffset(field(2), buffers);
    return framed(builder, Header::kRecordBatch, builder.EndTable(start), body_);
  }

 private:
  static flatbuffers::Offset<flatbuffers::Vector<std::int64_t>> vector_of(FlatBufferBuilder& builder,
                                                                          const std::vector<Pair>& pairs) {
    builder.StartVector(pairs.size() * sizeof(Pair) / 8, 8);
    for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
      builder.PushElement(pair->second);
      builder.PushElement(pair->first);
    }
    return {builder.EndVector(pairs.size())};
  }

  void add(const ArrowSchema& column, const ArrowArray& array, std::int64_t rows) {
    if (array.offset != 0)
      throw Error(ErrorCode::kInternal, fmt::format("the column '{}' does not begin at its first row", column.name));
    if (column.dictionary != nullptr) return add_looked_up(column, array, rows);
    const ColumnType type = type_of(column);
    if (type.kind == Kind::kNull) {
      nodes_.push_back({rows, rows});
      return;
    }
    const bool has_validity = type.kind != Kind::kSparseUnion;
    const std::int64_t nulls = has_validity ? nulls_in(array, rows) : 0;
    nodes_.push_back({rows, nulls});
    if (has_validity) put(validity_of(array), nulls > 0 ? bytes_of_bits(rows) : 0);
    add_values(column, array, type, rows);
  }

  void add_values(const ArrowSchema& column, const ArrowArray& array, const ColumnType& type, std::int64_t rows) {
    const auto count = static_cast<std::size_t>(rows);
    switch (type.kind) {
      case Kind::kBinary:
      case Kind::kText:
        return add_bytes<std::int32_t>(array, rows);
      case Kind::kLargeBinary:
      case Kind::kLargeText:
        return add_bytes<std::int64_t>(array, rows);
      case Kind::kList:
      case Kind::kMap:
        return add_columns(column, array, add_offsets<std::int32_t>(array, rows));
      case Kind::kLargeList:
        return add_columns(column, array, add_offsets<std::int64_t>(array, rows));
      case Kind::kFixedList:
        return add_columns(column, array, rows * type.size);
      case Kind::kStruct:
        return add_columns(column, array, rows);
      case Kind::kSparseUnion:
        put(array.buffers[0], count);
        return add_columns(column, array, rows);
      case Kind::kBoolean:
        return put(array.buffers[1], bytes_of_bits(rows));
      case Kind::kFixedBinary:
        return put(array.buffers[1], count * static_cast<std::size_t>(type.size));
      default:
        return put(array.buffers[1], count * static_cast<std::size_t>(type.bits) / 8);
    }
  }

  /// Where the values of each row end, and of the last: how many there are.
  template <typename Offset>
  std::int64_t add_offsets(const ArrowArray& array, std::int64_t rows) {
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
    if (rows == 0 || offsets == nullptr) {
      const Offset none = 0;
      put(&none, sizeof none);
      return 0;
    }
    put(offsets, (static_cast<std::size_t>(rows) + 1) * sizeof(Offset));
    return offsets[rows];
  }

  template <typename Offset>
  void add_bytes(const ArrowArray& array, std::int64_t rows) {
    const std::int64_t bytes = add_offsets<Offset>(array, rows);
    put(array.buffers[2], static_cast<std::size_t>(bytes));
  }

  /// A column of numbers into a dictionary of texts, as these texts.
  void add_looked_up(const ArrowSchema& column, const ArrowArray& array, std::int64_t rows) {
    if (type_of(column).kind != Kind::kText)
      throw Error(ErrorCode::kUnsupported, fmt::format("the column '{}' has a dictionary of no texts", column.name),
                  "cast it to VARCHAR");
    const std::int64_t nulls = nulls_in(array, rows);
    nodes_.push_back({rows, nulls});
    put(validity_of(array), nulls > 0 ? bytes_of_bits(rows) : 0);
    const auto* ends = static_cast<const std::int32_t*>(array.dictionary->buffers[1]);
    const char* bytes = static_cast<const char*>(array.dictionary->buffers[2]);
    std::vector<std::int32_t> offsets = {0};
    std::string texts;
    for (std::int64_t row = 0; row < rows; ++row) {
      if (nulls == 0 || is_set(validity_of(array), row)) {
        const std::int64_t word = index_at(column, array, row);
        texts.append(bytes + ends[word], static_cast<std::size_t>(ends[word + 1] - ends[word]));
      }
      offsets.push_back(static_cast<std::int32_t>(texts.size()));
    }
    put(offsets.data(), offsets.size() * sizeof(std::int32_t));
    put(texts.data(), texts.size());
  }

  static std::int64_t index_at(const ArrowSchema& column, const ArrowArray& array, std::int64_t row) {
    const void* numbers = array.buffers[1];
    switch (column.format[0]) {
      case 'c':
      case 'C':
        return static_cast<const std::uint8_t*>(numbers)[row];
      case 's':
      case 'S':
        return static_cast<const std::uint16_t*>(numbers)[row];
      default:
        return static_cast<const std::uint32_t*>(numbers)[row];
    }
  }

  void put(const void* bytes, std::size_t size) {
    buffers_.push_back({static_cast<std::int64_t>(body_.size()), static_cast<std::int64_t>(size)});
    if (size > 0) body_.append(static_cast<const char*>(bytes), size);
    pad(body_);
  }

  std::vector<Pair> nodes_, buffers_;
  std::string body_;
};

}  // namespace

std::string batch_message(const ArrowSchema& schema, const ArrowArray& batch, std::int64_t rows) {
  Batch made;
  made.add_columns(schema, batch, rows);
  return made.message(rows);
}

}  // namespace c360::arrow
