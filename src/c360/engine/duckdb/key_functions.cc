#include "c360/engine/duckdb/key_functions.h"

#include <string>

#include "c360/engine/duckdb/bound_object.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

using values::IntegerBatch;
using values::IntegerTally;

void note(IntegerTally& tally, const IntegerBatch& batch, bool* out) {
  tally.note(batch, out);
}
void find_repeated(IntegerTally& tally, const IntegerBatch& batch, bool* out) {
  tally.find_repeated(batch, out);
}
void find(IntegerTally& tally, const IntegerBatch& batch, bool* out) {
  tally.find(batch, out);
}

using Answer = void (*)(IntegerTally&, const IntegerBatch&, bool*);

template <Answer kAnswer, bool kNullForNull>
void execute(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  const duckdb_vector numbers = duckdb_data_chunk_get_vector(input, 0);
  const IntegerBatch batch{static_cast<const std::int64_t*>(duckdb_vector_get_data(numbers)),
                           duckdb_vector_get_validity(numbers), duckdb_data_chunk_get_size(input)};
  kAnswer(bound_object<IntegerTally>(info), batch, static_cast<bool*>(duckdb_vector_get_data(output)));
  if (!kNullForNull || batch.validity == nullptr) return;
  duckdb_vector_ensure_validity_writable(output);
  std::uint64_t* validity = duckdb_vector_get_validity(output);
  for (std::size_t row = 0; row < batch.size; ++row) {
    if (batch.is_null(row)) duckdb_validity_set_row_invalid(validity, row);
  }
}

struct KeyFunction {
  std::string name;
  duckdb_scalar_function_t execute;
  bool is_volatile;
};

void register_one(duckdb_connection connection, const KeyFunction& function,
                  const ObjectsOfFunction<IntegerTally>& tallies) {
  const ScalarFunctionHandle handle(duckdb_create_scalar_function());
  const LogicalTypeHandle number(duckdb_create_logical_type(DUCKDB_TYPE_BIGINT));
  const LogicalTypeHandle text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  const LogicalTypeHandle truth(duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN));
  duckdb_scalar_function_set_name(handle.get(), function.name.c_str());
  duckdb_scalar_function_add_parameter(handle.get(), number.get());
  duckdb_scalar_function_add_parameter(handle.get(), text.get());
  duckdb_scalar_function_set_return_type(handle.get(), truth.get());
  duckdb_scalar_function_set_special_handling(handle.get());
  if (function.is_volatile) duckdb_scalar_function_set_volatile(handle.get());
  let_name_objects<1>(handle.get(), tallies);
  duckdb_scalar_function_set_function(handle.get(), function.execute);
  if (duckdb_register_scalar_function(connection, handle.get()) != DuckDBSuccess) {
    throw Error(ErrorCode::kInternal, "a function '" + function.name + "' exists already");
  }
}

}  // namespace

void register_key_functions(duckdb_connection connection, const KeyTallies& tallies, ErrorLedger& ledger) {
  const ObjectsOfFunction<IntegerTally> named{&tallies, &ledger};
  register_one(connection, {std::string(sql::fn::kNoteKey), execute<note, false>, true}, named);
  register_one(connection, {std::string(sql::fn::kIsRepeatedKey), execute<find_repeated, false>, false}, named);
  register_one(connection, {std::string(sql::fn::kIsKnownKey), execute<find, true>, false}, named);
}

}  // namespace c360::engine
