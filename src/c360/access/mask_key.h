// The key that personal data is masked with: the same for all who read a lakehouse, known to none of them.
#pragma once

#include <string>

#include "c360/storage/object_store.h"

namespace c360::access {

/// The lakehouse's key (KeyedHash::kKeyBytes bytes), made when it is first asked for. Throws Error(kIo),
/// Error(kCorrupt) for a file that holds no key.
std::string mask_key(storage::ObjectStore& lake);

}  // namespace c360::access
