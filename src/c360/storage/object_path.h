// The names of stored objects.
#pragma once

#include <string_view>

namespace c360::storage {

/// Throws Error(kUsage) for a path that could leave its store or that no store can hold: empty, absolute, with an empty
/// part, a part "." or "..", or a control character.
void check_object_path(std::string_view path);

}  // namespace c360::storage
