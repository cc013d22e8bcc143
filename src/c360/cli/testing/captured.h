// What code prints to a stream, as a text.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace c360::cli::testing {

/// Calls `print` with a stream that is no terminal; all that was written to it.
template <typename Print>
std::string captured(Print print) {
  char* bytes = nullptr;
  std::size_t size = 0;
  std::FILE* out = ::open_memstream(&bytes, &size);
  print(out);
  std::fclose(out);
  std::string text(bytes, size);
  std::free(bytes);
  return text;
}

}  // namespace c360::cli::testing
