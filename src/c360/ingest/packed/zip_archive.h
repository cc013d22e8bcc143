// The members of a zip archive. The one place that knows libzip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360::ingest {

/// By the first bytes.
bool is_zip(std::string_view bytes);

/// An open archive. One thread at a time.
class ZipArchive {
 public:
  struct Member {
    std::uint64_t index = 0;
    std::string name;  ///< as the archive has it, with '/'; bytes that are no text as \xNN
    std::uint64_t size = 0;
  };

  /// `name` is what messages call the archive. Throws Error: kNotFound, kIo; kData for what is no whole archive and for
  /// one whose members are larger together than any packing can make them (overlapping members of a zip bomb).
  ZipArchive(const std::filesystem::path& path, std::string name);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  /// All but folders, in the archive's order.
  const std::vector<Member>& members() const { return members_; }
  /// The member of this name, ignoring the case of ASCII letters where none has it exactly.
  std::optional<Member> find(std::string_view member) const;

  /// Gives a member's bytes piece by piece. Throws Error(kData) where it is damaged or holds more or less than it says,
  /// Error(kUnsupported) where it is encrypted or packed in a way that c360 does not know.
  void read(const Member& member, const std::function<void(std::string_view)>& take_piece) const;

 private:
  struct Handle;
  void list();

  std::string name_;
  std::unique_ptr<Handle> handle_;
  std::vector<Member> members_;
};

}  // namespace c360::ingest
