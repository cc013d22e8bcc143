// A file's bytes as UTF-8 text, whatever they were: unpacked, decoded, mapped into memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "c360/ingest/encoding.h"

namespace c360::ingest {

/// A file mapped for reading; small ones are read instead, so that there may be many. Move-only; any thread may read.
/// The file must not be cut while it is mapped.
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws Error(kNotFound or kIo).
  explicit MappedFile(const std::filesystem::path& path);
  /// Maps an open file, and closes it. `path` is for messages.
  MappedFile(int descriptor, const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  std::string_view bytes() const;
  /// Takes the pages that lie whole within these bytes out of this process's memory. Reading them brings them back.
  void let_go(std::uint64_t begin, std::uint64_t end) const;

 private:
  bool map(int descriptor);

  std::string small_;
  void* mapping_ = nullptr;
  std::size_t size_ = 0;
};

/// A file as text. What is plain UTF-8 is never copied; the rest goes through an unnamed temporary file. Move-only; any
/// thread may read.
class SourceText {
 public:
  /// `wanted` nullopt: by the file's first bytes, else UTF-8 until decode_as(). `name` is for messages.
  /// Throws Error: kNotFound, kIo, kNoSpace; kData for a gzip or zstd file that is cut or damaged; kUnsupported for
  /// other archives.
  SourceText(const std::filesystem::path& path, const std::string& name, std::optional<Encoding> wanted);

  /// The text, mark included. Bytes that are no text in the file's encoding are not UTF-8 here (encoding.h).
  std::string_view text() const;
  /// Where the text begins behind its byte order mark.
  std::uint64_t begin() const { return begin_; }
  Encoding encoding() const { return encoding_; }
  bool compressed() const { return compressed_; }
  /// The file's own bytes.
  std::string_view raw() const { return raw_.bytes(); }
  /// Whether text() is raw() itself.
  bool is_raw() const { return !unpacked_ && !decoded_; }

  /// Takes what was read of the text from `begin` to `end`, or of all there is, out of this process's memory. Reading
  /// it again brings it back.
  void let_go(std::uint64_t begin, std::uint64_t end) const;
  void let_go() const;

  /// Reads the file again as another encoding, once its bytes have shown what they are.
  void decode_as(Encoding encoding);

 private:
  std::string_view unpacked() const { return unpacked_ ? unpacked_->bytes() : raw_.bytes(); }

  MappedFile raw_;
  std::optional<MappedFile> unpacked_;
  std::optional<MappedFile> decoded_;
  Encoding encoding_ = Encoding::kUtf8;
  std::uint64_t begin_ = 0;
  bool compressed_ = false;
};

}  // namespace c360::ingest
