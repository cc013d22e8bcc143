#include "c360/arrow/ipc_stream.h"

#include "c360/arrow/message.h"

namespace c360::arrow {
namespace {

constexpr std::int16_t kVersion5 = 4;
constexpr std::int32_t kMark = -1;

void append(std::string& text, std::int32_t number) {
  const std::int32_t little = flatbuffers::EndianScalar(number);
  text.append(reinterpret_cast<const char*>(&little), sizeof little);
}

}  // namespace

void pad(std::string& text) {
  text.append((8 - text.size() % 8) % 8, '\0');
}

std::string framed(flatbuffers::FlatBufferBuilder& builder, Header kind, flatbuffers::uoffset_t header,
                   const std::string& body) {
  const auto start = builder.StartTable();
  builder.AddElement<std::int64_t>(field(3), static_cast<std::int64_t>(body.size()), 0);
  builder.AddOffset(field(2), flatbuffers::Offset<void>(header));
  builder.AddElement<std::int16_t>(field(0), kVersion5, 0);
  builder.AddElement<std::uint8_t>(field(1), static_cast<std::uint8_t>(kind), 0);
  builder.Finish(flatbuffers::Offset<flatbuffers::Table>(builder.EndTable(start)));
  std::string metadata(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize());
  pad(metadata);
  std::string message;
  message.reserve(8 + metadata.size() + body.size());
  append(message, kMark);
  append(message, static_cast<std::int32_t>(metadata.size()));
  message += metadata;
  message += body;
  return message;
}

std::string end_of_stream() {
  std::string end;
  append(end, kMark);
  append(end, 0);
  return end;
}

}  // namespace c360::arrow
