// The engine that reads what is not in the lakehouse.
#pragma once

#include "c360/engine/engine.h"

namespace c360::ingest {

/// An engine apart from that which writes bronze: a reader works within one of that one's threads, and this one needs
/// none. Made when first asked for, and never closed, as the engine's library may be gone when this process ends. Any
/// thread may call it.
engine::Database& parquet_engine();

}  // namespace c360::ingest
