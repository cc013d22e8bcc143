// Values of partition columns and file statistics, read from their text so that they can be compared as their type.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "c360/delta/schema.h"

namespace c360::lakehouse {

/// Wide enough for decimal(38, s); also integers, booleans (0, 1), days and microseconds.
__extension__ using WideInteger = __int128;

/// Values of one column compare as their column's type orders them; strings by their UTF-8 bytes.
using Comparable = std::variant<WideInteger, double, std::string>;

/// Reads a value as the protocol writes partition values and statistics ("Partition Value Serialization"); timestamps
/// may have an offset and any number of decimals up to six. nullopt for what cannot be read exactly and for types
/// without a trusted order (float, binary, nested).
std::optional<Comparable> read_comparable(std::string_view text, const delta::DataType& type);

}  // namespace c360::lakehouse
