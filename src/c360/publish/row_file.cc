#include "c360/publish/row_file.h"

#include <cerrno>
#include <utility>

#include "c360/base/local_files.h"

namespace c360::publish {

RowFile::RowFile(std::filesystem::path path) : path_(std::move(path)), out_(path_, std::ios::binary) {
  check();
}

void RowFile::add(std::string_view records) {
  out_.write(records.data(), static_cast<std::streamsize>(records.size()));
  check();
}

void RowFile::close() {
  out_.close();
  check();
}

void RowFile::check() const {
  if (!out_) throw_errno("write", path_, errno);
}

}  // namespace c360::publish
