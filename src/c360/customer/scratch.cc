#include "c360/customer/scratch.h"

#include <cerrno>

#include "c360/base/ids.h"

namespace c360::customer {

std::FILE* open_scratch(const std::filesystem::path& folder) {
  constexpr std::size_t kBuffer = 1 << 18;
  const std::filesystem::path path = folder / ("scratch-" + random_uuid() + ".part");
  std::FILE* file = std::fopen(path.c_str(), "w+bex");
  if (file == nullptr) throw_errno("write", path, errno);
  std::setvbuf(file, nullptr, _IOFBF, kBuffer);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return file;
}

}  // namespace c360::customer
