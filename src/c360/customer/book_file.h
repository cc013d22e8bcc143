// The file of a customer book: a few sections of bytes, written once, then read in place.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "c360/base/hashing.h"
#include "c360/base/mapped_file.h"

namespace c360::customer {

enum class BookSection {
  kAbout,            ///< what the whole book has in common
  kCustomers,        ///< a block for each customer
  kCustomerSlots,    ///< id → block
  kDocuments,        ///< what search shows of each customer, in the order of equal matches
  kDocumentOffsets,  ///< u64 each
  kTerms,            ///< words and who has them, by the words' bytes
  kTermOffsets       ///< u64 each
};
inline constexpr std::size_t kBookSections = 7;

/// For a book that may be as large as the disk lets it.
inline constexpr std::uint64_t kAnySize = UINT64_MAX;

/// Writes a book beside its place and moves it there when it is whole: whoever looks sees all of it or nothing. What is
/// left of one that was not finished is removed. One thread at a time.
class BookFileWriter {
 public:
  /// Throws Error(kIo or kNoSpace), as all of this; kNoSpace also for more than so many bytes.
  explicit BookFileWriter(std::filesystem::path path, std::uint64_t most_bytes = kAnySize);
  ~BookFileWriter();
  BookFileWriter(const BookFileWriter&) = delete;
  BookFileWriter& operator=(const BookFileWriter&) = delete;

  /// Further bytes belong to this section; each is begun once.
  void begin(BookSection section);
  /// Bytes of the section so far.
  std::uint64_t size() const { return at_ - parts_[static_cast<std::size_t>(section_)].offset; }
  void write(std::string_view bytes);
  void finish();

 private:
  struct Part {
    std::uint64_t offset = 0, size = 0;
    std::array<char, 32> hash{};
  };
  friend class BookFile;

  void end();

  std::filesystem::path path_, unfinished_;
  std::FILE* file_ = nullptr;
  std::uint64_t most_, at_ = 0;
  BookSection section_ = BookSection::kAbout;
  bool is_open_ = false;
  ContentHash hash_;
  std::array<Part, kBookSections> parts_;
};

/// A finished book, read in place. Any thread may read it.
class BookFile {
 public:
  /// Checks that it is whole: every section's hash but that of kCustomers, whose blocks have their own. Throws
  /// Error(kNotFound or kIo), Error(kCorrupt) for what is no book of this version.
  explicit BookFile(const std::filesystem::path& path);

  /// To be called after reading, before what was read is believed. Throws Error(kCorrupt) where bytes of the file have
  /// gone.
  void check() const;

  std::string_view section(BookSection section) const;
  /// The i-th of a section of u64. Throws Error(kCorrupt) beyond its end.
  std::uint64_t number(BookSection section, std::size_t index) const;

 private:
  void read_parts(const std::filesystem::path& path);

  MappedFile file_;
  std::array<BookFileWriter::Part, kBookSections> parts_;
};

/// A u64 as sections hold it.
std::string number_bytes(std::uint64_t number);

}  // namespace c360::customer
