#include "c360/engine/scalar_function.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "c360/engine/duckdb/function_failure.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/scalar_registration.h"
#include "c360/engine/duckdb/types.h"

static_assert(sizeof(c360::engine::TextCell) == sizeof(duckdb_string_t), "TextCell mirrors the engine's string");
static_assert(c360::engine::TextCell::kInline == sizeof(duckdb_string_t{}.value.inlined.inlined));

namespace c360::engine {

namespace {

struct RegisteredScalar {
  ScalarFunction function;
  ErrorLedger* ledger;
};

struct Bound {
  ScalarKernel kernel;
};

void* copy_bound(void* bound) {
  return new Bound(*static_cast<Bound*>(bound));
}

void bind_scalar(duckdb_bind_info info) {
  auto& registered = *static_cast<RegisteredScalar*>(duckdb_scalar_function_bind_get_extra_info(info));
  try {
    std::vector<std::string> constants;
    for (std::size_t i = 1; i <= registered.function.constants; ++i) constants.push_back(constant_argument(info, i));
    auto bound = std::make_unique<Bound>(Bound{registered.function.bind(constants)});
    duckdb_scalar_function_set_bind_data(info, bound.release(), destroy_owned<Bound>);
    duckdb_scalar_function_set_bind_data_copy(info, copy_bound);
  } catch (...) {
    duckdb_scalar_function_bind_set_error(info, describe_failure(*registered.ledger).c_str());
  }
}

void run_kernel(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  auto& registered = *static_cast<RegisteredScalar*>(duckdb_scalar_function_get_extra_info(info));
  const auto& bound = *static_cast<const Bound*>(duckdb_scalar_function_get_bind_data(info));
  try {
    const duckdb_vector texts = duckdb_data_chunk_get_vector(input, 0);
    duckdb_vector_ensure_validity_writable(output);
    const TextArguments arguments(duckdb_data_chunk_get_size(input), duckdb_vector_get_data(texts),
                                  duckdb_vector_get_validity(texts));
    ScalarResults results(output, duckdb_vector_get_data(output), duckdb_vector_get_validity(output),
                          registered.function.result);
    bound.kernel(arguments, results);
  } catch (...) {
    duckdb_scalar_function_set_error(info, describe_failure(*registered.ledger).c_str());
  }
}

}  // namespace

void ScalarResults::set_long_text(std::size_t row, std::string_view value) {
  duckdb_vector_assign_string_element_len(static_cast<duckdb_vector>(vector_), row, value.data(), value.size());
}

std::string constant_argument(duckdb_bind_info info, std::size_t position) {
  const ExpressionHandle argument(duckdb_scalar_function_bind_get_argument(info, position));
  if (!duckdb_expression_is_foldable(argument.get())) {
    throw Error(ErrorCode::kEngine, fmt::format("argument {} must be a constant", position + 1));
  }
  ClientContextHandle context;
  duckdb_scalar_function_get_client_context(info, context.out());
  ValueHandle value;
  const ErrorDataHandle failure(duckdb_expression_fold(context.get(), argument.get(), value.out()));
  if (duckdb_error_data_has_error(failure.get())) {
    throw Error(ErrorCode::kEngine, duckdb_error_data_message(failure.get()));
  }
  return duckdb_is_null_value(value.get()) ? std::string() : take_text(duckdb_get_varchar(value.get()));
}

void register_scalar_function(duckdb_connection connection, ScalarFunction function, ErrorLedger& ledger) {
  const ScalarFunctionHandle handle(duckdb_create_scalar_function());
  const LogicalTypeHandle text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  const LogicalTypeHandle any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  duckdb_scalar_function_set_name(handle.get(), function.name.c_str());
  duckdb_scalar_function_add_parameter(handle.get(), text.get());
  for (std::size_t i = 0; i < function.constants; ++i) duckdb_scalar_function_add_parameter(handle.get(), any.get());
  duckdb_scalar_function_set_return_type(handle.get(), logical_type(function.result).get());
  duckdb_scalar_function_set_special_handling(handle.get());  // kernels see NULLs: a default may stand for one
  duckdb_scalar_function_set_bind(handle.get(), bind_scalar);
  duckdb_scalar_function_set_function(handle.get(), run_kernel);
  const std::string name = function.name;
  auto registered = std::make_unique<RegisteredScalar>(RegisteredScalar{std::move(function), &ledger});
  duckdb_scalar_function_set_extra_info(handle.get(), registered.release(), destroy_owned<RegisteredScalar>);
  if (duckdb_register_scalar_function(connection, handle.get()) != DuckDBSuccess) {
    throw Error(ErrorCode::kInternal, fmt::format("a function '{}' exists already", name));
  }
}

}  // namespace c360::engine
