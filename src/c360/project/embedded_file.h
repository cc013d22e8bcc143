// Files of example projects that are part of the binary.
#pragma once

#include <string_view>
#include <vector>

namespace c360::project {

/// A file of a project's folder; both texts live as long as the program.
struct EmbeddedFile {
  std::string_view path;  ///< below the project's folder, with '/'
  std::string_view text;
};

}  // namespace c360::project
