// A file of a format that is read from anywhere in it, packed by gzip or zstd: unpacked for as long as it is read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "c360/ingest/source_file.h"

namespace c360::ingest {

/// Whether a file is packed by gzip or zstd, by its first bytes.
bool is_packed(std::string_view first);

/// An unnamed temporary file with what a packed file holds. Any thread may read it.
class Unpacked {
 public:
  /// Throws Error: kNotFound, kIo, kNoSpace; kData for a packed file that is cut or damaged. `name` is for messages.
  Unpacked(const std::filesystem::path& packed, const std::string& name);
  ~Unpacked();
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  /// By which this process opens it, for as long as this object lives.
  std::filesystem::path path() const;

 private:
  int descriptor_;
};

/// The source file within a packed one. Size and hash are those of the packed file. Immutable; any thread may read it.
class UnpackedFile final : public SourceFile {
 public:
  using Open = std::function<std::unique_ptr<const SourceFile>(const std::filesystem::path& unpacked)>;

  /// Throws what Unpacked and `open` throw.
  UnpackedFile(const std::filesystem::path& packed, const std::string& name, const Open& open);

  FileOptions form() const override { return inner_->form(); }
  std::uint64_t size() const override { return size_; }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override { return inner_->open(chunk); }
  void let_go(const Chunk& chunk) const override { inner_->let_go(chunk); }
  std::string describe_form() const override { return inner_->describe_form(); }

 private:
  Unpacked unpacked_;
  std::unique_ptr<const SourceFile> inner_;
  std::uint64_t size_ = 0;
};

}  // namespace c360::ingest
