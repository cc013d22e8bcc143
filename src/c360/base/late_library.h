// A shared library that is loaded when it is needed, and not when the program starts.
#pragma once

#include <string>

namespace c360 {

/// Finds functions of a library, which stays loaded as long as the program runs.
class LateLibrary {
 public:
  /// `file` as the system's loader finds it, such as "libpq.so.5". Throws Error(kNotFound), saying `what` cannot be
  /// loaded and the hint, where it is not there.
  LateLibrary(const char* file, std::string what, std::string hint);

  /// Throws as the constructor does for a function that the library does not have.
  template <typename Function>
  void find(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(address_of(name));
  }

 private:
  void* address_of(const char* name) const;

  std::string what_, hint_;
  void* handle_;
};

}  // namespace c360
