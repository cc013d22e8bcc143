// Functions whose calls name an object of ours (numbered.h): the name is looked up once, when a statement is compiled.
#pragma once

#include <duckdb.h>

#include <cstddef>
#include <memory>

#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/function_failure.h"
#include "c360/engine/duckdb/numbered.h"
#include "c360/engine/duckdb/scalar_registration.h"

namespace c360::engine {

/// What such a function is registered with. Both must outlive the database.
template <typename T>
struct ObjectsOfFunction {
  const Numbered<T>* objects;
  ErrorLedger* ledger;
};

/// What a call of it holds.
template <typename T>
struct BoundObject {
  std::shared_ptr<T> object;
};

template <typename T, std::size_t kPosition>
void bind_object(duckdb_bind_info info) {
  const auto& registered = *static_cast<ObjectsOfFunction<T>*>(duckdb_scalar_function_bind_get_extra_info(info));
  try {
    auto bound = std::make_unique<BoundObject<T>>(registered.objects->find(constant_argument(info, kPosition)));
    duckdb_scalar_function_set_bind_data(info, bound.release(), destroy_owned<BoundObject<T>>);
    duckdb_scalar_function_set_bind_data_copy(
        info, [](void* copied) -> void* { return new BoundObject<T>(*static_cast<BoundObject<T>*>(copied)); });
  } catch (...) {
    duckdb_scalar_function_bind_set_error(info, describe_failure(*registered.ledger).c_str());
  }
}

/// Lets the argument at this position name the object of a call.
template <std::size_t kPosition, typename T>
void let_name_objects(duckdb_scalar_function function, const ObjectsOfFunction<T>& objects) {
  duckdb_scalar_function_set_extra_info(function, new ObjectsOfFunction<T>(objects),
                                        destroy_owned<ObjectsOfFunction<T>>);
  duckdb_scalar_function_set_bind(function, bind_object<T, kPosition>);
}

/// The object of a call that is being executed.
template <typename T>
T& bound_object(duckdb_function_info info) {
  return *static_cast<BoundObject<T>*>(duckdb_scalar_function_get_bind_data(info))->object;
}

}  // namespace c360::engine
