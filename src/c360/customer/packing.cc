#include "c360/customer/packing.h"

#include "c360/base/error.h"

namespace c360::customer {
namespace {

constexpr unsigned kBits = 7;
constexpr unsigned char kMore = 0x80;

[[noreturn]] void end_too_early() {
  throw Error(ErrorCode::kCorrupt, "packed values end too early");
}

}  // namespace

void Packer::number(std::uint64_t value) {
  for (; value >= kMore; value >>= kBits) bytes_ += static_cast<char>(value | kMore);
  bytes_ += static_cast<char>(value);
}

void Packer::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

/// 0 is nothing, so that a length is one more.
void Packer::maybe(const std::optional<std::string>& value) {
  number(value ? value->size() + 1 : 0);
  if (value) bytes_ += *value;
}

std::uint64_t Unpacker::long_number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += kBits) {
    if (bytes_.empty()) end_too_early();
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & ~kMore) << shift;
    if ((byte & kMore) == 0) return value;
  }
  end_too_early();
}

std::string_view Unpacker::skip(std::size_t size) {
  if (size > bytes_.size()) end_too_early();
  const std::string_view taken = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return taken;
}

std::optional<std::string> Unpacker::maybe() {
  const std::uint64_t size = number();
  if (size == 0) return std::nullopt;
  return std::string(skip(size - 1));
}

}  // namespace c360::customer
