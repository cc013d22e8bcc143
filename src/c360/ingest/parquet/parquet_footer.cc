#include "c360/ingest/parquet/parquet_footer.h"

#include <cstring>
#include <numeric>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kTailBytes = 8;  ///< the footer's length and "PAR1"
constexpr int kMostStructLevels = 32;

/// Bytes that do not mean what they should.
struct Broken {};

/// Thrift's compact protocol, as much of it as finds a few numbers.
class ThriftReader {
 public:
  explicit ThriftReader(std::string_view bytes) : bytes_(bytes) {}

  enum Type : std::uint8_t {
    kStop,
    kTrue,
    kFalse,
    kByte,
    kI16,
    kI32,
    kI64,
    kDouble,
    kBinary,
    kList,
    kSet,
    kMap,
    kStruct
  };

  struct Field {
    Type type = kStop;
    int id = 0;
  };

  /// The next field of a struct whose last field was `last`.
  Field field(int last) {
    const unsigned head = byte();
    const auto type = static_cast<Type>(head & 15U);
    if (type == kStop) return {};
    const unsigned step = head >> 4U;
    return {type, step != 0 ? last + static_cast<int>(step) : static_cast<int>(number())};
  }

  struct List {
    Type type = kStop;
    std::uint64_t size = 0;
  };
  List list() {
    const unsigned head = byte();
    const unsigned size = head >> 4U;
    const List list{static_cast<Type>(head & 15U), size == 15 ? varint() : size};
    if (list.size > bytes_.size()) throw Broken();
    return list;
  }

  std::int64_t number() {
    const std::uint64_t coded = varint();
    return static_cast<std::int64_t>(coded >> 1U) ^ -static_cast<std::int64_t>(coded & 1U);
  }

  void skip(Type type, int level = 0) {
    if (level > kMostStructLevels) throw Broken();
    switch (type) {
      case kTrue:
      case kFalse:
        return;
      case kByte:
        return take(1);
      case kI16:
      case kI32:
      case kI64:
        varint();
        return;
      case kDouble:
        return take(8);
      case kBinary:
        return take(varint());
      case kList:
      case kSet:
        return skip_list(level);
      case kStruct:
        return skip_struct(level);
      default:
        throw Broken();
    }
  }

 private:
  void skip_list(int level) {
    const List items = list();
    const bool flags = items.type == kTrue || items.type == kFalse;
    for (std::uint64_t at = 0; at < items.size; ++at) {
      if (flags)
        take(1);
      else
        skip(items.type, level + 1);
    }
  }

  void skip_struct(int level) {
    for (Field next = field(0); next.type != kStop; next = field(next.id)) skip(next.type, level + 1);
  }

  unsigned byte() {
    if (bytes_.empty()) throw Broken();
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }

  void take(std::uint64_t count) {
    if (count > bytes_.size()) throw Broken();
    bytes_.remove_prefix(count);
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const unsigned next = byte();
      value |= std::uint64_t{next & 127U} << shift;
      if (next < 128) return value;
    }
    throw Broken();
  }

  std::string_view bytes_;
};

std::int64_t rows_of_group(ThriftReader& reader) {
  constexpr int kRows = 3;
  std::int64_t rows = -1;
  for (ThriftReader::Field next = reader.field(0); next.type != ThriftReader::kStop; next = reader.field(next.id)) {
    if (next.id == kRows && next.type == ThriftReader::kI64)
      rows = reader.number();
    else
      reader.skip(next.type);
  }
  if (rows < 0) throw Broken();
  return rows;
}

std::vector<std::int64_t> rows_of_groups(ThriftReader& reader) {
  const ThriftReader::List list = reader.list();
  if (list.size > 0 && list.type != ThriftReader::kStruct) throw Broken();
  std::vector<std::int64_t> groups;
  while (groups.size() < list.size) groups.push_back(rows_of_group(reader));
  return groups;
}

std::vector<std::int64_t> groups_of_footer(std::string_view footer) {
  constexpr int kRows = 3;
  constexpr int kGroups = 4;
  ThriftReader reader(footer);
  std::int64_t rows = -1;
  std::vector<std::int64_t> groups;
  for (ThriftReader::Field next = reader.field(0); next.type != ThriftReader::kStop; next = reader.field(next.id)) {
    if (next.id == kRows && next.type == ThriftReader::kI64)
      rows = reader.number();
    else if (next.id == kGroups && next.type == ThriftReader::kList)
      groups = rows_of_groups(reader);
    else
      reader.skip(next.type);
  }
  if (rows != std::accumulate(groups.begin(), groups.end(), std::int64_t{0})) throw Broken();
  return groups;
}

[[noreturn]] void refuse(const std::string& name, const char* why) {
  throw Error(ErrorCode::kData, name + " is no whole Parquet file: " + why,
              "bring the whole file again; nothing of it was taken in");
}

}  // namespace

std::vector<std::int64_t> parquet_row_groups(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("PARE")) {
    throw Error(ErrorCode::kUnsupported, name + " is an encrypted Parquet file", "write it without encryption");
  }
  if (bytes.size() < kTailBytes + 4 || !bytes.starts_with("PAR1")) refuse(name, "it does not begin with PAR1");
  if (!bytes.ends_with("PAR1")) refuse(name, "it does not end with PAR1, so its end is missing");
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + bytes.size() - kTailBytes, sizeof length);
  if (length > bytes.size() - kTailBytes - 4) refuse(name, "its footer would be longer than the file");
  try {
    return groups_of_footer(bytes.substr(bytes.size() - kTailBytes - length, length));
  } catch (const Broken&) {
    refuse(name, "its footer is damaged");
  }
}

}  // namespace c360::ingest
