#include "c360/publish/unsendable_value.h"

#include <fmt/format.h>

#include "c360/publish/offer.h"

namespace c360::publish {

Error unsendable(const UnsendableValue& value, const sql::TableDefinition& table, const engine::Chunk& chunk) {
  return Error(ErrorCode::kData,
               fmt::format("{} cannot be published: the value of {} in the row with {}: {}", table.name,
                           table.columns[value.column].name, describe_row(table, chunk, value.row), value.reason),
               "nothing was changed; correct it in the contract or the model");
}

}  // namespace c360::publish
