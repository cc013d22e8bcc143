// Record batches as Arrow's streaming format (https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format).
#pragma once

#include <cstdint>
#include <string>

#include "c360/engine/arrow_rows.h"

namespace c360::arrow {

/// The first message of a stream: its columns. Columns with a dictionary are told as what the dictionary holds. Throws
/// Error(kUnsupported), naming it, for a column of a type that is not written here.
std::string schema_message(const ArrowSchema& schema);

/// A message with the first `rows` rows of a batch, which must be of this schema. Throws Error(kUnsupported).
std::string batch_message(const ArrowSchema& schema, const ArrowArray& batch, std::int64_t rows);

/// What a stream ends with.
std::string end_of_stream();

}  // namespace c360::arrow
