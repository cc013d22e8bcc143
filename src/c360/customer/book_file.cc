#include "c360/customer/book_file.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::customer {
namespace {

constexpr std::size_t kBuffer = 1 << 20;
constexpr std::size_t kNumber = sizeof(std::uint64_t);

/// The last bytes of the file.
struct Footer {
  std::array<std::uint64_t, kBookSections * 2> places{};
  std::array<std::array<char, 32>, kBookSections> hashes{};
  std::array<char, 16> magic{'c', '3', '6', '0', ' ', 'b', 'o', 'o', 'k', ' ', '1', '\n'};
  std::uint64_t check = 0;  ///< of all before

  std::uint64_t right_check() const {
    return short_hash({reinterpret_cast<const char*>(this), offsetof(Footer, check)});
  }
};

[[noreturn]] void refuse(const std::filesystem::path& path, const char* why) {
  throw Error(ErrorCode::kCorrupt, path.string() + " is no customer book: " + why, "delete it; it is made anew");
}

std::array<char, 32> array_of(const std::string& hash) {
  std::array<char, 32> array{};
  std::copy_n(hash.begin(), array.size(), array.begin());
  return array;
}

}  // namespace

std::string number_bytes(std::uint64_t number) {
  std::string bytes(kNumber, '\0');
  std::memcpy(bytes.data(), &number, kNumber);
  return bytes;
}

BookFileWriter::BookFileWriter(std::filesystem::path path, std::uint64_t most_bytes)
    : path_(std::move(path)), unfinished_(path_), most_(most_bytes) {
  unfinished_ += ".part";
  file_ = std::fopen(unfinished_.c_str(), "wbe");
  if (file_ == nullptr) throw_errno("write", unfinished_, errno);
  std::setvbuf(file_, nullptr, _IOFBF, kBuffer);
}

BookFileWriter::~BookFileWriter() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  std::error_code ignored;
  std::filesystem::remove(unfinished_, ignored);
}

void BookFileWriter::begin(BookSection section) {
  end();
  constexpr std::size_t kAligned = 8;
  write(std::string((kAligned - at_ % kAligned) % kAligned, '\0'));
  section_ = section;
  is_open_ = true;
  hash_ = ContentHash();
  parts_[static_cast<std::size_t>(section)].offset = at_;
}

void BookFileWriter::end() {
  if (!std::exchange(is_open_, false)) return;
  Part& part = parts_[static_cast<std::size_t>(section_)];
  part.size = at_ - part.offset;
  part.hash = array_of(hash_.hex());
}

void BookFileWriter::write(std::string_view bytes) {
  if (bytes.size() > most_ - at_)
    throw Error(ErrorCode::kNoSpace, fmt::format("it would be larger than the {} MB that it may take", most_ >> 20U));
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) throw_errno("write", unfinished_, errno);
  at_ += bytes.size();
  if (is_open_) hash_.update(bytes);
}

void BookFileWriter::finish() {
  end();
  Footer footer;
  for (std::size_t i = 0; i < kBookSections; ++i) {
    footer.places[2 * i] = parts_[i].offset;
    footer.places[2 * i + 1] = parts_[i].size;
    footer.hashes[i] = parts_[i].size == 0 ? array_of(content_hash("")) : parts_[i].hash;
  }
  footer.check = footer.right_check();
  write({reinterpret_cast<const char*>(&footer), sizeof footer});
  const bool is_written = std::fflush(file_) == 0 && ::fsync(::fileno(file_)) == 0;
  const int failure = errno;
  std::fclose(std::exchange(file_, nullptr));
  std::error_code ignored;
  if (!is_written) {
    std::filesystem::remove(unfinished_, ignored);
    throw_errno("write", unfinished_, failure);
  }
  std::filesystem::rename(unfinished_, path_);
}

BookFile::BookFile(const std::filesystem::path& path) : file_(path) {
  read_parts(path);
  check();
}

void BookFile::read_parts(const std::filesystem::path& path) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < sizeof(Footer)) refuse(path, "it is not whole");
  Footer footer;
  const auto magic = footer.magic;
  std::memcpy(&footer, bytes.data() + bytes.size() - sizeof footer, sizeof footer);
  if (footer.magic != magic || footer.check != footer.right_check())
    refuse(path, "it is of another version, or not whole");
  for (std::size_t i = 0; i < kBookSections; ++i) {
    BookFileWriter::Part& part = parts_[i];
    part = {footer.places[2 * i], footer.places[2 * i + 1], footer.hashes[i]};
    if (part.offset > bytes.size() || part.size > bytes.size() - part.offset) refuse(path, "it is not whole");
    const auto name = static_cast<BookSection>(i);
    if (name != BookSection::kCustomers && array_of(content_hash(section(name))) != part.hash)
      refuse(path, "its bytes have changed");
  }
}

void BookFile::check() const {
  if (file_.has_lost_bytes())
    throw Error(ErrorCode::kCorrupt, "the file of a customer book was cut while it was in use");
}

std::string_view BookFile::section(BookSection section) const {
  const BookFileWriter::Part& part = parts_[static_cast<std::size_t>(section)];
  return file_.bytes().substr(part.offset, part.size);
}

std::uint64_t BookFile::number(BookSection name, std::size_t index) const {
  const std::string_view bytes = section(name);
  if (index >= bytes.size() / kNumber) throw Error(ErrorCode::kCorrupt, "a customer book points beyond its end");
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + index * kNumber, kNumber);
  return number;
}

}  // namespace c360::customer
