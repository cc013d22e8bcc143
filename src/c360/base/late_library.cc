#include "c360/base/late_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"

namespace c360 {
namespace {

Error not_there(const std::string& what, const std::string& hint) {
  const char* reason = ::dlerror();
  return Error(ErrorCode::kNotFound,
               fmt::format("{} cannot be loaded: {}", what, reason == nullptr ? "no reason is told" : reason), hint);
}

}  // namespace

LateLibrary::LateLibrary(const char* file, std::string what, std::string hint)
    : what_(std::move(what)), hint_(std::move(hint)), handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) throw not_there(what_, hint_);
}

void* LateLibrary::address_of(const char* name) const {
  void* address = ::dlsym(handle_, name);
  if (address == nullptr) throw not_there(what_, hint_);
  return address;
}

}  // namespace c360
