// What Arrow's messages have in common: the envelope around a flatbuffer. The numbers of fields and unions here are
// those of Arrow's Message.fbs and Schema.fbs.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <cstdint>
#include <string>

namespace c360::arrow {

/// Where a table's field number `index` stands in its list of fields.
constexpr flatbuffers::voffset_t field(int index) {
  return static_cast<flatbuffers::voffset_t>(4 + 2 * index);
}

enum class Header : std::uint8_t { kSchema = 1, kRecordBatch = 3 };

/// The message in its envelope: a mark, the length of the metadata, the metadata, the body (a multiple of 8 bytes).
/// `header`: a finished table of the builder, which is used up.
std::string framed(flatbuffers::FlatBufferBuilder& builder, Header kind, flatbuffers::uoffset_t header,
                   const std::string& body = {});

/// `text` filled up with zeros to a multiple of 8 bytes.
void pad(std::string& text);

}  // namespace c360::arrow
