#include "c360/generate/raw_file.h"

#include <cerrno>

#include "c360/base/local_files.h"

namespace c360::generate {
namespace {

constexpr std::size_t kBufferBytes = 1 << 20;
constexpr std::size_t kLongestRow = 4096;

}  // namespace

RawFile::RawFile(std::filesystem::path path, bool windows_line_ends, bool byte_order_mark)
    : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wb")), line_end_(windows_line_ends ? "\r\n" : "\n") {
  if (!file_) throw_errno("create", path_, errno);
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  buffer_.reserve(kBufferBytes + kLongestRow);
  if (byte_order_mark) buffer_ += "\xef\xbb\xbf";
}

void RawFile::end_line() {
  buffer_ += line_end_;
  if (buffer_.size() >= kBufferBytes) flush();
}

void RawFile::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) throw_errno("write", path_, errno);
  buffer_.clear();
}

void RawFile::close() {
  flush();
  if (std::fclose(file_.release()) != 0) throw_errno("close", path_, errno);
}

}  // namespace c360::generate
