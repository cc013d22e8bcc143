// What our functions tell the engine when they fail.
#pragma once

#include <string>

#include "c360/engine/duckdb/errors.h"

namespace c360::engine {

/// To be called in a catch block: keeps the exception in the ledger (as an Error, kInternal if it was none) and gives
/// the text that the engine is to fail with.
inline std::string describe_failure(ErrorLedger& ledger) {
  try {
    throw;
  } catch (const Error& error) {
    return ledger.keep(error);
  } catch (const std::exception& error) {
    return ledger.keep(Error(ErrorCode::kInternal, error.what()));
  }
}

/// Destroys an object that the engine was given to own.
template <typename T>
void destroy_owned(void* object) {
  delete static_cast<T*>(object);
}

}  // namespace c360::engine
